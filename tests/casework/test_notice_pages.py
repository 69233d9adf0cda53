"""The pages of a notice: begun, saved, checked, given; who may open them, and what is kept."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from casework.models import NoticeDraft
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.notice_data import make_draft, type_notice
from tests.factories import (
    SchoolFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    officer_of,
    trust_officer_of,
)

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def as_head(client, head):
    client.force_login(head)
    return client


def see_all():
    declare(WHOLE_SERVICE)


def url(draft, page=""):
    return f"/notices/{draft.public_id}/{page}"


class TestStart:
    def test_a_click_on_start_makes_one_draft_however_often_it_comes(self, as_staff, sampleton):
        page = as_staff.get("/notices/new/")
        key, urn = str(page.context["form"].initial["key"]), str(sampleton.urn)
        assert f"This notice is for {sampleton.name}." in page.text

        answers = [as_staff.post("/notices/new/", {"school": urn, "key": key}) for _ in range(2)]

        see_all()
        made = NoticeDraft.objects.get()
        assert [a["Location"] for a in answers] == [url(made)] * 2

    def test_somebody_of_two_schools_chooses_among_those_where_they_may_draft(
        self, as_staff, staff, sampleton
    ):
        other, third = SchoolFactory(name="Another School"), SchoolFactory(name="Third School")
        staff.memberships.create(role="HEADTEACHER", school=other)
        staff.memberships.create(role="GOVERNANCE_CLERK", school=third)

        page = as_staff.get("/notices/new/")
        refused = as_staff.post("/notices/new/", {"school": str(third.urn), "key": uuid4()})

        assert list(page.context["form"].fields["school"].choices) == [
            ("", "Choose a school"),
            (str(other.urn), "Another School"),
            (str(sampleton.urn), "Sampleton School"),
        ]
        assert refused.status_code == 422
        assert "Select the school from the list" in refused.text

    def test_a_school_of_no_known_type_is_told_at_once(self, as_staff, sampleton):
        sampleton.records.update(school_type="")

        answer = as_staff.post("/notices/new/", {"school": str(sampleton.urn), "key": uuid4()})

        assert answer.status_code == 422
        assert "exclusions team can settle it" in answer.text

    def test_drafts_of_the_school_can_be_taken_up_again(self, as_head, draft, sampleton):
        make_draft(SchoolFactory(), headteacher_of(SchoolFactory()), TUESDAY, last_name="Stranger")

        page = as_head.get("/notices/new/")

        assert f'<a class="govuk-link" href="{url(draft)}">Robin Invented</a>' in page.text
        assert "Stranger" not in page.text


class TestToday:
    def test_what_was_typed_is_there_when_the_page_is_opened_again(self, as_staff, draft):
        typed = type_notice(
            draft.school, upn="wrong", excluded_on_day="31", excluded_on_month="Feb"
        )

        saved = as_staff.post(url(draft), {**typed, "version": 1, "later": "1"})
        page = as_staff.get(url(draft))

        assert (saved.status_code, saved["Location"]) == (302, "/notices/new/")
        form = page.context["form"]
        assert (form["upn"].value(), form["excluded_on"].value()) == (
            "wrong",
            ["31", "Feb", "2026"],
        )
        assert "There is a problem" not in page.text

    def test_faults_come_back_all_at_once_with_all_that_was_typed_and_it_is_saved(
        self, as_staff, draft
    ):
        typed = type_notice(draft.school, upn="wrong", first_name="", narrative="Half a story <b>")

        answer = as_staff.post(url(draft), {**typed, "version": 1})

        assert answer.status_code == 422
        assert "Enter the pupil’s legal first name" in answer.text
        assert "A UPN is a letter and 12 numbers" in answer.text
        assert "Half a story &lt;b&gt;" in answer.text
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).typed == typed

    def test_a_notice_without_fault_goes_on_to_the_check(self, as_staff, draft):
        answer = as_staff.post(url(draft), {**type_notice(draft.school), "version": 1})

        assert (answer.status_code, answer["Location"]) == (302, url(draft, "confirm/"))

    def test_nul_bytes_are_taken_out_and_told(self, as_staff, draft):
        typed = type_notice(draft.school, narrative="Struck\x00 another pupil")

        answer = as_staff.post(url(draft), {**typed, "version": 1})

        assert answer.status_code == 422
        assert "some characters cannot be kept" in answer.text
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).typed["narrative"] == "Struck another pupil"

    def test_a_save_after_somebody_elses_shows_both_and_loses_neither(
        self, as_staff, draft, sampleton, head
    ):
        theirs = Client()
        theirs.force_login(head)
        theirs.post(url(draft), {**type_notice(sampleton, first_name="Alex", reason_1="PA"),
                                 "version": 1, "later": "1"})  # fmt: skip

        mine = type_notice(sampleton, first_name="Kim")
        answer = as_staff.post(url(draft), {**mine, "version": 1})

        assert answer.status_code == 409
        assert [(d.label, d.theirs, d.yours) for d in answer.context["differences"]] == [
            ("Legal first name", "Alex", "Kim"),
            ("Main reason", "Physical assault against an adult (PA)",
             "Physical assault against a pupil (PP)"),
        ]  # fmt: skip
        assert f"{head} saved this notice on 15 September 2026 at 10am" in answer.text
        assert 'name="version" value="2"' in answer.text
        assert answer.context["form"]["first_name"].value() == "Kim"
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).typed["first_name"] == "Alex"

        again = as_staff.post(url(draft), {**mine, "version": 2})

        assert again.status_code == 302
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).typed["first_name"] == "Kim"

    @pytest.mark.parametrize("version", ["", "x", "²", "9" * 30])
    def test_a_version_that_is_none_fits_none(self, as_staff, draft, version):
        typed = type_notice(draft.school, upn="other")

        assert as_staff.post(url(draft), {**typed, "version": version}).status_code == 409

    def test_a_draft_is_thrown_away_after_a_question(self, as_staff, draft):
        assert "Throw this notice away?" in as_staff.get(url(draft, "discard/")).text

        answer = as_staff.post(url(draft, "discard/"))

        assert answer["Location"] == "/notices/new/"
        gone = as_staff.get(url(draft))
        assert gone.status_code == 409
        assert "This notice has already been thrown away" in gone.text
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).state == "DISCARDED"


class TestStrangers:
    PAGES = ("", "confirm/", "discard/", "given/")

    def test_somebody_who_has_not_signed_in_is_sent_to_sign_in(self, client, draft):
        for path in ("/notices/new/", *(url(draft, page) for page in self.PAGES)):
            assert client.get(path)["Location"] == f"/sign-in/?next={path}"
            assert client.post(path)["Location"] == f"/sign-in/?next={path}"

    def test_what_is_not_yours_is_not_found(self, client, draft, sampleton):
        strangers = [
            clerk_of(sampleton), governor_of(sampleton), trust_officer_of(sampleton.trust),
            officer_of(sampleton.local_authority), headteacher_of(SchoolFactory()),
        ]  # fmt: skip
        for person in strangers:
            client.force_login(person)
            for page in self.PAGES:
                assert client.get(url(draft, page)).status_code == 404
                if page != "given/":
                    assert client.post(url(draft, page), {"version": 1}).status_code == 404

    def test_only_those_who_may_draft_can_start(self, client, sampleton):
        for person in (clerk_of(sampleton), officer_of(sampleton.local_authority)):
            client.force_login(person)
            assert client.get("/notices/new/").status_code == 404
            sent = {"school": str(sampleton.urn), "key": uuid4()}
            assert client.post("/notices/new/", sent).status_code == 404
