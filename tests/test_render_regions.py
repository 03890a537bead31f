"""Regions of hand-written files are filled; the text around them is the author's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import RECORD, Ran, as_module
from tests.test_render import CONFIGURATION

Run = Callable[..., Ran]

OPEN = "<!-- curriculum:begin concepts module=3.1 depth>=DEVELOPED -->"
GUIDE = f"# A guide\n\nAbove.\n\n{OPEN}\n<!-- curriculum:end -->\n\nBelow."


@pytest.fixture
def guide(folder: Path) -> Path:
    (folder / "records").mkdir()
    (folder / "pyproject.toml").write_text(CONFIGURATION)
    (folder / "records" / "module-3.1.md").write_text(RECORD)
    (folder / "records" / "module-3.2.md").write_text(as_module(RECORD, "3.2"))
    file = folder / "guide.md"
    file.write_text(GUIDE)
    return file


def test_a_region_is_filled_and_the_rest_is_left(run: Run, guide: Path) -> None:
    assert run("render").code == 0
    text = guide.read_text()
    before, inside = text.split(f"{OPEN}\n")
    inside, after = inside.split("<!-- curriculum:end ")
    assert (before, after[12:]) == ("# A guide\n\nAbove.\n\n", " -->\n\nBelow.")
    assert "| [Sample space](docs/course/concepts.md#sample-space) | DEVELOPED |" in inside
    assert "Conditioning" not in inside
    assert "3-2" not in inside


def test_line_ends_and_a_byte_order_mark_stay(run: Run, guide: Path) -> None:
    guide.write_bytes(b"\xef\xbb\xbf" + GUIDE.replace("\n", "\r\n").encode())
    run("render")
    data = guide.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# A guide\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") > GUIDE.count("\n")


def test_a_region_in_a_list_stays_in_it(run: Run, guide: Path) -> None:
    """Its comments are the author's: what stands before them is not touched."""
    text = GUIDE.replace(OPEN, f"- an item\n\n  {OPEN}").replace(
        "<!-- curriculum:end", "  <!-- curriculum:end"
    )
    guide.write_text(text)
    run("render")
    inside = guide.read_text().partition(f"  {OPEN}\n")[2].partition("\n\nBelow.")[0]
    assert "Sample space" in inside
    assert all(line.startswith("  ") for line in inside.splitlines() if line)
    assert run("render", "--check").code == 0


def test_a_hand_edit_is_told_before_it_is_replaced(run: Run, guide: Path) -> None:
    run("render")
    filled = guide.read_text()
    guide.write_text(filled.replace("| DEVELOPED |", "| MASTERED |"))
    edited = 'guide.md:5: the region "concepts" was edited by hand'
    checked = run("render", "--check")
    assert (checked.code, "-| [Sample space]" in checked.out) == (1, True)
    assert edited in checked.err
    assert "MASTERED" in guide.read_text()
    assert edited in run("render").err
    assert guide.read_text() == filled


def test_what_changed_in_the_records_is_no_hand_edit(run: Run, guide: Path) -> None:
    run("render")
    (guide.parent / "records" / "module-3.1.md").write_text(RECORD.replace("Sample", "Event"))
    rendered = run("render")
    assert "Event space" in guide.read_text()
    assert "by hand" not in rendered.err


def test_text_that_was_there_before_is_told_as_well(run: Run, guide: Path) -> None:
    guide.write_text(GUIDE.replace(OPEN, f"{OPEN}\nDear to somebody.\n"))
    assert "guide.md:5: the region" in run("render").err
    assert "Dear" not in guide.read_text()


@pytest.mark.parametrize(
    "region",
    [
        "index series=3",
        "map",
        "lessons module=3.2",
        "concepts lesson=3.1.1 depth=INTRODUCED",
        "models lesson=sample-spaces",
        "timeline",
        "reviews",
        "promises",
        "not-covered",
        "misconceptions module=3.1",
        "state before=3.2.1",
        "state",
    ],
)
def test_each_region_is_known_and_comes_to_rest(run: Run, guide: Path, region: str) -> None:
    guide.write_text(f"<!-- curriculum:begin {region} -->\n<!-- curriculum:end -->\n")
    assert run("render").code == 0
    assert "|" in guide.read_text() or "flowchart" in guide.read_text()
    assert run("render", "--check").code == 0


@pytest.mark.parametrize(
    ("region", "message"),
    [
        ("concept", 'there is no region "concept"; did you mean concepts?'),
        ("", 'there is no region ""; write one of index, map, lessons,'),
        ("reviews depth>=APPLIED", 'there is no parameter "depth"; it takes series, module'),
        ("concepts modul=3.1", 'there is no parameter "modul"; did you mean module?'),
        ("concepts module=3.9", 'there is no module "3.9" in this course; did you mean 3.'),
        ("concepts depth>=DEVELOPD", "did you mean DEVELOPED?"),
        ("concepts depth=APPLIED depth>=DEVELOPED", '"depth" is given twice; write it once'),
        ("concepts module>=3.1", '"module>=3.1" has no order; write module=3.1'),
        ("concepts 3.1", '"3.1" is no parameter; write it like series=…'),
        ("state before=sample-spcaes", "did you mean sample-spaces?"),
    ],
)
def test_a_wrong_region_is_refused_in_one_sentence(
    run: Run, guide: Path, region: str, message: str
) -> None:
    guide.write_text(f"Text.\n\n<!-- curriculum:begin {region} -->\n<!-- curriculum:end -->\n")
    refused = run("render")
    assert refused.code == 2
    assert refused.err.startswith("guide.md:3: ")
    assert message in refused.err
    assert refused.err.count("\n") == 1
    assert not (guide.parent / "docs").exists()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<!-- curriculum:begin models -->\n", 1, "this region is not closed; write"),
        ("a\n<!-- curriculum:end -->\n", 2, "this ends a region that was not begun"),
        (
            "<!-- curriculum:begin models -->\n<!-- curriculum:begin map -->\n",
            2,
            "a region begins here, and that of line 1 is not closed",
        ),
        ("> <!-- curriculum:begin map -->\n", 1, "this comment of a region cannot be read"),
        ("a\n<!-- Curriculum:Begin map -->\n", 2, "this comment of a region cannot be read"),
        ("<!-- curriculum:begin map --> <!-- curriculum:end -->\n", 1, "this comment of a region"),
    ],
)
def test_regions_that_do_not_pair_are_refused(
    run: Run, guide: Path, text: str, line: int, message: str
) -> None:
    guide.write_text(text)
    refused = run("render", "--check")
    assert refused.code == 2
    assert refused.err.startswith(f"guide.md:{line}: {message}")
    assert guide.read_text() == text


def test_a_region_that_is_shown_in_code_is_none(run: Run, guide: Path) -> None:
    text = f"```markdown\n{OPEN}\n<!-- curriculum:end -->\n```\n\nLike `{OPEN}`.\n"
    guide.write_text(text)
    assert run("render").code == 0
    assert guide.read_text() == text


def test_regions_are_found_by_globs_and_a_missing_file_is_named(run: Run, guide: Path) -> None:
    file = guide.parent / "pyproject.toml"
    file.write_text(CONFIGURATION.replace("guide.md", "gu*.md"))
    run("render")
    assert "Sample space" in guide.read_text()
    file.write_text(CONFIGURATION.replace("guide.md", "gide.md"))
    refused = run("render")
    assert refused.code == 2
    assert 'there is no file "gide.md"' in refused.err
