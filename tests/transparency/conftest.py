import pytest

from statute.school_years import SchoolYear
from tests.factories import LocalAuthorityFactory


@pytest.fixture
def authority(db):
    return LocalAuthorityFactory(
        code="870", name="Sampleton", region="South East", region_code="E12000008"
    )


@pytest.fixture
def year():
    return SchoolYear(2025)
