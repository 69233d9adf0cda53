"""Checking the answers and giving notice, on the pages."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from casework.models import Case, NoticeDraft
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.notice_data import day, make_draft
from tests.casework.queries_made import at_most

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


class TestCheck:
    def test_staff_read_the_answers_back_and_ask_the_head(self, as_staff, draft):
        page = as_staff.get(url(draft, "confirm/"))

        answers = {a.label: a.value for part in page.context["sections"] for a in part.answers}
        assert {
            name: answers[name]
            for name in ("Legal first name", "UPN", "Main reason", "Full name",
                         "What day was the pupil excluded?", "Has the governing board been told?",
                         "On what day was it told?", "Postcode", "Does the pupil have a social "
                         "worker?", "They have agreed to be given notices by email")
        } == {
            "Legal first name": "Robin",
            "UPN": "A123456789012",
            "Main reason": "Physical assault against a pupil (PP)",
            "Full name": "Sam Invented",
            "What day was the pupil excluded?": "15 September 2026",
            "Has the governing board been told?": "Yes",
            "On what day was it told?": "15 September 2026",
            "Postcode": "ZZ99 9ZZ",
            "Does the pupil have a social worker?": "Yes",
            "They have agreed to be given notices by email": "Yes",
        }  # fmt: skip
        assert "Give notice of the exclusion" not in page.text

        answer = as_staff.post(url(draft, "confirm/"), {"ask": "1", "version": 1})

        assert answer["Location"] == "/notices/new/"
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).state == "WITH_HEAD"

    def test_each_answer_leads_to_the_box_where_it_is_changed(self, as_staff, draft):
        page = as_staff.get(url(draft, "confirm/"))
        form_page = as_staff.get(url(draft)).text

        links = [a.change for part in page.context["sections"] for a in part.answers]
        assert len(links) > 25
        for link in links:
            assert f'id="{link.split("#")[1]}"' in form_page, link

    def test_asking_the_head_about_a_notice_that_changed_asks_for_another_check(
        self, as_staff, draft
    ):
        answer = as_staff.post(url(draft, "confirm/"), {"ask": "1", "version": 7})

        assert answer["Location"] == url(draft, "confirm/")
        see_all()
        assert NoticeDraft.objects.get(pk=draft.pk).state == "OPEN"

    def test_answers_with_faults_lead_back_to_them(self, as_head, sampleton, head):
        draft = make_draft(sampleton, head, TUESDAY, first_name="", upn="wrong")

        answer = as_head.get(url(draft, "confirm/"), follow=True)

        assert answer.redirect_chain == [(f"{url(draft)}?check=1", 302)]
        assert "Enter the pupil’s legal first name" in answer.text
        assert "A UPN is a letter and 12 numbers" in answer.text

    def test_an_empty_draft_opens_without_faults(self, as_head, draft):
        NoticeDraft.objects.filter(pk=draft.pk).update(typed={})

        answer = as_head.get(url(draft, "confirm/"), follow=True)

        assert "There is a problem" not in answer.text


class TestGive:
    def give(self, client, draft, **fields):
        return client.post(url(draft, "confirm/"), {"version": 1, "decided": "on", **fields})

    def test_the_head_gives_notice_and_sees_what_follows(self, as_head, draft):
        answer = self.give(as_head, draft)
        page = as_head.get(answer["Location"])

        assert answer["Location"] == url(draft, "given/")
        assert "<strong>870-2627-0001</strong>" in page.text
        assert "Tuesday 6 October 2026" in page.text
        assert "Wednesday 23 September 2026" in page.text
        assert "by Thursday 17 September 2026" in page.text
        assert "exclusions mailbox: Waiting to be sent" in page.text
        assert "board-told" not in page.text

    def test_giving_notice_asks_the_database_little(self, as_head, draft):
        with at_most(25):  # one of them for the name of whoever typed it
            assert self.give(as_head, draft)["Location"] == url(draft, "given/")

    def test_a_replayed_form_shows_the_same_case(self, as_head, draft):
        answers = [self.give(as_head, draft) for _ in range(3)]

        assert {a["Location"] for a in answers} == {url(draft, "given/")}
        see_all()
        assert (Case.objects.count(), Message.objects.count()) == (1, 1)

    def test_without_the_heads_word_nothing_is_given(self, as_head, draft):
        answer = as_head.post(url(draft, "confirm/"), {"version": 1})

        assert answer.status_code == 422
        assert "Confirm that this is your decision as headteacher" in answer.text
        see_all()
        assert Case.objects.count() == 0

    def test_answers_changed_since_they_were_checked_are_not_given(self, as_head, draft):
        NoticeDraft.objects.filter(pk=draft.pk).update(version=2)

        answer = self.give(as_head, draft)

        assert answer.status_code == 409
        assert "It has not been given." in answer.text
        see_all()
        assert Case.objects.count() == 0

    def test_staff_who_send_the_heads_form_are_refused(self, as_staff, draft):
        answer = self.give(as_staff, draft)

        assert answer.status_code == 409
        assert "Only the headteacher may give notice of an exclusion" in answer.text
        see_all()
        assert Case.objects.count() == 0

    def test_a_forged_form_is_refused(self, head, draft):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(head)

        answer = self.give(strict, draft)

        assert answer.status_code == 403
        see_all()
        assert (Case.objects.count(), NoticeDraft.objects.get(pk=draft.pk).state) == (0, "OPEN")

    def test_a_duplicate_is_refused_with_a_link_and_taken_with_a_reason(
        self, as_head, draft, sampleton, head
    ):
        self.give(as_head, draft)
        see_all()
        first = Case.objects.get()
        second = make_draft(sampleton, head, TUESDAY)

        page = as_head.get(url(second, "confirm/"))
        refused = self.give(as_head, second)
        empty = self.give(as_head, second, another_because=" ", decided="")
        taken = self.give(as_head, second, another_because="Excluded again after lunch")

        assert f'href="/cases/{first.public_id}/">{first.reference}</a>' in page.text
        assert (refused.status_code, taken.status_code) == (409, 302)
        assert empty.status_code == 422
        for told in (refused.text, empty.text):
            assert "Enter why this is another exclusion" in told
            assert first.reference in told
        see_all()
        assert list(Case.objects.order_by("id").values_list("reference", "another_because")) == [
            ("870-2627-0001", ""),
            ("870-2627-0002", "Excluded again after lunch"),
        ]

    def test_a_notice_that_was_given_cannot_be_opened_as_a_draft(self, as_head, draft):
        self.give(as_head, draft)

        for page in ("", "discard/", "confirm/"):
            assert as_head.get(url(draft, page))["Location"] == url(draft, "given/")
            assert as_head.post(url(draft, page))["Location"] == url(draft, "given/")

    def test_a_draft_has_no_page_that_says_it_was_given(self, as_head, draft):
        assert as_head.get(url(draft, "given/"))["Location"] == url(draft)

    def test_a_board_that_was_not_told_is_asked_about(self, as_head, sampleton, head):
        draft = make_draft(sampleton, head, TUESDAY, board_told="NOT_YET")
        self.give(as_head, draft)
        see_all()
        told = f"/cases/{Case.objects.get().public_id}/board-told/"

        assert told in as_head.get(url(draft, "given/")).text
        early = as_head.post(told, day("informed_on", date(2026, 9, 14)))
        assert "cannot have been told before the exclusion" in early.text
        assert early.status_code == 422
        taken = as_head.post(told, day("informed_on", date(2026, 9, 15)))

        assert taken.status_code == 302
        see_all()
        assert Case.objects.get().status == "AWAITING_BOARD"
        assert "Nothing can be changed here." in as_head.get(told).text


def test_a_forgotten_tick_does_not_make_changed_answers_those_that_were_read(as_head, draft):
    typed = {**draft.typed, "narrative": "Something else altogether."}
    NoticeDraft.objects.filter(pk=draft.pk).update(version=2, typed=typed)

    unticked = as_head.post(url(draft, "confirm/"), {"version": 1})

    assert unticked.status_code == 409
    assert "changed this notice" in unticked.text
    assert 'name="version"' not in unticked.text  # nothing to send on what was not read
    see_all()
    assert Case.objects.count() == 0
