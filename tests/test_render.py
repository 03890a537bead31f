"""Pages and regions: they say what the records say, their links lead somewhere, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from tests.conftest import RECORD, Ran, as_module

Run = Callable[..., Ran]

ROOT = Path(__file__).parent.parent
COURSE = ROOT / "docs" / "course"
CONFIGURATION = """
[tool.curriculum]
records = ["records"]

[tool.curriculum.render]
regions = ["guide.md"]
"""
REFERRING = as_module(RECORD, "3.2").replace(
    "-- throw tiles away.", "-- as in sample-spaces (3.1.1): throw tiles away."
)


@pytest.fixture
def course(folder: Path) -> Path:
    (folder / "records").mkdir()
    (folder / "pyproject.toml").write_text(CONFIGURATION)
    (folder / "guide.md").write_text("# A guide\n")
    (folder / "records" / "module-3.1.md").write_text(RECORD)
    (folder / "records" / "module-3.2.md").write_text(REFERRING)
    return folder


def page(course: Path, name: str) -> str:
    return (course / "docs" / "course" / name).read_text(encoding="utf-8")


def github_slug(text: str) -> str:
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


@cache
def anchors(text: str) -> set[str]:
    """Those of a page's headings, as GitHub numbers them."""
    found: dict[str, int] = {}
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            parts = tokens[at + 1].children or []
            plain = github_slug("".join(p.content for p in parts if p.type in WORDS))
            found[plain] = found.get(plain, -1) + 1
            if found[plain]:
                found[f"{plain}-{found[plain]}"] = 0
    return set(found)


WORDS = {"text", "code_inline"}


def targets(text: str) -> Iterator[str]:
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        for part in token.children or ():
            if part.type == "link_open":
                yield str(part.attrs["href"])


def broken_links(file: Path) -> list[str]:
    found = []
    for target in targets(file.read_text(encoding="utf-8")):
        way, _, anchor = unquote(target).partition("#")
        other = (file.parent / way).resolve() if way else file
        if not re.match("https?:", target) and not (
            other.is_file() and (not anchor or anchor in anchors(other.read_text(encoding="utf-8")))
        ):
            found.append(target)
    return found


@pytest.mark.parametrize("file", sorted(COURSE.glob("*.md")), ids=lambda file: file.name)
def test_every_link_of_our_course_leads_somewhere(file: Path) -> None:
    assert list(targets(file.read_text(encoding="utf-8")))
    assert broken_links(file) == []


def test_our_course_is_up_to_date(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    checked = run("render", "--check")
    assert (checked.code, checked.out) == (0, "")


def test_a_reference_becomes_a_link_to_its_lesson(run: Run, course: Path) -> None:
    assert run("render").code == 0
    link = "[sample-spaces (3.1.1)](module-3.1.md#lesson-1-sample-spaces-sample-spaces)"
    assert f"- Conditioning 3-2 (INTRODUCED) -- as in {link}:" in page(course, "module-3.2.md")
    used = page(course, "module-3.1.md").partition("## Used by")[2]
    assert "| [3.1.1 Sample Spaces](#lesson-1-sample-spaces-sample-spaces) |" in used
    assert "(module-3.2.md#lesson-1-sample-spaces-sample-spaces-3-2) |" in used


def test_a_second_run_writes_nothing(run: Run, course: Path) -> None:
    run("render")
    before = {file: file.stat().st_mtime_ns for file in course.rglob("*.md")}
    assert "nothing to write" in run("render").err
    assert {file: file.stat().st_mtime_ns for file in course.rglob("*.md")} == before


def test_check_shows_what_is_stale_and_writes_nothing(run: Run, course: Path) -> None:
    run("render")
    changed = RECORD.replace("Drawn as a grid.", "Drawn as a wall.")
    (course / "records" / "module-3.1.md").write_text(changed)
    before = {file: file.read_bytes() for file in course.rglob("*.md")}
    checked = run("render", "--check")
    assert checked.code == 1
    assert "--- a/docs/course/module-3.1.md\n" in checked.out
    assert "| Drawn as a wall. |" in checked.out
    assert "2 of 10 files are stale" in checked.err
    assert {file: file.read_bytes() for file in course.rglob("*.md")} == before


def test_paths_pick_module_pages_and_overviews_are_of_the_course(run: Run, course: Path) -> None:
    run("render", "records/module-3.2.md")
    names = {file.name for file in (course / "docs" / "course").iterdir()}
    assert "module-3.2.md" in names
    assert "module-3.1.md" not in names
    assert "[3.1 Probability](module-3.1.md)" in page(course, "README.md")


def test_the_order_of_paths_does_not_matter(run: Run, course: Path) -> None:
    paths = ["records/module-3.1.md", "records/module-3.2.md"]
    for name, order in (("one", paths), ("two", paths[::-1])):
        run("render", "--output", course / name, *order)
    for file in (course / "one").iterdir():
        assert file.read_bytes() == (course / "two" / file.name).read_bytes()


def test_a_page_whose_record_is_gone_is_removed(run: Run, course: Path) -> None:
    run("render")
    (course / "records" / "module-3.2.md").unlink()
    (course / "docs" / "course" / "notes.md").write_text("Ours.\n")
    assert "--- a/docs/course/module-3.2.md" in run("render", "--check").out
    assert run("render").code == 0
    assert not (course / "docs" / "course" / "module-3.2.md").exists()
    assert page(course, "notes.md") == "Ours.\n"


def test_a_hand_written_file_is_never_overwritten(run: Run, course: Path) -> None:
    pages = course / "docs" / "course"
    pages.mkdir(parents=True)
    (pages / "timeline.md").write_text("My own timeline.\n")
    refused = run("render")
    assert refused.code == 2
    assert refused.err.startswith('"docs/course/timeline.md" was not written by curriculum render')
    assert [file.name for file in pages.iterdir()] == ["timeline.md"]
    assert page(course, "timeline.md") == "My own timeline.\n"


@pytest.mark.usefixtures("course")
def test_pages_are_no_records(run: Run) -> None:
    run("render")
    linted = run("lint", "--fail-on", "never", ".")
    assert "2 records" in linted.out
    assert "docs/course" not in linted.out


HOSTILE = (
    RECORD.replace("Sample space (all", "Sample <script>alert(1)</script> ](http://x) `p|q` (all")
    .replace("Drawn as a grid.", "See [this](javascript:alert) <img src=x onerror=y> **bold")
    .replace("Probability --", "Proba]bility | <b onclick=z> --")
    .replace('"Every outcome is a tile"', '"Every | outcome ] <is> a `tile"')
)


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE.replace("`p|q`", "`p\\|q`")])
def test_hostile_text_stays_text(run: Run, course: Path, text: str) -> None:
    (course / "records" / "module-3.1.md").write_text(text)
    assert run("render").code == 0
    for file in (course / "docs" / "course").iterdir():
        rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
            file.read_text(encoding="utf-8")
        )
        tags = set(re.findall(r"<(\w+)", rendered))
        assert not tags & {"script", "img", "is", "b"}, file.name
        assert "javascript:" not in "".join(targets(file.read_text(encoding="utf-8")))
        assert broken_links(file) == []


def test_code_that_opens_in_a_comment_hides_nothing(run: Run, course: Path) -> None:
    """On the page the comment is text: a fence in it would turn code and text round."""
    text = f"{RECORD}\n<!--\n```\n-->\n\n```\n<script>alert(1)</script>\n```\n"
    (course / "records" / "module-3.1.md").write_text(text)
    run("render")
    parser = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    rendered = parser.render(page(course, "module-3.1.md"))
    assert "<code>&lt;script&gt;alert(1)" in rendered
    assert "<script>" not in rendered


def test_tables_keep_their_columns(run: Run, course: Path) -> None:
    """A pipe or a tick in a name ends no cell: what a renderer drops is in no column."""
    (course / "records" / "module-3.1.md").write_text(HOSTILE.replace("`p|q`", "`p\\|q`"))
    run("render")
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(page(course, "models.md"))
    cells = re.findall(r"<td>(.*?)</td>", rendered)
    assert [cell for cell in cells if "outcome ]" in cell]
    assert len(cells) % 3 == 0


def test_dates_that_conflict_are_marked(run: Run, course: Path) -> None:
    rows = (
        "| SD3 (Stability AI, Jun 2024: weights) | MENTIONED | sample-spaces | |\n"
        "| Kolors (Kuaishou, Jul 2024: U-Net) | MENTIONED | sample-spaces | |\n"
    )
    text = RECORD.replace("| Conditioning |", f"{rows}| Conditioning |").replace(
        "throw tiles away.", "throw tiles away, as SD3 (Oct 2022) did."
    )
    (course / "records" / "module-3.1.md").write_text(text)
    run("render")
    timeline = page(course, "timeline.md")
    lines = [line for line in timeline.splitlines() if line.startswith("| ") and "SD3" in line]
    assert [line.split(" | ")[0] for line in lines] == ["| Oct 2022", "| Jun 2024"]
    assert all(line.endswith("| **conflicting dates** |") for line in lines)
    assert (
        "    section 2024\n        Jun : SD3, conflicting dates\n        Jul : Kolors" in timeline
    )


def test_only_what_disagrees_is_marked_on_its_line(run: Run, course: Path) -> None:
    from tests.test_site import DATED

    (course / "records" / "module-3.1.md").write_text(DATED)
    run("render")
    rows = re.findall(r"^\| (\w+ \d+) \| (\w+) \|.*\| (.*) \|$", page(course, "timeline.md"), re.M)
    conflict = "**conflicting dates**"
    expected = [("Oct 2022", "SD3", conflict), ("Jun 2024", "SD3", conflict)]
    assert rows == [*expected, ("Jul 2024", "Kolors", "")]


def test_promises_are_kept_open_or_overdue(run: Run, course: Path) -> None:
    promises = (
        "\n**What is NOT covered:**\n- Conditioning 3-2 on a grid (deferred to Module 3.2)\n"
        "- Infinite barometers forever (deferred to Module 3.2)\n"
        "- Measure theory (deferred to Module 9.1)\n"
        "- Borel sets (deferred to big-spaces, small-spaces)\n\n## Key"
    )
    (course / "records" / "module-3.1.md").write_text(RECORD.replace("\n## Key", promises))
    run("render")
    told = page(course, "not-covered.md").partition("\n## [")[0]
    states = re.findall(r"^\| ([\w -]+) \| .* \| (\S+) \|$", told, re.MULTILINE)
    assert [*re.findall(r"^\| (?:Measure|Borel).*? \| .*? \| (.*?) \|", told, re.MULTILINE)] == [
        "Module 9.1",
        "big-spaces, small-spaces",
    ]
    assert states[-4:-1] == [
        ("Conditioning 3-2 on a grid", "kept"),
        ("Infinite barometers forever", "**overdue**"),
        ("Measure theory", "open"),
    ]


def test_a_page_without_anything_says_so(run: Run, course: Path) -> None:
    bare = "# Module 3.1: Bare -- Record\n\n## Concept Index\n"
    for file in (course / "records").iterdir():
        file.unlink()
    (course / "records" / "module-3.1.md").write_text(bare)
    run("render")
    assert "1 module, 0 lessons, 0 concepts." in page(course, "README.md")
    for name in ("concepts.md", "models.md", "timeline.md", "reviews.md", "misconceptions.md"):
        assert page(course, name).endswith("\nThe records have none.\n"), name


def test_reviews_tell_what_is_open(run: Run, course: Path) -> None:
    review = "\n**Review history:**\n- Iteration 1: NEEDS REVISION--1 critical (a gap)\n\n## Key"
    (course / "records" / "module-3.1.md").write_text(RECORD.replace("\n## Key", review))
    run("render")
    told = page(course, "reviews.md")
    assert "| needs revision | 1: needs revision, 1 critical | a gap<br>" in told


def test_a_record_is_printed_in_canonical_words(run: Run, course: Path) -> None:
    loose = RECORD.replace("## Concept Index", "## Concepts Index").replace("- Sample", "* Sample")
    (course / "records" / "module-3.1.md").write_text(loose)
    assert run("render", "--stdout", "records/module-3.1.md").out == RECORD
    refused = run("render", "--stdout")
    assert (refused.code, "these are 2; name one" in refused.err) == (2, True)
    refused = run("render", "--stdout", "--check", "records/module-3.1.md")
    assert (refused.code, "--stdout prints a record and writes no pages" in refused.err) == (
        2,
        True,
    )


def test_a_title_that_occurs_twice_has_two_anchors(run: Run, course: Path) -> None:
    heading = "### Lesson 1: Sample Spaces (sample-spaces)\n"
    twice = RECORD.replace(
        "## Per-Lesson", f"## Lesson 1: Sample Spaces (sample-spaces)\n\n{heading}\n\n## Per-Lesson"
    )
    html = RECORD.replace("Lesson 1: Sample Spaces", "Lesson 1: Sample <b>Spaces</i></script>")
    (course / "records" / "module-3.1.md").write_text(twice)
    (course / "records" / "module-3.2.md").write_text(html.replace("Module 3.1", "Module 3.2"))
    run("render")
    for file in (course / "docs" / "course").iterdir():
        assert broken_links(file) == []
