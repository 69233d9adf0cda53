"""Drafts: kept as typed, by more than one person, seen by the school's staff and head alone."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from casework.access import scope_of
from casework.actions import drafts
from casework.models import NoticeDraft
from organisations.access import NotYourSchool
from tests.casework.notice_data import make_draft
from tests.factories import (
    SchoolFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    officer_of,
    trust_officer_of,
)


def save(draft, actor, now, typed, version=1):
    return drafts.save_draft(draft_id=draft.pk, version=version, typed=typed, actor=actor, now=now)


def test_a_draft_is_started_and_recorded_without_a_word_of_it(sampleton, staff, tuesday):
    draft = drafts.start_draft(
        school=sampleton, typed={"first_name": "Robin"}, key="k1", actor=staff, now=tuesday
    )

    assert (draft.school, draft.stage, draft.state, draft.typed, draft.version) == (
        sampleton,
        "TODAY",
        "OPEN",
        {"first_name": "Robin"},
        1,
    )
    event = AuditEvent.objects.get()
    assert (event.stream, event.kind, event.actor, event.facts) == (
        draft.stream,
        "draft.started",
        f"user/{staff.pk}",
        {"stage": "TODAY", "version": 1},
    )
    assert (event.school_id, event.authority_id, event.case_id) == (sampleton.pk, None, None)


def test_the_same_key_twice_is_one_draft(sampleton, staff, tuesday):
    first, second = (
        drafts.start_draft(school=sampleton, typed={}, key="k1", actor=staff, now=tuesday)
        for _ in range(2)
    )

    assert (first, NoticeDraft.objects.count()) == (second, 1)
    kinds = AuditEvent.objects.order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["draft.started", "draft.start-repeated"]


def test_the_same_key_of_another_person_is_another_draft(sampleton, staff, tuesday):
    first, second = (
        drafts.start_draft(school=sampleton, typed={}, key="k1", actor=person, now=tuesday)
        for person in (staff, headteacher_of(sampleton))
    )

    assert first != second


@pytest.mark.parametrize("differs", ["digest", "school"])
def test_the_same_key_with_something_else_is_refused(sampleton, staff, tuesday, differs):
    other = SchoolFactory()
    staff.memberships.create(role="SCHOOL_STAFF", school=other)
    drafts.start_draft(school=sampleton, typed={}, key="k1", digest="a", actor=staff, now=tuesday)

    with pytest.raises(drafts.KeyUsedBefore):
        drafts.start_draft(
            school=other if differs == "school" else sampleton, typed={}, key="k1",
            digest="b" if differs == "digest" else "a", actor=staff, now=tuesday,
        )  # fmt: skip


def test_what_was_typed_is_kept_right_or_wrong(draft, staff, tuesday):
    typed = {"born_on_day": "31", "born_on_month": "2", "upn": "  wrong", "narrative": "a\nb"}

    later = tuesday + timedelta(hours=1)
    save(draft, staff, later, typed)

    draft.refresh_from_db()
    assert (draft.typed, draft.version, draft.saved_at, draft.saved_by) == (typed, 2, later, staff)


def test_two_people_take_turns(draft, sampleton, staff, tuesday):
    head = headteacher_of(sampleton)

    save(draft, staff, tuesday, {"upn": "1"}, version=1)
    save(draft, head, tuesday, {"upn": "2"}, version=2)

    draft.refresh_from_db()
    assert (draft.typed, draft.version, draft.saved_by) == ({"upn": "2"}, 3, head)


def test_a_save_after_somebody_elses_is_refused_and_changes_nothing(
    draft, sampleton, staff, tuesday
):
    head = headteacher_of(sampleton)
    save(draft, head, tuesday, {"upn": "the head's"})

    with pytest.raises(drafts.StaleDraft) as refused:
        save(draft, staff, tuesday, {"upn": "mine"}, version=1)

    draft.refresh_from_db()
    assert (draft.typed, draft.version, refused.value.draft.saved_by) == (
        {"upn": "the head's"},
        2,
        head,
    )


def test_the_same_answers_again_make_no_new_version(draft, staff, tuesday):
    save(draft, staff, tuesday, draft.typed, version=0)

    draft.refresh_from_db()
    assert draft.version == 1


def test_a_draft_goes_to_the_head(draft, staff, tuesday):
    drafts.ask_head_to_confirm(draft_id=draft.pk, version=1, actor=staff, now=tuesday)

    draft.refresh_from_db()
    assert draft.state == "WITH_HEAD"
    assert AuditEvent.objects.get().kind == "draft.sent-to-head"


def test_a_draft_that_changed_does_not_go_to_the_head(draft, staff, tuesday):
    with pytest.raises(drafts.StaleDraft):
        drafts.ask_head_to_confirm(draft_id=draft.pk, version=9, actor=staff, now=tuesday)

    draft.refresh_from_db()
    assert draft.state == "OPEN"


def test_throwing_a_draft_away_erases_what_was_typed(draft, staff, tuesday):
    drafts.discard_draft(draft_id=draft.pk, actor=staff, now=tuesday)

    draft.refresh_from_db()
    assert (draft.state, draft.typed) == ("DISCARDED", {})
    with pytest.raises(drafts.DraftClosed, match="thrown away"):
        save(draft, staff, tuesday, {"upn": "1"})


def test_a_notice_that_was_given_is_no_longer_a_draft(draft, staff, tuesday, case):
    draft.state, draft.case = "GIVEN", case
    draft.save()

    with pytest.raises(drafts.DraftClosed, match="already been given"):
        save(draft, staff, tuesday, draft.typed)
    with pytest.raises(drafts.DraftClosed, match="already been given"):
        drafts.discard_draft(draft_id=draft.pk, actor=staff, now=tuesday)


def others(sampleton):
    return {
        "clerk": clerk_of(sampleton),
        "governor": governor_of(sampleton),
        "trust": trust_officer_of(sampleton.trust),
        "officer": officer_of(sampleton.local_authority),
        "other school": headteacher_of(SchoolFactory()),
    }


def test_only_the_schools_staff_and_head_may_touch_a_draft(draft, sampleton, tuesday):
    for person in others(sampleton).values():
        with pytest.raises(NotYourSchool):
            drafts.start_draft(school=sampleton, typed={}, key="x", actor=person, now=tuesday)
        with pytest.raises(NotYourSchool):
            save(draft, person, tuesday, {})
        with pytest.raises(NotYourSchool):
            drafts.ask_head_to_confirm(draft_id=draft.pk, version=1, actor=person, now=tuesday)
        with pytest.raises(NotYourSchool):
            drafts.discard_draft(draft_id=draft.pk, actor=person, now=tuesday)
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("OPEN", 1)


def test_only_the_schools_staff_and_head_see_a_draft(draft, sampleton, staff):
    make_draft(SchoolFactory(), staff, draft.saved_at)

    assert list(NoticeDraft.objects.visible_to(staff)) == [draft]
    assert list(NoticeDraft.objects.visible_to(headteacher_of(sampleton))) == [draft]
    for person in others(sampleton).values():
        assert draft not in NoticeDraft.objects.visible_to(person)


def test_the_database_alone_keeps_drafts_from_authorities_and_other_schools(draft, sampleton, see):
    strangers = [officer_of(sampleton.local_authority), headteacher_of(SchoolFactory())]
    scopes = [scope_of(person) for person in strangers]

    for scope in scopes:
        see(scope)
        assert NoticeDraft.objects.count() == 0
