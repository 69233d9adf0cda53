"""A child's data for whoever asks: others taken out by rule, the rest looked at by a person."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from audit.models import AuditEvent
from casework.access import NotYourCase
from casework.actions import sealed
from casework.models import Document, NoticeDraft, Pupil, SealedKind
from casework.sealing import WITHHELD
from data_protection import export_texts, record_export, sweeps
from data_protection.actions import exports
from data_protection.actions.exports import (
    ExportReleased,
    NotAllLookedAt,
    PartIncomplete,
    SealedMeanwhile,
)
from data_protection.actions.routine import remove_export
from data_protection.models import Decision, FileToErase, SubjectExport
from hearings.models import Attendee, Hearing
from row_security.scope import WHOLE_SERVICE, declare
from tests.data_protection.conftest import ENDED_AT, NOW, old_case
from tests.data_protection.whole_case import CANARY, fill, paper
from tests.factories import UserFactory, clerk_of, headteacher_of, manager_of, officer_of

OTHERS = ("Sam Invented", "Bo Witness", "Zephyrine Canary", "sam.invented@family.example")
STREET, WITNESS, NOTE = "1 Sample Street", "Wren Seenthat", "Met the aunt at the refuge"
MEWS = "2 Sample Mews"
SEALED_AT = datetime(2026, 11, 27, 10, tzinfo=UTC)
STORY = "Robin struck Bo Witness, and SAM INVENTED was told by Witness."


@pytest.fixture
def full(old, papers):
    fill(old)
    Pupil.objects.filter(case=old).update(first_name="Robin", last_name="Hood")
    type(old).objects.filter(pk=old.pk).update(narrative=STORY)
    old.adults.update(address=MEWS)
    Attendee.objects.create(
        hearing=Hearing.objects.get(case=old), position=2, name="Bo Witness", capacity="OTHER",
        attended=True,
    )  # fmt: skip
    Document.objects.filter(case=old).update(state="CLEAN", scanned_at=ENDED_AT)
    return type(old).objects.select_related("school", "authority", "pupil").get(pk=old.pk)


@pytest.fixture
def begun(full, officer):
    return exports.begin_export(case_id=full.pk, actor=officer, now=NOW)


def decide(part, officer, decision=Decision.INCLUDE, given="", reason=""):
    return exports.decide_part(
        part_id=part.pk, decision=decision, given=given, reason=reason, actor=officer, now=NOW
    )


def finish(export, officer):
    """Take out of each text what is suggested, give the papers, and release."""
    for part in export.parts.filter(decision=""):
        how = (Decision.INCLUDE, "") if part.document else (Decision.REDACT, part.given)
        decide(part, officer, *how)
    return exports.release_export(export_id=export.pk, actor=officer, now=NOW)


def read(export) -> bytes:
    with SubjectExport.objects.get(pk=export.pk).file.open("rb") as file:
        return file.read()


def test_the_data_name_the_child_and_nobody_else(full):
    data = record_export.gather_data(full)

    assert (data["pupil"]["first_name"], data["pupil"]["upn"]) == ("Robin", "A123456789012")
    assert data["adults"] == [{"relation": "Parent"}]
    assert data["hearings"][0]["attended"] == ["Parent, carer or pupil", "Somebody else"]
    said = json.dumps(data)
    assert [name for name in OTHERS if name in said] == []


def test_known_names_are_taken_out_of_what_is_suggested_and_the_childs_stays(full):
    [story] = [t for t in export_texts.list_texts(full) if t.label == "Why the pupil was excluded"]

    assert story.text == STORY
    assert story.suggested == (
        "Robin struck [another person], and [another person] was told by [another person]."
    )


def test_names_that_are_too_short_and_no_names_at_all_take_nothing_out():
    assert export_texts.take_out("Bo was there", ["Bo"]) == "Bo was there"
    assert export_texts.take_out("Annabel and Anna", ["Anna"]) == "Annabel and [another person]"


def test_every_text_and_paper_is_a_part_and_nothing_is_decided(begun, full):
    parts = list(begun.parts.order_by("position"))

    assert [p.position for p in parts] == list(range(1, len(parts) + 1))
    assert {p.decision for p in parts} == {""}
    assert [p.document for p in parts if p.document] == [full.documents.get()]


@pytest.mark.parametrize(
    ("left", "parts", "said"), [(1, 1, "its only part"), (3, 3, "any of 3"), (1, 3, "1 of 3 parts")]
)
def test_how_many_parts_are_left_is_said_in_a_sentence(left, parts, said):
    assert said in exports.tell_left(left, parts)


def test_nothing_is_released_before_everything_was_looked_at(begun, officer):
    decide(begun.parts.first(), officer)

    with pytest.raises(NotAllLookedAt, match=r"Nobody has decided about \d+ of \d+ parts yet"):
        exports.release_export(export_id=begun.pk, actor=officer, now=NOW)
    begun.refresh_from_db()
    assert not begun.file


def test_the_file_holds_the_data_the_texts_as_decided_and_the_papers(begun, full, officer):
    full.documents.update(name="Zephyrine Canary.PDF")
    first = begun.parts.get(position=1)
    decide(first, officer, Decision.WITHHOLD, reason="It is about a witness")
    released = finish(begun, officer)

    archive = zipfile.ZipFile(io.BytesIO(read(released)))
    paper_part = begun.parts.get(document__isnull=False)
    assert archive.namelist() == ["data.json", "record.txt", f"papers/{paper_part.position:03}.pdf"]
    assert archive.read(archive.namelist()[2]) == b"%PDF of this case"
    record = archive.read("record.txt").decode()
    assert "Kept back: It is about a witness" in record
    assert STORY not in record
    assert [name for name in OTHERS if name in record] == []
    assert json.loads(archive.read("data.json"))["reference"] == full.reference


def test_a_text_given_as_it_is_stands_in_the_file(begun, officer):
    decide(begun.parts.get(position=1), officer)
    released = finish(begun, officer)

    archive = zipfile.ZipFile(io.BytesIO(read(released)))
    assert STORY in archive.read("record.txt").decode()


def seal_everything(case, by, at):
    """Withhold both addresses, and seal a witness and a note."""
    for position in (sealed.PUPIL, 1):
        sealed.withhold_address(case_id=case.pk, position=position, actor=by, now=at)
    for kind, value in ((SealedKind.WITNESS, WITNESS), (SealedKind.SAFEGUARDING, NOTE)):
        sealed.seal(case_id=case.pk, kind=kind, value=value, actor=by, now=at)


def give_all_as_it_is(case, by, at=NOW):
    """Return everything that an export gives to whoever takes nothing out of it."""
    export = exports.begin_export(case_id=case.pk, actor=by, now=at)
    for part in export.parts.all():
        decide(part, by)
    archive = zipfile.ZipFile(io.BytesIO(read(exports.release_export(
        export_id=export.pk, actor=by, now=NOW
    ))))  # fmt: skip
    return "".join(archive.read(name).decode() for name in archive.namelist())


def test_nothing_sealed_is_in_an_export_even_of_one_who_takes_nothing_out(full, officer):
    NoticeDraft.objects.filter(case=full).update(typed={"address": STREET, "adult_1_address": MEWS})
    before = give_all_as_it_is(full, officer)
    seal_everything(full, officer, SEALED_AT)
    for user in (officer, headteacher_of(full.school), manager_of(full.authority)):
        given = give_all_as_it_is(full, user)
        for secret in (STREET, "ZZ99 9ZZ", MEWS, WITNESS, NOTE, "Witness A", "SAFEGUARDING"):
            assert secret not in given
        assert f'"address": "{WITHHELD}"' in given
        assert f"Adult 1 address: {WITHHELD}" in given
        assert CANARY in given  # remarks are there, but for those of what is sealed
    assert (STREET in before, MEWS in before) == (True, True)  # what could have leaked


def test_what_was_begun_before_something_was_sealed_is_not_released(full, begun, officer):
    for part in begun.parts.all():
        decide(part, officer)
    seal_everything(full, officer, NOW)

    with pytest.raises(SealedMeanwhile, match="begin another export"):
        exports.release_export(export_id=begun.pk, actor=officer, now=NOW)
    begun.refresh_from_db()
    assert not begun.file


def test_what_is_sealed_later_is_neither_handed_out_nor_decided_about(full, officer, client):
    out, open_still = (
        exports.begin_export(case_id=full.pk, actor=officer, now=NOW) for _ in range(2)
    )
    finish(out, officer)
    client.force_login(officer)
    link = client.post(f"/exports/{out.public_id}/link/")["Location"]
    declare(WHOLE_SERVICE)
    seal_everything(full, officer, NOW + timedelta(seconds=30))

    assert client.get(link).status_code == 409
    page = client.get(f"/exports/{out.public_id}/").content.decode()
    assert ("cannot be downloaded any more" in page, "Download the export" in page) == (True, False)
    answer = {"decision": "WITHHOLD", "reason": "Typed with care"}
    refused = client.post(f"/exports/{open_still.public_id}/parts/1/", answer)
    page = refused.content.decode()
    assert (refused.status_code, "Typed with care" in page, STORY in page) == (422, True, False)
    shown = client.get(f"/exports/{open_still.public_id}/parts/1/")
    assert shown["Location"] == f"/exports/{open_still.public_id}/"
    page = client.get(f"/exports/{open_still.public_id}/").content.decode()
    assert ("It cannot be released" in page, "parts/1/" in page) == (True, False)
    declare(WHOLE_SERVICE)
    assert not AuditEvent.objects.filter(kind="case.export-fetched").exists()


def test_what_is_released_never_changes(begun, officer):
    finish(begun, officer)

    with pytest.raises(ExportReleased):
        decide(begun.parts.first(), officer)
    with pytest.raises(ExportReleased):
        exports.release_export(export_id=begun.pk, actor=officer, now=NOW)


def test_a_decision_that_lacks_something_is_refused(begun, full, officer):
    text = begun.parts.get(position=1)
    scan = begun.parts.get(document__isnull=False)
    for part, decision, given in (
        (text, Decision.WITHHOLD, ""), (text, Decision.REDACT, " "), (scan, Decision.REDACT, "x"),
    ):  # fmt: skip
        with pytest.raises(PartIncomplete):
            decide(part, officer, decision, given)
    Document.objects.update(state="WAITING", scanned_at=None)
    with pytest.raises(PartIncomplete, match="not checked"):
        decide(scan, officer)
    assert begun.parts.exclude(decision="").count() == 0


def test_only_the_authority_and_the_head_answer(begun, full):
    for stranger in (clerk_of(full.school), officer_of(old_case().authority), UserFactory()):
        with pytest.raises(NotYourCase):
            exports.begin_export(case_id=full.pk, actor=stranger, now=NOW)
        with pytest.raises(NotYourCase):
            decide(begun.parts.first(), stranger)
        with pytest.raises(NotYourCase):
            exports.release_export(export_id=begun.pk, actor=stranger, now=NOW)
        with pytest.raises(NotYourCase):
            exports.fetch_export(export=begun, actor=stranger, now=NOW)
    assert exports.begin_export(case_id=full.pk, actor=headteacher_of(full.school), now=NOW)


def test_an_officer_answers_by_the_pages_and_every_download_is_recorded(
    full, officer, client, time_machine
):
    time_machine.move_to(NOW, tick=False)
    client.force_login(officer)
    at = client.post(f"/cases/{full.public_id}/protection/export/")["Location"]
    assert "Nobody has decided about" in client.get(at).content.decode()
    assert client.post(f"{at}release/").status_code == 409
    assert client.post(f"{at}parts/1/", {}).status_code == 422
    refused = client.post(f"{at}parts/1/", {"decision": "REDACT", "given": ""})
    assert refused.status_code == 422
    client.post(f"{at}parts/1/", {"decision": "WITHHOLD", "reason": "A witness"})
    declare(WHOLE_SERVICE)
    export = SubjectExport.objects.get()
    for part in export.parts.filter(decision="").order_by("position"):
        answer = {"decision": "INCLUDE"} if part.document else {"decision": "REDACT", "given": "x"}
        last = client.post(f"{at}parts/{part.position}/", answer)
    assert last["Location"] == at
    client.post(f"{at}release/")
    link = client.post(f"{at}link/")["Location"]
    sent = client.get(link)
    assert b"".join(sent.streaming_content).startswith(b"PK")
    assert "attachment" in sent["Content-Disposition"]

    client.force_login(headteacher_of(full.school))
    assert client.get(link).status_code == 404
    client.force_login(officer)
    time_machine.shift(301)
    assert client.get(link).status_code == 404
    declare(WHOLE_SERVICE)
    kinds = AuditEvent.objects.filter(stream=full.stream, kind="case.export-fetched")
    assert kinds.count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_old_exports_and_drafts_never_given_go_by_themselves(transactional_db, papers):
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        case = old_case()
        officer = officer_of(case.authority)
        paper(case, b"%PDF")
        Document.objects.update(state="CLEAN", scanned_at=ENDED_AT)
        export = exports.begin_export(case_id=case.pk, actor=officer, now=ENDED_AT)
        finish(export, officer)
        fresh = exports.begin_export(case_id=case.pk, actor=officer, now=NOW)
        common = {"school": case.school, "stage": "TODAY", "started_by": officer}
        for saved in (ENDED_AT, NOW):
            NoticeDraft.objects.create(**common, started_at=saved, saved_at=saved)
        storage, name = export.file.storage, SubjectExport.objects.get(pk=export.pk).file.name
    whole = {"scope": WHOLE_SERVICE, "read_clock": lambda: NOW}
    assert storage.exists(name)

    assert [sweeps.remove_outdated(**whole) for _ in range(2)] == [2, 0]
    assert sweeps.erase_files(**whole) == 1

    assert not storage.exists(name)
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        assert SubjectExport.objects.get() == fresh
        assert NoticeDraft.objects.get().saved_at == NOW


def test_a_file_of_an_export_is_named_by_a_random_id(begun, officer):
    released = finish(begun, officer)

    assert released.file.name == f"released/{released.public_id}.zip"
    assert read(released).startswith(b"PK")


def test_an_old_export_that_was_never_released_leaves_no_file_to_erase(begun):
    remove_export(export_id=begun.pk, now=NOW)

    assert not SubjectExport.objects.exists()
    assert not FileToErase.objects.exists()
