"""The example package of the documentation, installed as a wheel, brings its rule along."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import RECORD

EXAMPLE = Path(__file__).parent.parent / "docs" / "house-rule-example"


def wheel(folder: Path, entry_points: str) -> Path:
    """What a build backend would make of the example, without the network that it needs."""
    info = "acme_record_rules-1.0.dist-info"
    files = {
        f"acme_record_rules/{path.name}": path.read_text()
        for path in EXAMPLE.glob("acme_record_rules/*.py")
    }
    files |= {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: acme-record-rules\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": entry_points,
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    path = folder / "acme_record_rules-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def installed(folder: Path, entry_points: str) -> dict[str, str]:
    """The environment of a process that has the wheel installed."""
    site = folder / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(site), str(wheel(folder, entry_points))], check=True)
    return {**os.environ, "PYTHONPATH": str(site)}


def curriculum(
    folder: Path, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "curriculum", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_example_is_a_rule_like_any_other(tmp_path: Path) -> None:
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]
    points = project["entry-points"]["curriculum.rules"]
    lines = "".join(f"{name} = {value}\n" for name, value in points.items())
    environment = installed(tmp_path, f"[curriculum.rules]\n{lines}")
    record = tmp_path / "records" / "module-3.1.md"
    record.parent.mkdir()
    record.write_text(RECORD.replace("Drawn as a grid.", "TBD"))

    ran = curriculum(tmp_path, environment, "lint", "--format", "concise", "records")
    assert ran.returncode == 1
    assert ran.stdout == (
        'records/module-3.1.md:10:61: warning unfinished-note: "TBD" is a placeholder; write the '
        "note or leave the cell empty\n"
    )
    assert curriculum(tmp_path, environment, "lint", "--ignore", "unfinished-note").returncode == 0
    assert "TBD" in curriculum(tmp_path, environment, "rule", "unfinished-note").stdout


@pytest.mark.parametrize(
    ("points", "answer"),
    [
        ("split-table = acme_record_rules.unfinished_note", "has the name of another rule"),
        ("lost = acme_record_rules.nowhere", "cannot be loaded"),
        ("empty = acme_record_rules", "a rule is a module with a docstring, SEVERITY and check"),
    ],
)
def test_a_rule_that_cannot_be_used_is_told(tmp_path: Path, points: str, answer: str) -> None:
    environment = installed(tmp_path, f"[curriculum.rules]\n{points}\n")
    (tmp_path / "module-3.1.md").write_text(RECORD)
    ran = curriculum(tmp_path, environment, "lint")
    assert ran.returncode == 2
    assert answer in ran.stderr
