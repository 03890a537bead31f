"""The JSON Schemas, from the wheel or from a checkout."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".schema.json"


def schema_folder() -> Path:
    """In a wheel the schemas lie inside the package; in a checkout, beside it."""
    inside = Path(__file__).parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "schemas"


def schema_names() -> list[str]:
    return sorted(file.name.removesuffix(SUFFIX) for file in schema_folder().glob(f"*{SUFFIX}"))


def schema_text(name: str) -> str:
    """Raises FileNotFoundError for a name that `schema_names` does not have."""
    return (schema_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")
