"""The schools and cases of the casework tests serve here too."""

from tests.casework.conftest import draft, head, noticed, sampleton, staff

__all__ = ["draft", "head", "noticed", "sampleton", "staff"]
