"""What of a case is deleted, in which order, and under which class of record it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import FileField, ForeignKey, ManyToOneRel, Model, QuerySet

from casework.models import Case


@dataclass(frozen=True, slots=True)
class Erased:
    """Rows of one model that go with a case: how they are found, and their class of record."""

    path: str
    record_class: str


# Every model with a child's data. tests/data_protection/test_nothing_is_forgotten.py walks the
# foreign keys and fails while one is neither here nor in KEPT.
ERASED: Mapping[str, Erased] = {
    "casework.Case": Erased("pk", "CASE_FILE"),
    "casework.Pupil": Erased("case", "CASE_FILE"),
    "casework.Adult": Erased("case", "CASE_FILE"),
    "casework.CaseFact": Erased("case", "CASE_FILE"),
    "casework.Deadline": Erased("case", "CASE_FILE"),
    "casework.EducationOffer": Erased("case", "CASE_FILE"),
    "casework.CaseAssignment": Erased("case", "CASE_FILE"),
    "casework.NoticeDraft": Erased("case", "CASE_FILE"),
    "casework.CaseInvitation": Erased("case", "CASE_FILE"),
    "casework.SealedValue": Erased("case", "CASE_FILE"),
    "casework.BreakGlass": Erased("case", "CASE_FILE"),
    "casework.Remark": Erased("case", "CASE_FILE"),
    "casework.Document": Erased("case", "PAPERS"),
    "hearings.Hearing": Erased("case", "MINUTES"),
    "hearings.AttendanceRequest": Erased("case", "MINUTES"),
    "hearings.SpeakingPermission": Erased("case", "MINUTES"),
    "hearings.Invitation": Erased("hearing__case", "MINUTES"),
    "hearings.PanelSeat": Erased("hearing__case", "MINUTES"),
    "hearings.Attendee": Erased("hearing__case", "MINUTES"),
    "hearings.Outcome": Erased("hearing__case", "MINUTES"),
    "notifications.Message": Erased("case_id", "LETTERS"),
    "notifications.Step": Erased("message__case_id", "LETTERS"),
    "notifications.Enclosure": Erased("message__case_id", "LETTERS"),
    "data_protection.LegalHold": Erased("case", "HOLDS"),
    "data_protection.SubjectExport": Erased("case", "EXPORTS"),
    "data_protection.ExportPart": Erased("export__case", "EXPORTS"),
}
# What has a case's number and stays, and why.
KEPT: Mapping[str, str] = {
    "audit.AuditEvent": "who did what, by number: what people wrote lies in casework.Remark",
    "data_protection.DisposalItem": "the certificate: a reference, days and counts, no name",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a storage, by the field that knows it: "casework.Document.file"."""

    field: str
    name: str


def erase(case: Case) -> tuple[dict[str, int], list[StoredFile]]:
    """
    Delete all rows of ``case`` in the caller's transaction; return counts by class, and its files.

    The transaction must see the whole service. The bytes of the files are still there: they are
    erased after the commit, for a transaction that is undone cannot bring them back.

    :raises ProtectedError: if a model that is not listed here still points at the case.
    """
    counts: dict[str, int] = {}
    files: list[StoredFile] = []
    for model in list_models():
        erased = ERASED[model._meta.label]
        rows = model._default_manager.filter(**{erased.path: case.pk})
        files += _find_files(model, rows)
        _let_go_of_each_other(model, rows)
        _, by_model = rows.delete()
        if number := by_model.get(model._meta.label, 0):
            counts[erased.record_class] = counts.get(erased.record_class, 0) + number
    return counts, files


def list_models() -> list[type[Model]]:
    """Return the models of ``ERASED``, each before those that it points at."""
    ordered: list[type[Model]] = []
    for label in ERASED:
        _place(apps.get_model(label), ordered)
    return ordered


def _place(model: type[Model], ordered: list[type[Model]]) -> None:
    if model in ordered:
        return
    for pointing in find_pointing(model):
        if pointing is not model and pointing._meta.label in ERASED:
            _place(pointing, ordered)
    ordered.append(model)


def find_pointing(model: type[Model]) -> Iterator[type[Model]]:
    """Yield every model with a foreign key to ``model``, those that it knows no name for too."""
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, ManyToOneRel):
            yield field.related_model


def list_file_fields() -> Iterator[tuple[type[Model], FileField]]:
    """Yield every field of the service that names a stored file."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield model, field


def _find_files(model: type[Model], rows: QuerySet[Model]) -> Iterable[StoredFile]:
    for owner, field in list_file_fields():
        if owner is model:
            names = rows.exclude(**{field.name: ""}).values_list(field.name, flat=True)
            yield from (StoredFile(f"{model._meta.label}.{field.name}", name) for name in names)


def _let_go_of_each_other(model: type[Model], rows: QuerySet[Model]) -> None:
    """Cut the links between rows that all go: a letter and its copy, a paper and its version."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is model and field.null:
            rows.update(**{field.name: None})
