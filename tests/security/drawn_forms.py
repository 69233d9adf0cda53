"""The forms of a drawn page, and the values in them, read as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

KEPT_KINDS = {"text", "textarea", "email", "search", "tel", "number"}


@dataclass
class DrawnField:
    """One name in a form: its kind, what is filled in, and the answers that are offered."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass
class DrawnForm:
    """One form that is sent by POST."""

    action: str
    fields: dict[str, DrawnField] = field(default_factory=dict)

    def find_kept(self) -> dict[str, list[str]]:
        """Return what stands in the boxes that somebody types into, by name."""
        return {
            name: found.values for name, found in self.fields.items() if found.kind in KEPT_KINDS
        }


class FormReader(HTMLParser):
    """Collects the POST forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[DrawnForm] = []
        self.open: DrawnForm | None = None
        self.box: DrawnField | None = None  # a textarea or a select that is not closed yet

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = given.get("method", "").lower() == "post"
            self.open = DrawnForm(given.get("action", "")) if posts else None
            self.forms += [self.open] if self.open else []
        elif tag in ("input", "textarea", "select", "button") and self.open and given.get("name"):
            self._read_box(tag, given)
        elif tag == "option" and self.box:
            self.box.offered.append(given.get("value", ""))
            self.box.values += [given.get("value", "")] if "selected" in given else []

    def _read_box(self, tag, given):
        kind = {"input": given.get("type", "text"), "button": "submit"}.get(tag, tag)
        fields = self.open.fields
        box = fields.setdefault(given["name"], DrawnField(given["name"], kind))
        if kind in ("radio", "checkbox", "submit"):
            box.offered.append(given.get("value", "on"))
            box.values += [given.get("value", "on")] if "checked" in given else []
        elif tag == "input":
            box.values.append(given.get("value", ""))
        else:
            self.box = box

    def handle_data(self, data):
        if self.box and self.box.kind == "textarea":
            self.box.values = ["".join([*self.box.values, data])]

    def handle_endtag(self, tag):
        if tag in ("textarea", "select"):
            if self.box and tag == "textarea":  # a browser drops the first line break
                self.box.values = ["".join(self.box.values).removeprefix("\n")]
            self.box = None
        elif tag == "form":
            self.open = None


def read_forms(html: str) -> list[DrawnForm]:
    reader = FormReader()
    reader.feed(html)
    return reader.forms
