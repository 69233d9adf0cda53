"""A field of a form about to be drawn: what describes it, and where its errors point."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField, CheckboxInput, Widget
from django.utils.safestring import SafeString


class BoxFault(ValidationError):
    """A fault of some boxes of a field that has several: a day without its month."""

    def __init__(self, message: str, *, boxes: tuple[int, ...]) -> None:
        super().__init__(message)
        self.boxes = boxes


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary, and the id of the box that the line leads to."""

    message: str
    target: str = ""


class DesignedField(BoundField):
    """A bound field that knows how the design system marks hints, errors and optional fields."""

    @property
    def is_tick(self) -> bool:
        """Tell whether this is one box to tick, whose label stands beside it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_optional(self) -> bool:
        marked = bool(getattr(self.form, "marks_optional", True))
        return marked and not self.field.required and not self.is_tick

    @property
    def faults(self) -> list[ValidationError]:
        return list(self.errors.as_data())

    @property
    def wrong_boxes(self) -> frozenset[int]:
        """The numbers of the boxes to mark, from 0; a fault of the whole field marks them all."""
        boxes = len(getattr(self.field.widget, "widgets", ()))
        marked = [getattr(fault, "boxes", range(boxes)) for fault in self.faults]
        return frozenset(box for some in marked for box in some)

    def find_problems(self) -> list[Problem]:
        """Return each fault of this field with the id of the box to go to first."""
        return [
            Problem(message, self._target_of(fault))
            for fault in self.faults
            for message in fault.messages
        ]

    def _target_of(self, fault: ValidationError) -> str:
        choices = getattr(self.field.widget, "choices", None)
        nowhere = choices is not None and not list(choices)  # nothing to choose from
        if self.is_hidden or not self.auto_id or nowhere:
            return ""
        if boxes := getattr(fault, "boxes", ()):
            return f"{self.auto_id}_{min(boxes)}"
        # A group has no box of its own: its first one is where typing begins.
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    def build_widget_attrs(self, attrs: Any, widget: Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = dict(super().build_widget_attrs(attrs, widget))
        # The design system marks an error with its style and its description alone.
        built.pop("aria-invalid", None)
        if self.errors and not self.is_hidden:
            built["error"] = True
            built["wrong_boxes"] = self.wrong_boxes
        return built

    def as_widget(
        self, widget: Widget | None = None, attrs: Any = None, only_initial: bool = False
    ) -> SafeString:
        drawn: Any = widget or self.field.widget
        if reveals := getattr(drawn, "reveals", None):
            drawn.revealed = {
                value: [self.form[name] for name in names] for value, names in reveals.items()
            }
        return super().as_widget(widget, attrs, only_initial)


def find_problems(forms: Iterable[BaseForm]) -> list[Problem]:
    """Return every problem of these forms, those of no one field first, in the order of fields."""
    problems = []
    for form in forms:
        problems += [Problem(str(error)) for error in form.non_field_errors()]
        for field in form:
            if isinstance(field, DesignedField):
                problems += field.find_problems()
    return problems
