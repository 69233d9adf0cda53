"""What a role may do with an authority's figures. Published ones are open to all."""

from audit.permissions import Row, Whose, of
from organisations.roles import Role

MANAGER = of(Whose.AUTHORITY, Role.LA_MANAGER)
COMPILE = Row("transparency.compile_release", "Compile a year’s figures", MANAGER)
PUBLISH = Row("transparency.publish_release", "Publish a year’s figures", MANAGER)
