"""How a schema says by an example what it looks like; ``tests/web/api`` compares each with its schema."""

from typing import Any

from pydantic import ConfigDict


def example(**values: Any) -> ConfigDict:
    """Return the configuration of a schema with this example in its description."""
    return ConfigDict(json_schema_extra={"example": values})
