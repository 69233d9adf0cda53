"""Named places at which a drill may kill the process, as a power cut would."""

import os


def pass_by(name: str) -> None:
    """End this process at once, nothing tidied, if ``FAULT_POINT`` names this place."""
    if os.environ.get("FAULT_POINT") == name:
        os._exit(9)
