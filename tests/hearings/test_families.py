"""The relevant people of a case, and the letter that each of them is given."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.facts import facts_of
from casework.models import Adult, Deadline
from hearings.decision_letters import draft_letter
from hearings.families import get_family
from hearings.giving import Giving
from hearings.models import Capacity, Invitation, Outcome
from hearings.pages.outcome_forms import find_expected
from hearings.telling import address_of, tell
from notifications.models import Message
from statute.facts import Fact
from statute.giving_notice import Method
from tests.factories import AdultFactory, clerk_of
from tests.hearings.conftest import THE_16TH, whole
from tests.hearings.test_decision_letters import missing
from tests.hearings.test_outcomes import OCTOBER_1, POSTED, decide, give, hold

THE_1ST = date(2026, 10, 1)
EMAILED = Giving(method=Method.AGREED_EMAIL, sent_on=THE_1ST)


@pytest.fixture
def of_age(maintained):
    """A pupil who was 18 when excluded, and no adult is given."""
    maintained.adults.all().delete()
    come_of_age(maintained, date(2008, 9, 1))
    return maintained


def come_of_age(case, born_on):
    case.pupil.born_on = born_on
    case.pupil.save()


def names(case, day):
    return [(person.name, person.key) for person in get_family(case, day=day)]


def test_a_pupil_of_18_is_invited_expected_and_written_to(of_age, listed, holidays):
    pupil = of_age.pupil.name
    hearing = listed(of_age)

    invitation = Invitation.objects.get(kind="FAMILY")
    letter = Message.objects.get(letter="hearing-invitation", addressee__startswith=pupil)
    assert (invitation.adult, letter.state) == (None, "TO_POST")
    assert letter.postal == f"{pupil}\n1 Sample Street\nSampleton\nZZ99 9ZZ"
    assert "whether you are reinstated" in letter.body
    assert "child" not in letter.body
    assert address_of(invitation).addressee == letter.addressee == f"{pupil} (pupil), by post"
    expected = find_expected(hearing, "A Clerk")
    assert [one.title for one in expected if one.capacity == Capacity.FAMILY] == [f"{pupil}, pupil"]

    hold(hearing)
    decide(hearing)
    give(hearing)
    given = Message.objects.get(letter="decision-declined")
    assert (given.addressee, given.state) == (f"{pupil} (pupil), by post", "TO_POST")
    assert "decided not to reinstate you." in given.body
    assert "does not assess you." in given.enclosures.get().html


def test_the_page_of_the_hearing_names_the_pupil(of_age, listed, client, at):
    hearing = listed(of_age)
    at(THE_16TH, client, clerk_of(of_age.school))

    page = whole(client.get(f"/hearings/{hearing.public_id}/"))

    assert f"{of_age.pupil.name} (pupil)" in page


def test_parents_of_a_pupil_who_was_18_are_not_relevant_people(maintained):
    come_of_age(maintained, date(2008, 9, 15))

    assert names(maintained, THE_1ST) == [(maintained.pupil.name, "pupil")]


def test_a_pupil_who_comes_of_age_later_is_told_beside_the_parents(maintained, listed):
    come_of_age(maintained, date(2008, 10, 1))
    parent = ("Sam Invented", f"adult/{Adult.objects.get().pk}")

    assert names(maintained, date(2026, 9, 30)) == [parent]
    assert names(maintained, THE_1ST) == [parent, (maintained.pupil.name, "pupil")]


def test_a_letter_that_nobody_could_be_given_is_refused(maintained, listed, holidays):
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)
    Message.objects.all().delete()
    Invitation.objects.filter(adult__isnull=False).delete()
    maintained.adults.all().delete()

    for giving in (POSTED, EMAILED):
        assert missing(hearing, giving) == [
            "Nobody is recorded to whom the letter could be given: the pupil is under 18, and no "
            "parent or carer is given. The school must say who they are"
        ]


@pytest.fixture
def two(maintained, listed, holidays):
    """A hearing decided about a pupil with two parents, of whom the first agreed to email."""
    AdultFactory(
        case=maintained, position=2, name="Kim Invented", email="", agreed_to_email=False,
        address="9 Other Road",
    )  # fmt: skip
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)
    Message.objects.all().delete()
    return hearing


def sent_to_family():
    rows = Message.objects.filter(letter="decision-declined").order_by("pk")
    return [(one.addressee, one.to, one.state) for one in rows]


def test_each_parent_is_given_the_letter_in_their_own_way_with_their_own_last_day(two):
    give(two, EMAILED)

    assert sent_to_family() == [
        ("Sam Invented (parent)", "sam.invented@family.example", "QUEUED"),
        ("Sam Invented (parent), copy by post", "", "TO_POST"),
        ("Kim Invented (parent), by post", "", "TO_POST"),
    ]
    emailed, copy, posted = Message.objects.filter(letter="decision-declined").order_by("pk")
    assert posted.postal == "Kim Invented\n9 Other Road"
    assert "The last day to apply is 22 October 2026." in emailed.body
    assert "The last day to apply is 3 November 2026." in posted.body
    for one in (emailed, copy):
        assert "sent by email, to which you agreed, on 1 October 2026, with a copy" in one.body
        assert "It counts as given on 1 October 2026" in one.body
    assert "sent by first class post on 1 October 2026. It counts as given on 5 October" in (
        posted.body
    )
    assert "sent by email" not in posted.body + posted.enclosures.get().html
    assert "letter that comes with this email" in emailed.body
    assert "enclosed letter" in posted.body


def test_the_last_day_of_each_is_counted_from_their_own_day_and_the_fact_is_the_latest(two):
    give(two, EMAILED)

    outcome = Outcome.objects.get()
    [event] = AuditEvent.objects.filter(kind="hearing.decision-letter-given")
    sam, kim = two.case.adults.order_by("position")
    assert event.facts["ways"] == [
        {
            "to": f"adult/{sam.pk}", "method": "AGREED_EMAIL", "sent_on": "2026-10-01",
            "given_on": "2026-10-01", "review_until": "2026-10-22",
        },
        {
            "to": f"adult/{kim.pk}", "method": "FIRST_CLASS_POST", "sent_on": "2026-10-01",
            "given_on": "2026-10-05", "review_until": "2026-11-03",
        },
    ]  # fmt: skip
    assert (outcome.notice_given_on, outcome.review_until) == (
        date(2026, 10, 5), date(2026, 11, 3),
    )  # fmt: skip
    assert facts_of(two.case).dates[Fact.DECISION_NOTICE_GIVEN] == date(2026, 10, 5)
    assert Deadline.objects.get(rule_id="I1").due_date == date(2026, 11, 3)
    copies = Message.objects.filter(letter="decision-copy")
    assert all("until 3 November 2026" in one.body for one in copies)
    assert all("to which you agreed" not in one.enclosures.get().html for one in copies)


def test_a_posted_letter_leaves_on_paper_alone_though_email_was_agreed(two):
    give(two)

    assert sent_to_family() == [
        ("Sam Invented (parent), by post", "", "TO_POST"),
        ("Kim Invented (parent), by post", "", "TO_POST"),
    ]


def test_a_delivered_letter_counts_that_day_for_everybody(two):
    draft = draft_letter(
        Outcome.objects.get(), replace(POSTED, method=Method.DELIVERED), now=OCTOBER_1
    )

    assert draft.missing == ()
    assert [route.given_on for route in draft.routes] == [THE_1ST, THE_1ST]
    assert "delivered on 1 October 2026" in draft.letters[1].sent


def test_a_second_telling_leaves_the_pupil_of_age_alone(of_age, listed):
    hearing = listed(of_age)
    count = Message.objects.count()

    tell(hearing, now=datetime(2026, 9, 17, 9, tzinfo=UTC))

    assert Message.objects.count() == count


def test_the_page_shows_each_letter_and_where_what_is_for_the_post_waits(two, client, at):
    clerk = clerk_of(two.case.school)
    at(OCTOBER_1, client, clerk)
    url = f"/hearings/{two.public_id}/"
    day = {"sent_on_day": 1, "sent_on_month": 10, "sent_on_year": 2026}
    typed = {"method": "AGREED_EMAIL", "before_end": "YES", **day, "version": 3}

    page = whole(client.post(f"{url}decision-letter/", typed))
    assert "The letter to Sam Invented" in page
    assert "The letter to Kim Invented" in page
    assert "The last day to ask for a review is Tuesday 3 November 2026." in page
    shown = page.split('name="give" value="')[1].split('"')[0]
    assert client.post(f"{url}decision-letter/", {**typed, "give": shown}).status_code == 302

    page = whole(client.get(url))
    letter = Message.objects.get(addressee="Kim Invented (parent), by post")
    assert f'href="/messages/{letter.reference}/posted/"' in page
    assert "Its PDF is being made." in page
    letter.enclosures.update(content=b"%PDF-")
    assert f'href="/messages/{letter.reference}/files/1/"' in whole(client.get(url))
    home = whole(client.get("/"))
    assert "Letters to print and post" in home
    assert f'href="/messages/{letter.reference}/"' in home
    Message.objects.filter(pk=letter.pk).update(
        state="POSTED", posted_on=date(2026, 10, 2), settled_by="user/1"
    )
    page = whole(client.get(url))
    assert "Posted, although the letter itself says 1 October 2026" in page
