"""The rules themselves. One row states one duty; no other module states a number of days."""

from hashlib import sha256

from statute.law.board import BOARD
from statute.law.education import EDUCATION
from statute.law.notices import NOTICES
from statute.law.review import REVIEW
from statute.rules import Rule, describe

LAW: tuple[Rule, ...] = (*NOTICES, *EDUCATION, *BOARD, *REVIEW)
EDITION = sha256("\n".join(map(describe, LAW)).encode()).hexdigest()  # changes when any row does

_BY_ID = {rule.id: rule for rule in LAW}


def get_rule(rule_id: str) -> Rule:
    """
    Return the rule with this id.

    :raises KeyError: if there is no such rule.
    """
    return _BY_ID[rule_id]


__all__ = ["EDITION", "LAW", "get_rule"]
