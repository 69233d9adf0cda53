"""What the two pages of a notice have in common: they are typed over time, and kept as typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.utils.datastructures import MultiValueDict

from design_system.forms import PageForm

Typed = Mapping[str, str | list[str]]


class DraftForm(PageForm):
    """A page of a notice. Both doors check what they are sent with this one form."""

    @classmethod
    def resume(cls, typed: Typed, *, today: date, **kwargs: Any) -> Self:
        """Return the form with what was typed before, right or wrong, and no fault told yet."""
        data = MultiValueDict(
            {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
        )
        kept = {
            name: field.widget.value_from_datadict(data, MultiValueDict(), name)
            for name, field in cls.base_fields.items()
        }
        initial = {name: value for name, value in kept.items() if value is not None}
        return cls(None, today=today, initial=initial if typed else {}, **kwargs)

    @property
    def typed(self) -> dict[str, str | list[str]]:
        """What this form was sent, box by box; boxes that it does not have are left out."""
        data: Any = self.data
        kept: dict[str, str | list[str]] = {}
        for name, field in self.fields.items():
            for ending in ("", *getattr(field.widget, "widgets_names", ())):
                box = f"{name}{ending}"
                if box in data:
                    several = getattr(field.widget, "allow_multiple_selected", False)
                    kept[box] = data.getlist(box) if several else data[box]
        return kept

    def find_faults(self) -> dict[str, list[str]]:
        """Return every fault by the name of its field; those of no one field under ""."""
        return {
            "" if name == "__all__" else name: [str(fault) for fault in faults]
            for name, faults in self.errors.items()
        }
