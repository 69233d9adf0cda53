"""How the instruments are cited, and which school types a provision binds."""

from collections.abc import Mapping
from datetime import date

from statute.facts import SchoolType

MT, PRU, AC = SchoolType.MAINTAINED, SchoolType.PRU, SchoolType.ACADEMY

REGULATIONS = "SI 2012/1033"
EDUCATION_REGULATIONS = "SI 2007/1870"
REGISTRATION = "SI 2024/208"
GUIDANCE = "DfE statutory guidance"
WELSH_REGULATIONS = "WSI 2003/3227"

IN_FORCE_2003 = date(2004, 1, 9)
IN_FORCE_2012 = date(2012, 9, 1)
IN_FORCE_2015 = date(2015, 1, 5)  # SI 2014/3216
IN_FORCE_2022 = date(2022, 9, 1)  # SI 2022/788
IN_FORCE_2023 = date(2023, 9, 1)  # SI 2023/571
IN_FORCE_2024 = date(2024, 8, 19)  # SI 2024/208
IN_FORCE_2026 = date(2026, 7, 26)  # the guidance of 2026
BEFORE_2022 = date(2022, 8, 31)
BEFORE_2024 = date(2024, 8, 18)

WITHOUT_DELAY = (
    "“Without delay” is kept as the same day; the law gives no number, and lateness is shown from "
    "the next day on."
)


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
