"""What a letter prints for a fact it does not state: nothing, because it stops."""

from __future__ import annotations


class UnknownFact(LookupError):
    """A letter's template names a fact that the letter does not state."""


class MissingFact(str):
    """Stands where a template engine would leave a blank; refuses to be printed."""

    __slots__ = ()

    def __new__(cls, words: str = "%s") -> MissingFact:
        return super().__new__(cls, words)  # the engine puts the fact's name in with `%`

    def __mod__(self, name: object) -> str:
        raise UnknownFact(f"the letter does not state {name}")
