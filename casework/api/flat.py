"""A notice as a program sends it, laid out in the boxes of the page's form, and its faults back."""

from collections.abc import Mapping
from datetime import date

from django.forms import Field

from casework.forms.exclusion import NOT_YET, TOLD
from casework.forms.family import MOST_ADULTS, PARTS
from casework.forms.pupil import NO, YES
from design_system.fields import CheckboxesField, DateField
from statute.reason_codes import MOST_REASONS

DAYS = ("born_on", "excluded_on", "test_on", "parents_told_on", "board_informed_on")
BOOLEANS = ("is_looked_after", "has_social_worker")
PLAIN = (
    "first_name", "last_name", "upn", "upn_missing_because", "sex", "year_group", "address",
    "postcode", "home_area", "ethnic_group", "sen_provision", "session", "pattern", "narrative",
    "test_missed", "parents_told_how", "submitter_phone",
)  # fmt: skip
LISTS = ("adults", "reasons")
KNOWN = {"school", "session_was_held", *DAYS, *BOOLEANS, *PLAIN, *LISTS}
IMPLIED = {"has_upn": "upn", "test_affected": "test_missed", "board_told": "board_informed_on"}

Faults = dict[str, list[str]]


def flatten(sent: Mapping[str, object]) -> tuple[dict[str, str], Faults]:
    """
    Return what was sent as the form's boxes, and a fault for each thing no box could hold.

    Questions that the page asks first ("has the board been told?") follow from what is there.
    """
    faults: Faults = {name: ["There is no such field"] for name in sent if name not in KNOWN}
    boxes: dict[str, str] = {}
    for name in PLAIN:
        boxes[name] = _read_text(sent.get(name), name, faults)
    for name in BOOLEANS:
        boxes[name] = _read_yes_no(sent.get(name), name, faults)
    for name in DAYS:
        boxes |= _read_day(sent.get(name), name, faults)
    boxes["has_upn"] = YES if sent.get("upn") else NO
    boxes["test_affected"] = YES if sent.get("test_missed") or sent.get("test_on") else NO
    boxes["board_told"] = TOLD if sent.get("board_informed_on") else NOT_YET
    if _read_yes_no(sent.get("session_was_held"), "session_was_held", faults) == YES:
        boxes["session_was_held"] = "on"
    boxes |= _read_reasons(sent.get("reasons"), faults)
    boxes |= _read_adults(sent.get("adults"), faults)
    return {name: typed for name, typed in boxes.items() if typed}, faults


def flatten_follow_up(
    sent: Mapping[str, object], fields: Mapping[str, Field]
) -> tuple[dict[str, str | list[str]], Faults]:
    """Return a follow-up as the boxes of its form's ``fields``, and what no box could hold."""
    unknown = sent.keys() - fields.keys()
    faults: Faults = {name: ["There is no such field"] for name in sorted(unknown)}
    boxes: dict[str, str | list[str]] = {}
    for name, field in fields.items():
        value = sent.get(name)
        if isinstance(field, DateField):
            boxes |= _read_day(value, name, faults)
        elif isinstance(field, CheckboxesField):
            boxes[name] = _read_codes(value, name, faults)
        else:
            boxes[name] = _read_text(value, name, faults)
    return {name: typed for name, typed in boxes.items() if typed}, faults


def join_faults(shape: Faults, form: Faults) -> Faults:
    """
    Return the faults of the shape and of the form, by the names that were sent.

    Where the shape of a thing is at fault the form had nothing to read, and its word is left out.
    """
    unread = tuple(f"{name}." for name in shape)
    named = name_faults(form).items()
    return {name: told for name, told in named if not name.startswith(unread)} | shape


def name_faults(faults: Faults) -> Faults:
    """Return the form's faults under the names that a program sent."""
    named: Faults = {}
    for name, told in faults.items():
        named.setdefault(_name_sent(name), []).extend(told)
    return named


def _name_sent(name: str) -> str:
    if name.startswith("reason_"):
        return f"reasons.{int(name[-1]) - 1}"
    if name.startswith("adult_"):
        _, place, part = name.split("_", 2)
        return f"adults.{int(place) - 1}.{part}"
    return IMPLIED.get(name, name)


def _read_text(value: object, name: str, faults: Faults) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    faults[name] = ["Give this as text"]
    return ""


def _read_yes_no(value: object, name: str, faults: Faults) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    faults[name] = ["Give this as true or false"]
    return ""


def _read_day(value: object, name: str, faults: Faults) -> dict[str, str]:
    if value in (None, ""):
        return {}
    try:
        day = date.fromisoformat(value)  # type: ignore[arg-type]  # anything else is refused below
    except (TypeError, ValueError):
        faults[name] = ["Give the day as year, month and day, like 2026-09-15"]
        return {}
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def _read_codes(value: object, name: str, faults: Faults) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        faults[name] = ["Give a list of codes"]
        return []
    return value


def _read_reasons(value: object, faults: Faults) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, list) or len(value) > MOST_REASONS:
        faults["reasons"] = [f"Give a list of at most {MOST_REASONS} codes, the main one first"]
        return {}
    return {
        f"reason_{n}": _read_text(code, f"reasons.{n - 1}", faults)
        for n, code in enumerate(value, start=1)
    }


def _read_adults(value: object, faults: Faults) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, list) or len(value) > MOST_ADULTS:
        faults["adults"] = [f"Give a list of at most {MOST_ADULTS} adults"]
        return {}
    boxes: dict[str, str] = {}
    for n, adult in enumerate(value, start=1):
        at = f"adults.{n - 1}"
        if not isinstance(adult, dict):
            faults[at] = ["Give an adult as an object with a name and a relation"]
            continue
        faults |= {f"{at}.{part}": ["There is no such field"] for part in adult.keys() - {*PARTS}}
        for part in PARTS:
            read = _read_yes_no if part == "agreed_to_email" else _read_text
            typed = read(adult.get(part), f"{at}.{part}", faults)
            if part == "agreed_to_email":
                typed = "on" if typed == YES else ""
            boxes[f"adult_{n}_{part}"] = typed
    return boxes
