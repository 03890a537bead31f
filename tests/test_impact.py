"""`impact`: what a change would break is what `lint` says once it is made."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]

RECORDS = Path(__file__).parent.parent / "records"
CHANGES = (
    ("--cut", "latent-space-diffusion"),
    ("--cut", "7.4.3"),
    ("--move", "7.4.2", "--after", "6.1.2"),
    ("--move", "u-net-denoiser", "--after", "8.4.1"),
)


def copied(folder: Path) -> None:
    for file in RECORDS.glob("*.md"):
        (folder / file.name).write_bytes(file.read_bytes())


def problems(run: Run) -> list[dict[str, object]]:
    data = json.loads(run("lint", "--format", "json", "--fail-on", "never", ".").out)
    found: list[dict[str, object]] = data["problems"]
    return found


@pytest.mark.parametrize("change", CHANGES, ids=" ".join)
def test_the_prediction_is_what_lint_says_after_it(
    run: Run, folder: Path, change: tuple[str, ...]
) -> None:
    """The records are clean, so all that lint says after the change is new."""
    copied(folder)
    assert problems(run) == []
    predicted = json.loads(run("impact", *change, "--format", "json").out)
    patch = run("impact", *change, "--diff").out
    subprocess.run(["patch", "-p1", "-s"], input=patch.encode(), cwd=folder, check=True)
    assert predicted["problems"] == problems(run)
    assert predicted["gone"] == 0


def test_nothing_is_written(run: Run, folder: Path) -> None:
    copied(folder)
    before = {file: file.read_bytes() for file in folder.iterdir()}
    run("impact", "--cut", "7.4.1")
    run("impact", "--cut", "7.4.1", "--diff")
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_a_concept_that_is_taught_elsewhere_is_not_lost(run: Run, folder: Path) -> None:
    copied(folder)
    lost = json.loads(run("impact", "--cut", "6.1.2", "--format", "json").out)["lost_concepts"]
    terms = Counter(concept["term"] for concept in lost)
    assert terms["Latent scaling factor"] == 1
    assert terms["Latent diffusion"] == 0  # 6.1.1 mentions it


def test_wrong_usage_is_told(run: Run, folder: Path) -> None:
    copied(folder)
    assert run("impact").code == 2
    assert run("impact", "--move", "6.1.1").code == 2
    assert run("impact", "--cut", "6.1.9").code == 1
    same = run("impact", "--move", "6.1.1", "--after", "6.1.1")
    assert (same.code, same.err) == (2, '"6.1.1" cannot be moved behind itself\n')
