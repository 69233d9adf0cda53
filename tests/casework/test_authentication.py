from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.views import APIView

from casework.api.authentication import ScopedTokenAuthentication
from casework.models import Case
from programs.models import BearerToken, PersonalToken
from row_security.scope import WHOLE_SERVICE, Scope
from tests.factories import CaseFactory, headteacher_of
from tests.programs.builders import bearer_of, make_client, token_of


def ask(token, scheme="Bearer"):
    request = RequestFactory().get("/", HTTP_AUTHORIZATION=f"{scheme} {token}")
    return ScopedTokenAuthentication().authenticate(APIView().initialize_request(request))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Token"])
def test_a_token_sees_what_its_person_sees_and_nothing_else(case, see, scheme):
    CaseFactory()
    head = headteacher_of(case.school)
    token = token_of(head)
    see(Scope())

    user, _ = ask(token, scheme)

    assert user == head
    assert list(Case.objects.all()) == [case]


def test_a_clients_token_sees_its_schools_cases_in_the_database_too(case, see):
    CaseFactory()
    client, _ = make_client(case.school)
    token = bearer_of(client)
    see(Scope())

    caller, _ = ask(token)

    assert caller == client
    assert list(Case.objects.all()) == [case]


def test_what_is_kept_of_a_token_is_no_token(case):
    client, secret = make_client(case.school)
    shown = [token_of(headteacher_of(case.school)), bearer_of(client), secret]

    kept = [
        PersonalToken.objects.get().digest,
        BearerToken.objects.get().digest,
        client.secrets.get().digest,
    ]
    assert all(len(set(one)) > 20 and one not in kept for one in shown)
    for digest in kept:
        with pytest.raises(AuthenticationFailed):
            ask(digest)


def test_the_token_of_a_closed_account_an_old_or_a_made_up_one_sees_nothing(case, see):
    head, old = headteacher_of(case.school), headteacher_of(case.school)
    closed, ended = token_of(head), token_of(old)
    bearer = bearer_of(make_client(case.school)[0])
    type(head).objects.filter(pk=head.pk).update(is_active=False)
    PersonalToken.objects.filter(user=old).update(expires_at=timezone.now() - timedelta(seconds=1))
    BearerToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    see(Scope())

    for token in (closed, ended, bearer, "made-up", "fht_made-up", "", "\xff"):
        with pytest.raises(AuthenticationFailed):
            ask(token)
    assert not Case.objects.exists()
    see(WHOLE_SERVICE)
    assert Case.objects.exists()
