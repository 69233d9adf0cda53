"""The form that every page's form derives from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms

from design_system.bound import DesignedField
from design_system.tidy import tidy_data

TAKEN_OUT = "some characters cannot be kept and were taken out. Check what is left"


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields of a long form under one heading, with a sentence of introduction if need be."""

    heading: str
    names: Sequence[str]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section with its fields ready to be drawn; fields of no section have no heading."""

    heading: str
    intro: str
    fields: tuple[DesignedField, ...]


class PageForm(forms.Form):
    """
    A form as a person fills it in: nothing typed is lost, and every fault is told at once.

    ``today`` is the London day, for fields that ask for a day that has or has not been. Characters
    that cannot be kept are taken out, and the person is told. A field that only some answer
    reveals (see ``RadioField``) is asked only then: declared as required, it is required then.
    """

    use_required_attribute = False
    marks_optional: ClassVar[bool] = True  # False for a filter, where nothing need be filled in
    sections: ClassVar[Sequence[Section]] = ()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: Any = None,
        *,
        today: date,
        **kwargs: Any,
    ) -> None:
        tidied, self._lost = tidy_data(data)
        super().__init__(cast(Any, tidied), files, label_suffix="", **kwargs)
        self.today = today
        for field in self.fields.values():
            if hasattr(field, "today"):
                field.today = today

    @property
    def drawn_sections(self) -> list[DrawnSection]:
        """Every visible field once, under its heading; what an answer reveals comes with it."""
        inside = self.revealed_names
        fields = {
            bound.name: cast(DesignedField, bound)
            for bound in self.visible_fields()
            if bound.name not in inside
        }
        drawn = [
            DrawnSection(
                section.heading,
                section.intro,
                tuple(fields.pop(name) for name in section.names if name in fields),
            )
            for section in self.sections
        ]
        return [
            part for part in [DrawnSection("", "", tuple(fields.values())), *drawn] if part.fields
        ]

    @property
    def revealed_names(self) -> set[str]:
        """The fields that are asked only after some answer to another."""
        return {name for _, _, names in self._revealed() for name in names}

    def _revealed(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Yield each question, an answer to it, and the names of the fields that it reveals."""
        for question, field in self.fields.items():
            for answer, names in getattr(field.widget, "reveals", {}).items():
                yield question, str(answer), names

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook before clean()
        for name in self._find_unasked():
            self.errors.pop(name, None)
            self.cleaned_data[name] = self.fields[name].to_python(None)
        for name, field in self.fields.items():
            bound = self[name]
            endings = ["", *getattr(field.widget, "widgets_names", ())]
            if self._lost & {bound.html_name + ending for ending in endings}:
                self.add_error(name, f"{bound.label}: {TAKEN_OUT}")

    def _find_unasked(self) -> set[str]:
        """Return the names of the fields that only answers not given would have revealed."""
        asked: dict[str, bool] = {}
        for question, answer, names in self._revealed():
            data = self[question].data
            given = answer in (data if isinstance(data, list) else [data])
            asked |= {name: given or asked.get(name, False) for name in names}
        return {name for name, wanted in asked.items() if not wanted}
