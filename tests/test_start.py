"""What a start may import: each of these costs as much as checking several records."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIST = "import json, sys; from curriculum.cli.main import main\ntry: main({0})\n"
LIST += "except SystemExit: print('\\n' + json.dumps(sorted(sys.modules)))"
HEAVY = {
    "concurrent.futures.process",
    "distributed",
    "importlib.metadata",
    "jinja2",
    "jsonschema",
    "markdown_it",
    "msgspec",
    "networkx",
    "rapidfuzz",
    "ruamel.yaml",
    "sqlite3",
}
NEEDED_BY_JUDGING = (
    "curriculum.check.engine",
    "curriculum.check.judging",
    "curriculum.check.rules",
    "curriculum.claims",
    "curriculum.course",
    "curriculum.fix",
    "curriculum.model.from_document",
    "curriculum.parse.markdown",
    "curriculum.yaml",
)
# What records are made of, and what names that are nearly alike need.
CHECKING = {"msgspec", "rapidfuzz"}


def imported(arguments: list[str], cache: Path) -> set[str]:
    environment = {**os.environ, "CURRICULUM_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", LIST.format(arguments)]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_a_start_imports_no_library_but_click(arguments: list[str], tmp_path: Path) -> None:
    modules = imported(arguments, tmp_path)
    assert not HEAVY & modules
    assert not any(name.startswith("curriculum.check") for name in modules)


@pytest.mark.parametrize("arguments", [["lint", "--no-cache"], ["lint", "--no-cache", "records"]])
def test_checking_records_imports_no_parser(arguments: list[str], tmp_path: Path) -> None:
    assert HEAVY & imported(arguments, tmp_path) <= CHECKING


def test_what_is_kept_needs_a_database_and_no_parser(tmp_path: Path) -> None:
    for _ in range(2):
        assert HEAVY & imported(["lint"], tmp_path) <= CHECKING | {"sqlite3"}


def test_where_nothing_changed_nothing_that_reads_or_judges_is_imported(tmp_path: Path) -> None:
    imported(["lint"], tmp_path)
    modules = imported(["lint"], tmp_path)
    assert HEAVY & modules == {"msgspec", "sqlite3"}
    assert not [name for name in modules if name.startswith(NEEDED_BY_JUDGING)]
