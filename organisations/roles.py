"""The roles of the service, and the kind of organisation each belongs to."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    LA_OFFICER = "LA_OFFICER", "Local authority exclusions officer"
    LA_MANAGER = "LA_MANAGER", "Local authority manager"
    SCHOOL_STAFF = "SCHOOL_STAFF", "Member of school staff"
    HEADTEACHER = "HEADTEACHER", "Headteacher"
    TRUST_OFFICER = "TRUST_OFFICER", "Trust officer"
    GOVERNANCE_CLERK = "GOVERNANCE_CLERK", "Clerk to the governing board"
    GOVERNOR = "GOVERNOR", "Panel governor"
    REVIEW_CLERK = "REVIEW_CLERK", "Clerk to the review panel"
    REVIEW_MEMBER = "REVIEW_MEMBER", "Review panel member"

    @classmethod
    def of_schools(cls) -> tuple[Role, ...]:
        return (cls.SCHOOL_STAFF, cls.HEADTEACHER, cls.GOVERNANCE_CLERK, cls.GOVERNOR)

    @classmethod
    def of_trusts(cls) -> tuple[Role, ...]:
        return (cls.TRUST_OFFICER,)

    @classmethod
    def of_authorities(cls) -> tuple[Role, ...]:
        return (cls.LA_OFFICER, cls.LA_MANAGER)

    @classmethod
    def of_reviews(cls) -> tuple[Role, ...]:
        return (cls.REVIEW_CLERK, cls.REVIEW_MEMBER)
