"""Whose law governs an exclusion. England's is kept whole; Wales differs where a rule says so."""

from enum import StrEnum


class Jurisdiction(StrEnum):
    ENGLAND = "ENGLAND"
    WALES = "WALES"
