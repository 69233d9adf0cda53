"""The pages of a hearing in a real browser: two widths, axe, the keyboard, no scripts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from casework import deadlines
from casework.facts import state_fact
from hearings.actions.attendance import record_attendance_request
from hearings.actions.listings import list_hearing
from hearings.actions.outcomes import record_held, record_outcome
from hearings.listing import Chosen
from hearings.models import Hearing, Invitation
from organisations.models import BankHoliday, CalendarVersion
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from statute.facts import Fact, SchoolType
from statute.london import london_date
from tests.factories import (
    CaseFactory,
    ContactFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    TrustFactory,
    UserFactory,
    clerk_of,
    headteacher_of,
    officer_of,
)
from tests.factories import MembershipFactory as Held
from tests.hearings.conftest import meeting
from tests.hearings.test_outcomes import DECLINED, people

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
PATIENCE = 120_000  # milliseconds
NAMES = [("Ada", "Sample"), ("Ben", "Specimen"), ("Cleo", "Invented"), ("Dev", "Example")]


class Stage:
    """An academy whose case was told to its board a few days ago; its dates run around today."""

    def __init__(self):
        self.now = timezone.now()
        self.today = london_date(self.now)
        home = LocalAuthorityFactory(name="Homeshire")
        self.school = SchoolFactory(
            name="Sample Academy",
            school_type=SchoolType.ACADEMY,
            trust=TrustFactory(name="Sample Trust"),
            local_authority__name="Sampleshire",
            calendar=None,
        )
        weekdays = [self.today + timedelta(n) for n in range(-60, 200)]
        CalendarVersion.objects.create(
            school=self.school, number=1, source="SCHOOL", reason="first published",
            session_days=[day for day in weekdays if day.weekday() < 5],
            known_from=weekdays[0], known_until=weekdays[-1],
            published_at=self.now, published_by="system/import",
        )  # fmt: skip
        self._name(headteacher_of(self.school), "Hal", "Mockup")
        ContactFactory(
            local_authority=None, school=self.school, purpose="clerk", email="clerk@academy.example"
        )
        self.case = CaseFactory(
            school=self.school, school_type=SchoolType.ACADEMY, home_authority=home,
            reference="870-2627-0042",
        )  # fmt: skip
        self.case.pupil.last_name = "Invented"
        self.case.pupil.save()
        ContactFactory(local_authority=self.case.authority)
        told = self.today - timedelta(days=3)
        for fact in (Fact.EXCLUDED, Fact.BOARD_INFORMED):
            state_fact(self.case, fact, told, now=self.now)
        deadlines.reconcile(self.case, actor="user/0", now=self.now, cause="arranged")
        self.clerk = self._name(clerk_of(self.school), "Cam", "Fictional")
        self.officer = officer_of(self.case.authority)
        self.governors = [self._seat(*names) for names in NAMES]
        for year in (self.today.year, self.today.year + 1):
            BankHoliday.objects.create(day=date(year, 12, 25), title="Christmas Day")

    def _name(self, user, first_name, last_name):
        user.first_name, user.last_name = first_name, last_name
        user.save()
        return user

    def _seat(self, first_name, last_name):
        user = UserFactory(first_name=first_name, last_name=last_name)
        return Held(user=user, role="GOVERNOR", school=self.school).user

    def list_it(self, starts_at=None, **values):
        school_day = next(
            day for day in (self.today + timedelta(n) for n in range(9, 12)) if day.weekday() < 5
        )
        day = starts_at or datetime.combine(school_day, time(9), tzinfo=UTC)
        panel = [Chosen(one, is_chair=n == 0) for n, one in enumerate(self.governors[:3])]
        return list_hearing(
            case_id=self.case.pk, proposal=meeting(day, **values), panel=panel, actor=self.clerk,
            now=self.now,
        )  # fmt: skip

    def ask(self):
        record_attendance_request(
            case_id=self.case.pk, authority=self.case.authority, requested_by="The mother",
            requested_on=self.today, how="by phone", actor=self.clerk, now=self.now,
        )  # fmt: skip


@pytest.fixture
def stage(live_server):
    with scoped_transaction(WHOLE_SERVICE):
        return Stage()


def arrange(run, **values):
    with scoped_transaction(WHOLE_SERVICE):
        return run(**values)


def hold_and_decide(stage):
    yesterday = datetime.combine(stage.today - timedelta(days=1), time(9), tzinfo=UTC)
    hearing = stage.list_it(yesterday, already_held=True)
    record_held(hearing_id=hearing.pk, people=people(), version=1, actor=stage.clerk, now=stage.now)
    decided = replace(DECLINED, decided_on=london_date(yesterday))
    record_outcome(
        hearing_id=hearing.pk, outcome=decided, version=2, actor=stage.clerk, now=stage.now
    )
    return hearing


def test_a_hearing_is_listed_by_keyboard(screen, stage):
    screen.sign_in(stage.clerk)
    page = screen.open(f"/cases/{stage.case.public_id}/hearing/new/")
    assert screen.find_faults() == []
    screen.shoot("hearing-list")

    screen.follow("button", "List the hearing and tell everybody")
    assert screen.find_faults() == []
    page.get_by_role("link", name="Select a day").click()
    page.keyboard.press("Space")
    page.get_by_label("When does it start?").fill("10am")
    page.get_by_label("When does it end?").fill("midday")
    page.get_by_label("In person", exact=True).check()
    page.get_by_label("Where is it held?").fill("The library, 1 Sample Street")
    for name in ("Ada Sample", "Ben Specimen", "Cleo Invented"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("radio", name="Ada Sample").check()
    page.get_by_label("When does it end?").focus()
    page.keyboard.press("Enter")

    page.get_by_text("The hearing is listed.").wait_for()
    assert screen.find_faults() == []


def test_a_hearing_shows_who_is_invited_and_on_what_standing(screen, stage):
    hearing = arrange(stage.list_it)
    arrange(stage.ask)
    screen.sign_in(stage.clerk)

    page = screen.open(f"/hearings/{hearing.public_id}/")

    page.get_by_text("may attend as an observer: the family has asked for it").wait_for()
    assert screen.find_faults() == []
    screen.shoot("hearing")
    for path in ("move", "cancel", "panel"):
        screen.open(f"/hearings/{hearing.public_id}/{path}/")
        assert screen.find_faults() == []
    for path in ("family-request", "speaking-permission"):
        screen.open(f"/cases/{stage.case.public_id}/{path}/")
        assert screen.find_faults() == []
    screen.open("/hearings/")
    assert screen.find_faults() == []


def test_an_officer_answers_the_invitation(screen, stage):
    arrange(stage.list_it)
    arrange(stage.ask)
    with scoped_transaction(WHOLE_SERVICE):
        invitation = Invitation.objects.get(kind="AUTHORITY")
    screen.sign_in(stage.officer)

    page = screen.open(f"/invitations/{invitation.public_id}/")
    assert screen.find_faults() == []
    page.get_by_label("No", exact=True).check()
    screen.follow("button", "Send this answer to the clerk")
    assert screen.find_faults() == []
    screen.shoot("hearing-answer")
    page.get_by_label("Why will your authority not attend?").fill("Nobody is free that day")
    page.get_by_role("button", name="Send this answer to the clerk").click()

    page.get_by_text("Your answer is recorded.").wait_for()
    assert screen.find_faults() == []


def test_the_clerk_records_who_came_and_what_was_decided(screen, stage):
    earlier = datetime.combine(stage.today, time(), tzinfo=UTC) - timedelta(hours=14)
    hearing = arrange(stage.list_it, starts_at=earlier, already_held=True)
    screen.sign_in(stage.clerk)

    page = screen.open(f"/hearings/{hearing.public_id}/")
    assert screen.find_faults() == []
    screen.follow("button", "The meeting has begun")
    assert screen.find_faults() == []
    page.get_by_role("button", name="Record that the meeting has begun").click()
    page.get_by_text("The meeting has begun: the exclusion can no longer be cancelled.").wait_for()
    assert screen.find_faults() == []
    page = screen.open(f"/hearings/{hearing.public_id}/attendance/")
    assert screen.find_faults() == []
    for radio in page.get_by_role("radio", name="Came in person").all():
        radio.check()
    page.get_by_label("Name of who came").fill("Hal Mockup")
    page.get_by_role("button", name="Record who attended").click()
    page.get_by_text("Now record the outcome.").wait_for()
    assert screen.find_faults() == []
    page.get_by_label("Not to reinstate the pupil").check()
    page.get_by_label("Which test did the board apply?").fill("A serious breach, and serious harm")
    page.get_by_label("Which evidence did it rely on?").fill("The statement at page 4")
    page.get_by_label("What did it find, and why?").fill("It was more likely than not that …")
    screen.shoot("hearing-outcome")
    page.get_by_role("button", name="Record the outcome").click()

    page.get_by_text("Now give the decision letter.").wait_for()
    assert screen.find_faults() == []


def test_the_decision_letter_is_shown_and_given(screen, stage):
    hearing = arrange(hold_and_decide, stage=stage)
    screen.sign_in(stage.clerk)

    page = screen.open(f"/hearings/{hearing.public_id}/decision-letter/")
    assert screen.find_faults() == []
    page.get_by_label("First class post").check()
    page.get_by_role("button", name="Show the letter").click()
    page.get_by_role("heading", name="How the last day was counted").wait_for()
    assert screen.find_faults() == []
    screen.shoot("decision-letter")
    # In a test the PDFs are drawn before the answer comes: a busy machine takes long.
    page.get_by_role("button", name="Give the decision letter").click(timeout=PATIENCE)

    page.get_by_text("The decision letter is given.").wait_for(timeout=PATIENCE)
    assert screen.find_faults() == []


def test_a_hearing_is_cancelled_without_scripts(plain_screen, stage):
    hearing = arrange(stage.list_it)
    plain_screen.sign_in(stage.clerk)

    page = plain_screen.open(f"/hearings/{hearing.public_id}/cancel/")
    page.get_by_label("It was listed by mistake").check()
    page.get_by_label("Why is it cancelled?").fill("The wrong case was chosen")
    page.get_by_role("button", name="Cancel the hearing and tell everybody").click()

    page.get_by_text("The hearing is cancelled.").wait_for()
    with scoped_transaction(WHOLE_SERVICE):
        assert Hearing.objects.get().status == "LISTED_IN_ERROR"
