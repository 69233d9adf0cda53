"""What the fields are typed into, beyond Django's own widgets."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms

from design_system.words import LONDON, write_time

Revealed = Mapping[str, Sequence[str]]


class AffixedText(forms.TextInput):
    """One line with what stands before or after it, as "days". Not read out: label it too."""

    template_name = "design_system/widgets/affixed.html"

    def __init__(self, *, before: str = "", after: str = "", attrs: Any = None) -> None:
        super().__init__(attrs)
        self.before, self.after = before, after

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"before": self.before, "after": self.after}
        return context


class CountedText(forms.Textarea):
    """Several lines with a limit: told beforehand, counted down where there is JavaScript."""

    template_name = "design_system/widgets/counted.html"

    def __init__(self, *, most: int, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.most = most

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        described = context["widget"]["attrs"]
        told = [described.get("aria-describedby", ""), f"{described.get('id', name)}-info"]
        described["aria-describedby"] = " ".join(told).strip()
        context["widget"]["most"] = self.most
        return context


class _Explained(forms.widgets.ChoiceWidget):
    """Choices with a hint for some, and fields that some reveal."""

    def __init__(
        self,
        attrs: Any = None,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Revealed | None = None,
        inline: bool = False,
    ) -> None:
        super().__init__(attrs)
        self.hints, self.reveals, self.inline = hints or {}, reveals or {}, inline
        self.revealed: dict[str, list[forms.BoundField]] = {}  # filled in when it is drawn

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["revealed"] = self.revealed.get(str(value), [])
        return option

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        return context


class Radios(_Explained, forms.RadioSelect):
    """One of a few; see ``RadioField``."""


class Checkboxes(_Explained, forms.CheckboxSelectMultiple):
    """Any of a few; see ``CheckboxesField``."""


class DateParts(forms.MultiWidget):
    """Day, month and year in three boxes: the pattern that people make fewest mistakes with."""

    template_name = "design_system/widgets/date_parts.html"
    use_fieldset = True
    boxes: Mapping[str, tuple[str, int]] = {
        "day": ("Day", 2),
        "month": ("Month", 2),
        "year": ("Year", 4),
    }

    def __init__(self, *, autocomplete: str = "") -> None:
        super().__init__({name: forms.TextInput for name in self.boxes})
        self.autocomplete = autocomplete

    def decompress(self, value: date | None) -> list[object]:
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        wrong = context["widget"]["attrs"].get("wrong_boxes", ())
        named = zip(context["widget"]["subwidgets"], self.boxes.items(), strict=True)
        for number, (box, (key, (label, width))) in enumerate(named):
            box |= {"label": label, "width": width, "wrong": number in wrong, "digits": width < 10}
            box["autocomplete"] = f"{self.autocomplete}-{key}" if self.autocomplete else ""
        return context


class MomentParts(DateParts):
    """A day in three boxes and a time of day in a fourth."""

    boxes = {**DateParts.boxes, "time": ("Time", 10)}

    def decompress(self, value: date | None) -> list[object]:
        if not isinstance(value, datetime):
            return [*super().decompress(value), ""]
        local = value.astimezone(LONDON)
        return [local.day, local.month, local.year, write_time(local.time())]


class TimeText(forms.TextInput):
    """A time of day as it is said: "2:30pm"."""

    def format_value(self, value: Any) -> str | None:
        return write_time(value) if isinstance(value, time) else super().format_value(value)
