import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from casework.models import Case
from config.middleware import ScopedTransaction
from organisations.models import LocalAuthority
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    UserFactory,
    assigned_to,
    officer_of,
)


def ask(user, view):
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    return ScopedTransaction(view)(request)


def list_cases(_request):
    return HttpResponse(",".join(Case.objects.order_by("pk").values_list("reference", flat=True)))


@pytest.mark.parametrize("who", ["officer", "assigned", "stranger"])
def test_a_request_sees_what_its_person_reaches_and_nothing_else(case, who):
    CaseFactory()
    user = {
        "officer": lambda: officer_of(case.authority),
        "assigned": lambda: assigned_to(case),
        "stranger": UserFactory,
    }[who]()

    answer = ask(user, list_cases)

    assert answer.content.decode() == ("" if who == "stranger" else case.reference)


def test_a_request_of_nobody_sees_no_case(case):
    assert ask(None, list_cases).content == b""


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("status", "kept"), [(200, 1), (409, 1), (500, 0)])
def test_what_a_request_wrote_is_kept_unless_it_failed(status, kept):
    def write(_request):
        assert connection.in_atomic_block
        LocalAuthorityFactory()
        return HttpResponse(status=status)

    ask(UserFactory(), write)

    assert LocalAuthority.objects.count() == kept
