"""Answers as people read them back: for checking, and for telling two versions apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from casework.answers import FollowUpAnswers
from casework.forms.drafts import DraftForm
from design_system.fields import DateField
from design_system.words import write_day


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question, and the place where it can be changed."""

    label: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    heading: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that two people answered differently."""

    label: str
    theirs: str
    yours: str


def summarise(form: DraftForm, change_url: str) -> list[AnsweredSection]:
    """Return the answers of a form without fault, under its own headings; empty ones left out."""
    sections = []
    for part in form.drawn_sections:
        names = [n for bound in part.fields for n in _with_revealed(form.fields, bound.name)]
        answers = tuple(
            Answer(str(form.fields[name].label), text, f"{change_url}#id_{_first_box(form, name)}")
            for name in names
            if (text := _write_clean(form.fields[name], form.cleaned_data.get(name)))
        )
        sections.append(AnsweredSection(part.heading, answers))
    return [section for section in sections if section.answers]


def summarise_answers(form: type[DraftForm], answers: FollowUpAnswers) -> list[AnsweredSection]:
    """Return answers kept on a case, under the headings of the page that asked for them."""
    fields = form.base_fields
    sections = []
    for section in form.sections:
        names = [n for asked in section.names for n in _with_revealed(fields, asked)]
        given = tuple(
            Answer(str(fields[name].label), _write_kept(fields[name], answers[name]), "")
            for name in names
            if answers.get(name) not in (None, "", [])
        )
        sections.append(AnsweredSection(section.heading, given))
    return [section for section in sections if section.answers]


def find_differences(theirs: DraftForm, yours: DraftForm) -> list[Difference]:
    """Return each question whose answer differs between two versions of one page."""
    differences = []
    for name, field in yours.fields.items():
        kept, typed = (
            _write_typed(field, form[name].value()) if name in form.fields else ""
            for form in (theirs, yours)
        )
        if kept != typed:
            differences.append(Difference(str(field.label), kept, typed))
    return differences


def _with_revealed(fields: Mapping[str, forms.Field], name: str) -> Iterator[str]:
    yield name
    for revealed in getattr(fields[name].widget, "reveals", {}).values():
        yield from revealed


def _first_box(form: DraftForm, name: str) -> str:
    grouped = getattr(form.fields[name].widget, "use_fieldset", False)
    return f"{name}_0" if grouped else name


def _write_clean(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else ""
    return write_day(value) if isinstance(value, date) else _write_typed(field, value)


def _write_kept(field: forms.Field, value: str | int | list[str]) -> str:
    if isinstance(field, DateField) and isinstance(value, str):
        return write_day(date.fromisoformat(value))
    return _write_typed(field, value)


def _write_typed(field: forms.Field, value: Any) -> str:
    """Return what was typed, right or wrong, in one line of text."""
    if value is None or value is False or value == "":
        return ""
    labels = dict(getattr(field, "choices", ()))
    if isinstance(value, list | tuple):
        joined = " " if isinstance(field.widget, forms.MultiWidget) else ", "
        return joined.join(str(labels.get(part, part)) for part in value if part)
    return "Yes" if value is True else str(labels.get(value, value))
