"""The rules themselves. One row states one duty; no other module states a number of days."""

from collections.abc import Sequence
from hashlib import sha256

from statute.law.afterwards import AFTERWARDS
from statute.law.board import BOARD
from statute.law.education import EDUCATION
from statute.law.notices import NOTICES
from statute.law.review import REVIEW
from statute.law.wales import WALES
from statute.rules import Rule, describe

LAW: tuple[Rule, ...] = (*NOTICES, *EDUCATION, *BOARD, *REVIEW, *AFTERWARDS)


def get_edition(law: Sequence[Rule]) -> str:
    """Return the digest of ``law``, which changes when any part of any row does."""
    return sha256("\n".join(map(describe, law)).encode()).hexdigest()


EDITION = get_edition(LAW)
_BY_ID = {rule.id: rule for rule in (*LAW, *WALES)}


def get_rule(rule_id: str) -> Rule:
    """
    Return the rule with this id.

    :raises KeyError: if there is no such rule.
    """
    return _BY_ID[rule_id]


__all__ = ["EDITION", "LAW", "WALES", "get_edition", "get_rule"]
