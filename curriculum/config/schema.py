"""The JSON Schemas, from the wheel or from a checkout."""

from __future__ import annotations

import json
from pathlib import Path

# Not a file: that of a whole `pyproject.toml`, of which only our table is described.
PYPROJECT = "pyproject"
SUFFIX = ".schema.json"


def schema_folder() -> Path:
    """In a wheel the schemas lie inside the package; in a checkout, beside it."""
    package = Path(__file__).parent.parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


def schema_names() -> list[str]:
    return sorted(file.name.removesuffix(SUFFIX) for file in schema_folder().glob(f"*{SUFFIX}"))


def schema_text(name: str) -> str:
    """Raises FileNotFoundError for a name that `schema_names` does not have."""
    return (schema_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")


def printable(name: str) -> str:
    """A schema, or the one that editors take for `pyproject.toml`. They do not follow references.

    Raises FileNotFoundError.
    """
    if name != PYPROJECT:
        return schema_text(name)
    table = {"type": "object", "properties": {"curriculum": json.loads(schema_text("config"))}}
    return json.dumps({"properties": {"tool": table}}, ensure_ascii=False, indent=2) + "\n"
