import pytest
from django.test import RequestFactory
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.views import APIView

from casework.api.authentication import ScopedTokenAuthentication
from casework.models import Case
from row_security.scope import Scope
from tests.factories import CaseFactory, headteacher_of


def ask(key):
    request = RequestFactory().get("/", HTTP_AUTHORIZATION=f"Token {key}")
    return ScopedTokenAuthentication().authenticate(APIView().initialize_request(request))


def test_a_token_sees_what_its_person_sees_and_nothing_else(case, see):
    CaseFactory()
    head = headteacher_of(case.school)
    token = Token.objects.create(user=head)
    see(Scope())

    user, _ = ask(token.key)

    assert user == head
    assert list(Case.objects.all()) == [case]


def test_the_token_of_a_closed_account_or_no_token_at_all_sees_nothing(case, see):
    head = headteacher_of(case.school)
    token = Token.objects.create(user=head)
    type(head).objects.update(is_active=False)
    see(Scope())

    for key in (token.key, "made-up"):
        with pytest.raises(AuthenticationFailed):
            ask(key)
    assert not Case.objects.exists()
