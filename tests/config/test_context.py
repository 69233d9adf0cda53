import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import path

from config import context
from organisations.roles import Role
from tests.factories import MembershipFactory, SchoolFactory, UserFactory


def show(request):
    return HttpResponse()


urlpatterns = [path("", show, name="home"), path("help/", show, name="help")]


@pytest.fixture
def ask(settings, rf):
    """What the page at this path knows when this person looks at it."""
    settings.ROOT_URLCONF = "tests.config.test_context"

    def ask(user, at="/"):
        request = rf.get(at)
        request.user = user
        return context.page_context(request)

    return ask


def test_a_visitor_has_a_way_in_and_no_name(ask):
    known = ask(AnonymousUser())

    assert known["person"]() is None
    assert known["navigation"]() == ()
    assert known["sign_in_url"] == "/sign-in/"
    assert known["footer_links"] == (context.Place("Help", "/help/"),)


def test_a_request_that_was_never_given_a_person_is_a_visitor_s(settings, rf):
    assert context.page_context(rf.get("/"))["person"]() is None


@pytest.mark.django_db(databases=["default", "owner"])
def test_somebody_sees_their_roles_and_only_pages_that_exist(ask, tuesday):
    school = SchoolFactory(name="Sample School")
    user = UserFactory(first_name="Ada", last_name="Sample")
    MembershipFactory(user=user, role=Role.HEADTEACHER, school=school)
    MembershipFactory(user=user, role=Role.REVIEW_MEMBER)
    MembershipFactory(user=user, role=Role.SCHOOL_STAFF, school=school, ended_at=tuesday)

    assert ask(user)["person"]() == context.Person(
        name="Ada Sample",
        roles=("Headteacher, Sample School", "Review panel member"),
        sign_out="",
        account="",
        navigation=(context.Place("Home", "/", current=True),),
    )


@pytest.mark.django_db(databases=["default", "owner"])
def test_somebody_without_a_role_goes_nowhere(ask):
    assert ask(UserFactory())["person"]().navigation == ()


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("memberships", [1, 3])
def test_the_header_costs_one_query(ask, memberships, django_assert_num_queries):
    user = UserFactory()
    for _ in range(memberships):
        MembershipFactory(user=user, role=Role.HEADTEACHER, school=SchoolFactory())

    with django_assert_num_queries(1):
        ask(user)["person"]()


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_page_behind_a_place_marks_it_and_home_marks_only_itself(ask, monkeypatch):
    places = (("Home", "home", set(Role)), ("Help", "help", set(Role)))
    monkeypatch.setattr(context, "PLACES", places)
    user = MembershipFactory(role=Role.LA_OFFICER, local_authority=_authority()).user

    def current(at):
        return [p.label for p in ask(user, at)["person"]().navigation if p.current]

    assert (current("/"), current("/help/dates/"), current("/cases/")) == (["Home"], ["Help"], [])


def _authority():
    return SchoolFactory().local_authority


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(
    ("role", "where", "place"),
    [
        (Role.LA_OFFICER, "/exports/5/parts/1/", "Data protection"),
        (Role.LA_OFFICER, "/holds/5/release/", "Data protection"),
        (Role.HEADTEACHER, "/exports/5/", "Cases"),
        (Role.LA_OFFICER, "/cases/5/", "Cases"),
    ],
)
def test_a_page_with_an_address_of_its_own_lies_behind_the_place_it_belongs_to(
    rf, role, where, place
):
    school = SchoolFactory()
    user = UserFactory()
    of = {"school": school} if role == Role.HEADTEACHER else {}
    MembershipFactory(user=user, role=role, **(of or {"local_authority": school.local_authority}))
    request = rf.get(where)
    request.user = user

    places = context.page_context(request)["person"]().navigation
    assert [one.label for one in places if one.current] == [place]
