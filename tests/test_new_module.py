"""`new module`: a record to begin with, clean and canonical in its course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

    Run = Callable[..., Ran]

RECORDS = Path(__file__).parent.parent / "records"
LESSONS = ("--lesson", 'hearing-noise=Hearing "Noise"', "--lesson", "waves=Waves | Mel Bands")


@pytest.fixture
def course(folder: Path) -> Path:
    """The project's own records, as a house would keep them."""
    (folder / ".curriculum.yaml").write_text("records: [notes]\nfail-on: info\n")
    (folder / "notes").mkdir()
    for file in RECORDS.glob("*.md"):
        (folder / "notes" / file.name).write_bytes(file.read_bytes())
    return folder / "notes"


@pytest.mark.parametrize("form", ["markdown", "yaml"])
def test_it_is_clean_and_canonical_in_its_course(run: Run, course: Path, form: str) -> None:
    ran = run("new", "module", "9.1", "Sound", *LESSONS, "--format", form)
    (file,) = course.glob("module-9.1.*")
    assert (ran.code, ran.err) == (0, f'wrote "{course / file.name}"\n')
    assert run("lint").out == "No problems in 10 records.\n"
    assert run("format", "--check", "--canonical").code == 0
    assert 'Hearing "Noise"' in run("show", "hearing-noise").out


def test_it_knows_what_was_put_off_to_it(run: Run, course: Path) -> None:
    earlier = course / "module-8.5.md"
    text = earlier.read_text().replace(
        "**What is NOT covered:**\n",
        "**What is NOT covered:**\n- Sound (deferred to Module 9.1)\n",
        1,
    )
    earlier.write_text(text)
    run("new", "module", "9.1", "Sound", *LESSONS)
    written = (course / "module-9.1.md").read_text()
    assert "**Promised earlier:**\n- Sound (edit-by-instruction, 8.5.1)\n" in written
    assert run("lint").out == "No problems in 10 records.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("8.5", "Sound"), 'module 8.5 has a record already, "notes/module-8.5.md"'),
        (("9", "Sound"), '"9" is no number of a module; write it as 9.1'),
        (("9.1", " "), '"" is no title; give one line of words'),
        (("9.1", "S", "--lesson", "Waves=W"), '"Waves" is no slug'),
        (("9.1", "S", "--lesson", "waves"), '"waves" names no title'),
        (("9.1", "S", "--lesson", "a=A", "--lesson", "a=B"), 'the slug "a" is given twice'),
        (("9.1", "S", "--lesson", "u-net-denoiser=U"), "is that of lesson 6.1.1 already"),
    ],
)
def test_what_cannot_be_is_told(
    run: Run, course: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(course.iterdir())
    ran = run("new", "module", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert sorted(course.iterdir()) == before


def test_no_file_is_overwritten(run: Run, course: Path) -> None:
    (course.parent / "mine.md").write_text("mine")
    ran = run("new", "module", "9.1", "Sound", "--output", "mine.md")
    assert (ran.code, ran.err) == (2, '"mine.md" is there already and is not overwritten\n')
    assert (course.parent / "mine.md").read_text() == "mine"
