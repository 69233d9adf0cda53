"""Every column of text that a case has is given to whoever asks, or is listed with the reason."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.models import BreakGlass, Case, SealedKind, SealedValue
from data_protection import record_export
from data_protection.erasure import ERASED
from data_protection.export_texts import list_texts
from data_protection.models import ExportPart, LegalHold, SubjectExport
from notifications.models import Enclosure
from tests.data_protection.conftest import ENDED_AT
from tests.data_protection.whole_case import fill
from tests.factories import CaseFactory, clocked, invited_to

OTHERS = "who others are, and how they are reached"
WORKINGS = "how the service does its work: it says nothing of the child"
IN_WORDS = "given in words, from the same rule or list"
SEALED = "what is sealed is in no export"
ITSELF = "an export is not a part of the next one"
HOLDS = "why a record is kept for a claim: advice on it may be privileged, so an officer decides"
LEFT_OUT = {
    "casework.Adult": {"name": OTHERS, "phone": OTHERS, "email": OTHERS, "address": OTHERS},
    "casework.BreakGlass": {
        "reference": WORKINGS,
        "reason": "the record of it, with these words, is in the trail and its remark is a part",
    },
    "casework.Case": {
        "submitter_phone": OTHERS,
        "reasons": IN_WORDS,
        "attend_to_rule": WORKINGS,
        "attend_to_gap": WORKINGS,
    },
    "casework.CaseFact": {"fact": IN_WORDS},
    "casework.CaseInvitation": {
        "first_name": OTHERS, "last_name": OTHERS, "email": OTHERS, "token_digest": WORKINGS,
    },
    "casework.Deadline": {
        "rule_id": WORKINGS, "citation": WORKINGS, "limit": WORKINGS, "trigger": WORKINGS,
        "gap": WORKINGS, "law_edition": WORKINGS,
    },
    "casework.Document": {
        "name": "what somebody called a paper may name somebody; the paper itself is a part",
        "content_type": WORKINGS, "sha256": WORKINGS, "scan_words": WORKINGS,
    },
    "casework.NoticeDraft": {"key": WORKINGS, "digest": WORKINGS},
    "casework.SealedValue": {"label": SEALED, "ciphertext": SEALED},
    "data_protection.ExportPart": dict.fromkeys(("label", "text", "given", "reason"), ITSELF),
    "data_protection.LegalHold": {"reason": HOLDS, "released_because": HOLDS},
    "data_protection.SubjectExport": {"sha256": ITSELF},
    "hearings.Attendee": {"name": OTHERS},
    "hearings.Hearing": {"remote_link": "a door to a meeting that is over"},
    "notifications.Enclosure": {"name": WORKINGS, "content_type": WORKINGS, "draw_error": WORKINGS},
    "notifications.Message": {
        "addressee": OTHERS, "to": OTHERS, "postal": OTHERS, "newer_to": OTHERS,
        "contact_key": OTHERS, "settled_by": OTHERS, "dedupe_key": WORKINGS, "about": WORKINGS,
        "lease_by": WORKINGS, "provider_id": WORKINGS, "last_error": WORKINGS,
    },
    "notifications.Step": {"words": WORKINGS},
}  # fmt: skip


TEXTS = (models.CharField, models.TextField, models.JSONField)
OWN_WORDS = {  # where a constraint or a list of codes lets no mark in
    ("casework.Case", "reasons"),
    ("casework.CaseFact", "fact"),
    ("casework.Deadline", "gap"),
    ("data_protection.LegalHold", "released_because"),
    ("data_protection.SubjectExport", "sha256"),
}


def list_columns() -> Iterator[tuple[str, models.Field]]:
    """Yield every column of text of a case that is not a choice from a list."""
    for label in ERASED:
        for field in apps.get_model(label)._meta.concrete_fields:
            inner = field.base_field if isinstance(field, ArrayField) else field
            if isinstance(inner, TEXTS) and not field.choices:
                yield label, field


@pytest.fixture
def marks(old, papers):
    """A case with a row of everything, and a mark of its own in each column of text."""
    fill(old)
    clocked(CaseFactory()).deadlines.update(case=old)  # an ended case owes nothing new
    someone = invited_to(old)
    by = {"authority": old.authority}
    SealedValue.objects.create(
        case=old, school=old.school, kind=SealedKind.WITNESS, label="-", sealed_at=ENDED_AT,
        sealed_by=someone, ciphertext="-", **by,
    )  # fmt: skip
    BreakGlass.objects.create(
        case=old, user=someone, reference="-", reason="-", begun_at=ENDED_AT,
        ends_at=ENDED_AT + timedelta(hours=1), with_sealed=False, **by,
    )  # fmt: skip
    LegalHold.objects.create(case=old, reason="-", put_at=ENDED_AT, put_by=someone, **by)
    export = SubjectExport.objects.create(case=old, made_at=ENDED_AT, made_by=someone)
    ExportPart.objects.create(export=export, position=1, label="-", text="-")
    Enclosure.objects.update(html="<p>-</p>")
    return {
        (label, field.name): mark(label, field, f"Zq{number:03}x")
        for number, (label, field) in enumerate(list_columns())
    }


def mark(label: str, field: models.Field, text: str) -> str:
    """Put ``text`` into this column of the first row, and return it."""
    model = apps.get_model(label)
    assert model.objects.exists(), f"the case has no {label}"
    value: object = text
    if isinstance(field, models.JSONField):
        value = {"k": text}
    elif (label, field.name) in OWN_WORDS:
        return text
    one = model.objects.order_by("pk").values("pk")[:1]  # of all, it would break what is unique
    model.objects.filter(pk__in=one).update(**{field.name: value})
    return text


def test_each_text_is_given_or_listed_with_the_reason_and_nothing_listed_is_given(marks, old):
    case = Case.objects.select_related("school", "authority", "pupil").get(pk=old.pk)
    given = json.dumps(record_export.gather_data(case))
    given += json.dumps([[text.label, text.text] for text in list_texts(case)])

    left_out = {(label, name) for label, names in LEFT_OUT.items() for name in names}
    assert {column for column, text in marks.items() if text not in given} == left_out


def test_a_letter_that_is_enclosed_is_given_in_words_without_its_style(old, papers):
    fill(old)
    page = "<head><style>p { color: red }</style></head><p>Dear Sam &amp; Alex</p>\n<p>Yours</p>"
    Enclosure.objects.update(html=page)

    [enclosed] = [text for text in list_texts(old) if text.label.startswith("Enclosed with")]
    assert enclosed.text == "Dear Sam & Alex\nYours"
    Enclosure.objects.update(html=page.partition("</head>")[2])
    assert [t.text for t in list_texts(old) if t.label == enclosed.label] == [enclosed.text]


def test_the_record_reads_as_lines_and_says_what_is_not_known(old, papers):
    case = Case.objects.select_related("school", "authority", "pupil").get(pk=old.pk)
    lines = list(record_export.write_lines_of(record_export.gather_data(case)))

    assert f"Reference: {case.reference}" in lines
    assert {"  First name: Robin", "Session: not on record", "Letters: none"} <= {*lines}
    assert any(line.startswith("  Has social worker: ") for line in lines)
    assert {"Events 1:", "  What: the exclusion took effect", "  On: 24 February 2020"} <= {*lines}
