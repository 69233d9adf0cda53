"""The lists of cases: a page at a time, in an order that an index keeps, and never counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core import signing
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from casework.models import Case, CaseAssignment
from casework.states import CaseStatus
from organisations import access
from organisations.models import User
from organisations.roles import Role

PAGE = 25
SEATED = (Role.GOVERNOR, *Role.of_reviews())  # whose cases are assigned one by one
SALT = "casework.caseload"
FIELDS = (
    "public_id",
    "reference",
    "status",
    "excluded_on",
    "attend_to_on",
    "attend_to_rule",
    "attend_to_gap",
    "attend_to_days",
    "school__name",
    "school__urn",
    "pupil__first_name",
    "pupil__last_name",
)


class Whose(StrEnum):
    """Which cases a list shows."""

    HERE = "here"  # at the authority's schools
    ELSEWHERE = "elsewhere"  # the authority's children at schools of another
    SCHOOLS = "schools"  # at the person's own school, or the academies of their trust
    ASSIGNED = "assigned"  # one by one


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list next to which a page begins: the day and the id of one of its rows."""

    day: date
    case_id: int
    backwards: bool = False

    @property
    def token(self) -> str:
        """An opaque text for an address; it can be neither read nor made up."""
        packed = [self.day.isoformat(), self.case_id, self.backwards]
        return signing.dumps(packed, salt=SALT)

    @classmethod
    def read(cls, token: str) -> "Cursor | None":
        """Return the place that ``token`` names, or None: a list then begins at its beginning."""
        try:
            day, case_id, backwards = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return cls(date.fromisoformat(day), int(case_id), bool(backwards))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person asked a list for."""

    whose: Whose
    ended: bool = False
    status: CaseStatus | None = None
    school_urn: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the places before and after them where there are more."""

    cases: tuple[Case, ...]
    before: Cursor | None
    after: Cursor | None


def get_lists(user: User) -> tuple[Whose, ...]:
    """Return the lists this person has; whoever has no other has that of assigned cases."""
    found = [Whose.HERE, Whose.ELSEWHERE] if access.get_authority(user) else []
    if access.get_school_ids(user):
        found.append(Whose.SCHOOLS)
    if not found or any(m.role in SEATED for m in user.standing_memberships):
        found.append(Whose.ASSIGNED)
    return tuple(found)


def get_page(user: User, choice: Choice, cursor: Cursor | None = None) -> Page:
    """
    Return one page of a list: open cases by the day they want attention, ended ones newest first.

    One more row than is shown tells whether there is another page, so nothing is counted.
    """
    rows = _filter(_reach(user, choice.whose), choice)
    column, newest_first = ("excluded_on", True) if choice.ended else ("attend_to_on", False)
    backwards = cursor is not None and cursor.backwards
    descending = newest_first is not backwards
    if cursor:
        rows = rows.filter(_beyond(column, cursor, descending=descending))
    sign = "-" if descending else ""
    rows = rows.order_by(f"{sign}{column}", f"{sign}id")
    found = list(rows.select_related("school", "pupil").only(*FIELDS)[: PAGE + 1])
    more, shown = len(found) > PAGE, found[:PAGE]
    if backwards:
        shown.reverse()
    before = more if backwards else cursor is not None
    after = True if backwards else more
    return Page(
        tuple(shown),
        _place(shown[0], column, backwards=True) if before and shown else None,
        _place(shown[-1], column, backwards=False) if after and shown else None,
    )


def search(user: User, words: str) -> Page:
    """
    Return the newest cases this person may see whose reference, UPN or pupil's name fits.

    The last digits of a reference are enough; of a name, every word must be in it somewhere.
    """
    found = Case.objects.visible_to(user).filter(_fits(" ".join(words.split())))
    rows = found.order_by("-excluded_on", "-id").select_related("school", "pupil").only(*FIELDS)
    cases = tuple(rows[: PAGE + 1])
    return Page(cases[:PAGE], None, _place(cases[-1], "excluded_on") if cases[PAGE:] else None)


def _reach(user: User, whose: Whose) -> QuerySet[Case]:
    """Each list by one column, so that its own index serves it; never by all of them at once."""
    authority = access.get_authority(user)
    match whose:
        case Whose.HERE if authority:
            return Case.objects.filter(authority=authority)
        case Whose.ELSEWHERE if authority:
            return Case.objects.filter(home_authority=authority)
        case Whose.SCHOOLS if schools := access.get_school_ids(user):
            one = {"school": schools[0]} if len(schools) == 1 else {"school__in": schools}
            return Case.objects.filter(**one)
        case Whose.ASSIGNED:
            assigned = CaseAssignment.objects.standing().filter(user=user)
            return Case.objects.filter(pk__in=assigned.values("case"))
    return Case.objects.none()


def _filter(rows: QuerySet[Case], choice: Choice) -> QuerySet[Case]:
    rows = rows.filter(attend_to_on__isnull=choice.ended)
    if choice.status:
        rows = rows.filter(status=choice.status)
    return rows.filter(school__urn=choice.school_urn) if choice.school_urn else rows


def _beyond(column: str, cursor: Cursor, *, descending: bool) -> Func:
    """
    Return the row comparison ``(column, id) > (day, case_id)``, or ``<`` where days descend.

    Written as two conditions joined by OR it would read every row beyond the cursor and sort them.
    """
    sides = [(F(column), F("id")), (Value(cursor.day), Value(cursor.case_id))]
    pairs = [
        Func(*side, template="(%(expressions)s)", output_field=BooleanField()) for side in sides
    ]
    joined = " < " if descending else " > "
    return Func(*pairs, template="%(expressions)s", arg_joiner=joined, output_field=BooleanField())


def _place(case: Case, column: str, *, backwards: bool = False) -> Cursor:
    return Cursor(getattr(case, column), case.pk, backwards)


def _fits(words: str) -> Q:
    squeezed = words.replace(" ", "").upper()
    if squeezed.replace("-", "").isdigit():
        return Q(reference__endswith=squeezed)
    if len(squeezed) == 13 and squeezed[1:12].isdigit():
        return Q(pupil__upn=squeezed)
    names = Q()
    for word in words.split():
        names &= Q(pupil__first_name__icontains=word) | Q(pupil__last_name__icontains=word)
    return names if words else Q(pk__in=())
