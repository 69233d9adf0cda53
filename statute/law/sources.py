"""How the instruments are cited, and which school types a provision binds."""

from collections.abc import Mapping
from datetime import date

from statute.facts import SchoolType

MT, PRU, AC = SchoolType.MAINTAINED, SchoolType.PRU, SchoolType.ACADEMY

REGULATIONS = "SI 2012/1033"
EDUCATION_REGULATIONS = "SI 2007/1870"

IN_FORCE_2012 = date(2012, 9, 1)
IN_FORCE_2022 = date(2022, 9, 1)  # SI 2022/788


def under(maintained: str, pru: str, academy: str) -> Mapping[SchoolType, str]:
    """Return the provision of SI 2012/1033 for each school type."""
    return {
        MT: f"{REGULATIONS} {maintained}",
        PRU: f"{REGULATIONS} {pru}",
        AC: f"{REGULATIONS} {academy}",
    }


def for_every_type(citation: str) -> Mapping[SchoolType, str]:
    """Return one provision that binds schools of every type."""
    return {school_type: citation for school_type in SchoolType}
