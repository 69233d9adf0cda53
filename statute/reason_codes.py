"""Why pupils are excluded: the code set of the school census, with the years each code is used."""

from dataclasses import dataclass
from datetime import date

AUGUST_2020 = date(2020, 8, 1)  # three reasons, and this code set, from the school year 2020/21
AUGUST_2026 = date(2026, 8, 1)  # unconfirmed: see NEW_CODES_NOTE

NEW_CODES_NOTE = (
    "The 13 codes added by the Common Basic Data Set of May 2026 are known from one secondary "
    "source; that they are collected from the school year 2026/27 is a reading to be confirmed."
)


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """One reason: its code, its label, and the exclusions it may be given for."""

    code: str
    label: str
    in_use_from: date
    in_use_to: date | None = None

    def is_in_use(self, day: date) -> bool:
        return self.in_use_from <= day and (self.in_use_to is None or day <= self.in_use_to)


_SINCE_2020 = (
    ("PP", "Physical assault against a pupil"),
    ("PA", "Physical assault against an adult"),
    ("VP", "Verbal abuse or threatening behaviour against a pupil"),
    ("VA", "Verbal abuse or threatening behaviour against an adult"),
    ("OW", "Use or threat of use of an offensive weapon or prohibited item"),
    ("BU", "Bullying"),
    ("RA", "Racist abuse, including bullying"),
    ("LG", "Abuse against sexual orientation and gender identity, including bullying"),
    ("DS", "Abuse relating to disability, including bullying"),
    ("SM", "Sexual misconduct"),
    ("DA", "Drug and alcohol related"),
    ("DM", "Damage to property"),
    ("TH", "Theft"),
    ("DB", "Persistent or general disruptive behaviour"),
    ("MT", "Inappropriate use of social media or online technology"),
    ("PH", "Wilful and repeated transgression of measures to protect public health"),
)
_SINCE_2026 = (
    ("BW", "Found to have brought a weapon or prohibited item into school"),
    ("TB", "Cyber-bullying or threatening behaviour online"),
    ("SB", "Harmful sexual behaviour"),
    ("MB", "Misogynistic behaviour"),
    ("AB", "Misandrist behaviour"),
    ("DR", "Drug related"),
    ("AR", "Alcohol related"),
    ("SR", "Smoking related"),
    ("VR", "Vape related"),
    ("LD", "Persistent disruptive behaviour: low-level disruption"),
    ("CB", "Persistent disruptive behaviour: challenging behaviour"),
    ("MP", "Use of a mobile phone"),
    ("OS", "Misbehaviour outside school"),
)

REASON_CODES: tuple[ReasonCode, ...] = (
    *(ReasonCode(code, label, AUGUST_2020) for code, label in _SINCE_2020),
    *(ReasonCode(code, label, AUGUST_2026) for code, label in _SINCE_2026),
)
LABELS = {reason.code: reason.label for reason in REASON_CODES}
MOST_REASONS = 3  # the census takes up to three, the first being the main one


def get_reason_codes(day: date) -> tuple[ReasonCode, ...]:
    """Return the reasons that may be given for an exclusion on ``day``, in the order of the set."""
    return tuple(reason for reason in REASON_CODES if reason.is_in_use(day))
