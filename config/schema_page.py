"""The file docs/reference/openapi.yaml: what the API takes and gives, as the schema has it."""

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer


def write() -> str:
    """Return the whole schema as YAML."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    drawn: bytes = OpenApiYamlRenderer().render(schema)  # type: ignore[no-untyped-call]
    return drawn.decode()
