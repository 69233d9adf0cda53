"""Everything that is asked about organisations and people. Nothing here writes."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from organisations.models import (
    CalendarVersion,
    LocalAuthority,
    Membership,
    School,
    SchoolRecord,
    Trust,
    User,
)

CLOSED = "2"


def get_memberships(authority: LocalAuthority, *, search: str = "") -> QuerySet[Membership]:
    """
    Return the standing roles at ``authority`` and its schools, by the person's name.

    ``search`` is part of a name, an address or a school's name.
    """
    here = Q(local_authority=authority) | Q(school__local_authority=authority)
    found = Membership.objects.filter(here, ended_at=None)
    for word in search.split():
        found = found.filter(
            Q(user__first_name__icontains=word)
            | Q(user__last_name__icontains=word)
            | Q(user__email__icontains=word)
            | Q(school__name__icontains=word)
        )
    ordered = found.order_by("user__last_name", "user__first_name", "user_id", "id")
    return ordered.select_related("user", "school", "local_authority")


def is_within(person: User, authority: LocalAuthority) -> bool:
    """Tell whether every role of this person is at ``authority`` or one of its schools."""
    held = person.standing_memberships
    return bool(held) and all(
        m.local_authority_id == authority.pk
        or (m.school is not None and m.school.local_authority_id == authority.pk)
        for m in held
    )


def get_open_schools(owner: LocalAuthority | Trust, *, search: str = "") -> QuerySet[School]:
    """Return the schools of an authority or a trust that are not closed, by name."""
    belongs = {"trust": owner} if isinstance(owner, Trust) else {"local_authority": owner}
    found = School.objects.filter(**belongs).exclude(status_code=CLOSED)
    for word in search.split():
        found = found.filter(Q(name__icontains=word) | Q(town__icontains=word))
    return found.order_by("name", "urn")


def get_school_types(school_ids: Sequence[int]) -> dict[int, str]:
    """Return what each school is in the Regulations today; ``""`` where nobody has said."""
    records = SchoolRecord.objects.filter(school__in=school_ids, in_force_to=None)
    return dict.fromkeys(school_ids, "") | dict(records.values_list("school_id", "school_type"))


def count_schools_without_days(authority: LocalAuthority) -> int:
    """Return how many open schools of an authority have supplied no school days."""
    return get_open_schools(authority).filter(calendar_versions=None).count()


def get_calendar_versions(schools: Sequence[School]) -> dict[int, CalendarVersion | None]:
    """
    Return the school days in force at each of ``schools``, by the school's id, in two queries.

    A school's own count; else its authority's default; None where neither has supplied any.
    """
    newest = CalendarVersion.objects.order_by("school_id", "local_authority_id", "-number")
    own = {
        version.school_id: version
        for version in newest.filter(school__in=schools).distinct("school_id", "local_authority_id")
    }
    without = {school.local_authority_id for school in schools if school.pk not in own} - {None}
    default = {
        version.local_authority_id: version
        for version in newest.filter(local_authority__in=without).distinct(
            "school_id", "local_authority_id"
        )
    }
    return {
        school.pk: own.get(school.pk) or default.get(school.local_authority_id)
        for school in schools
    }
