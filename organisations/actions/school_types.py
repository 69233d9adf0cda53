"""Stating what a school is where the register leaves its type blank."""

from datetime import datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations import access
from organisations.models import School, StatedSchoolType, User
from organisations.school_types import may_be_stated
from statute.facts import SchoolType


class TypeAlreadyKnown(Exception):
    """The register says what this school is; nobody else may."""


class NotOfThatType(Exception):
    """A special school is maintained or an academy; it is no pupil referral unit."""


@on_the_record
def state_school_type(
    *, school_id: int, school_type: SchoolType, reason: str, actor: User | None, now: datetime
) -> None:
    """
    State what a school is in the Regulations, wherever the register leaves it open.

    It holds for each of the school's records whose type is blank, and for later ones, until the
    register says more. ``actor`` is None for whoever runs the service, from the command line.

    :raises NotYourSchool: if ``actor`` does not manage the school's authority.
    :raises TypeAlreadyKnown: if the register gives a type.
    :raises NotOfThatType: if a special school is said to be a pupil referral unit.
    """
    school = School.objects.select_for_update().get(pk=school_id)
    if actor is not None:
        access.check_may_state_school_type(actor, school)
    if not may_be_stated(school.type_group_code, school.type_code):
        raise TypeAlreadyKnown("the school register says what this school is")
    if school.type_group_code and school_type is SchoolType.PRU:
        raise NotOfThatType("a special school cannot be a pupil referral unit")
    by = f"user/{actor.pk}" if actor else "system/command"
    before = school.records.get(in_force_to=None).school_type
    StatedSchoolType.objects.create(
        school=school, school_type=school_type, reason=reason, stated_at=now, stated_by=by
    )
    for record in school.records.all():
        if may_be_stated(record.type_group_code, record.type_code):
            record.school_type = school_type
            record.save(update_fields=["school_type"])
    trail.record(
        AuditEvent(
            stream=f"school/{school.pk}",
            kind="school.type-stated",
            actor=by,
            at=now,
            facts={"before": before, "after": school_type, "reason": reason},
            authority_id=school.local_authority_id,
            school_id=school.pk,
        )
    )
