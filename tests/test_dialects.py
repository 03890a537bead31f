"""The examples of `docs/dialects.md`, as they stand there, and what other teams' records need."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]
PAGE = Path(__file__).parent.parent / "docs" / "dialects.md"
_FENCE = re.compile(r"^`([^`\n]+)`:\n\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, dict[str, str], str]]:
    """Each example: its heading, its files, and the report."""
    for part in PAGE.read_text().split("\n## Example: ")[1:]:
        files = {name: text for name, kind, text in _FENCE.findall(part) if kind != "text"}
        [report] = [text for _, kind, text in _FENCE.findall(part) if kind == "text"]
        yield part.split("\n")[0], files, report


EXAMPLES = list(examples())


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return [folder / name for name in files if name.endswith(".md")]


@pytest.mark.parametrize(("files", "report"), [pytest.param(*e[1:], id=e[0]) for e in EXAMPLES])
def test_an_example_is_reported_as_it_says(
    run: Run, folder: Path, files: dict[str, str], report: str
) -> None:
    write(folder, files)
    assert run("lint", "--format", "concise", "-q").out == report


@pytest.mark.parametrize("files", [pytest.param(e[1], id=e[0]) for e in EXAMPLES])
def test_an_example_is_in_its_own_canonical_form(
    run: Run, folder: Path, files: dict[str, str]
) -> None:
    records = write(folder, files)
    assert run("format", "--check").code == 0
    assert run("format", "--canonical", "--check").code == 0
    for record in records:
        assert run("render", "--stdout", str(record)).out == record.read_text()


def test_the_page_has_three_examples() -> None:
    assert len(EXAMPLES) == 3


CONFIGURED = """\
[tool.curriculum]
records = ["records"]

[tool.curriculum.dialect]
"""
HEAD = "# Module 5.1: Knots -- Record\n\n## Concept Index\n\n"


def concepts(run: Run, folder: Path, dialect: str, index: str) -> list[tuple[str, str, list[str]]]:
    """Term, depth and lessons of each concept that is read from an index."""
    write(folder, {"pyproject.toml": CONFIGURED + dialect, "records/module-5.1.md": HEAD + index})
    [module] = json.loads(run("export").out)["modules"]
    return [(one["term"], one["depth"], one["lessons"]) for one in module["concepts"]]


@pytest.mark.parametrize(
    ("cell", "lessons"),
    [
        ("first-loops", ["first-loops"]),
        ("Week 3", ["Week 3"]),
        ("Weeks 3–5", ["Week 3", "Week 4", "Week 5"]),
        ("Week 3, 5 and 7", ["Week 3", "Week 5", "Week 7"]),
        ("Week 2 (named), Week 12 (tied)", ["Week 2", "Week 12"]),
        ("10, 13", ["Week 10", "Week 13"]),
        ("09+", ["Week 09"]),
        ("**Week 3**", ["Week 3"]),
        ("[Week 3](weeks/3.md)", ["Week 3"]),
        ("[[first-loops|the first]]", ["first-loops"]),
        ("every week", []),
        ("—", []),
        ("", []),
    ],
)
def test_one_grammar_of_places(run: Run, folder: Path, cell: str, lessons: list[str]) -> None:
    index = f"| Concept | Depth | Lesson |\n|---|---|---|\n| Bowline | DEVELOPED | {cell} |\n"
    index = index.replace("|the", "\\|the")
    dialect = 'lesson-id = "Week {lesson}"\n'
    assert concepts(run, folder, dialect, index) == [("Bowline", "DEVELOPED", lessons)]
    assert "unread-cell" not in run("lint", "--format", "concise").out


def test_columns_that_are_depths(run: Run, folder: Path) -> None:
    dialect = 'ladder = ["Seen", "Tied"]\nmatrix = { "First seen" = "Seen", Tied = "Tied" }\n'
    index = (
        "| Concept | First seen | Tied |\n|---|---|---|\n"
        "| Bowline | 1 (shown) | 2–4 |\n| Hitch | — | 3 |\n"
    )
    dialect += 'lesson-id = "L{lesson}"\n'
    assert concepts(run, folder, dialect, index) == [
        ("Bowline", "Seen", ["L1"]),
        ("Bowline", "Tied", ["L2", "L3", "L4"]),
        ("Hitch", "Tied", ["L3"]),
    ]


def test_a_synonym_a_word_for_nothing_and_an_open_ladder(run: Run, folder: Path) -> None:
    dialect = 'ladder = [{ name = "Seen", also = ["S", "*"] }, "Tied"]\nnothing = ["unseen"]\n'
    index = (
        "| Concept | Depth | Lesson |\n|---|---|---|\n| Bowline | s | a-b |\n"
        "| Hitch | unseen | a-b |\n| Splice | later | a-b |\n"
    )
    found = [(term, depth) for term, depth, _ in concepts(run, folder, dialect, index)]
    assert found == [("Bowline", "Seen"), ("Hitch", None), ("Splice", None)]
    assert run("lint", "--format", "concise").out.count("unknown-depth") == 1
    concepts(run, folder, dialect + "open = true\n", index)
    assert "unknown-depth" not in run("lint", "--format", "concise").out


def test_several_concepts_in_a_cell(run: Run, folder: Path) -> None:
    index = "| Concept | Depth | Lesson |\n|---|---|---|\n| `bowline`, `hitch` | APPLIED | a-b |\n"
    found = concepts(run, folder, 'several = "`{concept}`, "\n', index)
    assert [term for term, *_ in found] == ["bowline", "hitch"]


@pytest.mark.parametrize(
    "heading", ["2. Concept Index", "📚 Concept Index", "**Concept Index**", "Concept Index {#ci}"]
)
def test_the_decoration_of_a_heading_is_no_part_of_it(run: Run, folder: Path, heading: str) -> None:
    text = HEAD.replace("Concept Index", heading).replace("# Module", "# 📚 Module", 1)
    index = "| Concept | Depth | Lesson |\n|---|---|---|\n| **Bowline** | APPLIED | a-b |\n"
    write(folder, {"records/module-5.1.md": text + index})
    [module] = json.loads(run("export", "records").out)["modules"]
    assert (module["module"], module["title"]) == ("5.1", "Knots")
    assert [one["term"] for one in module["concepts"]] == ["Bowline"]


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        ('title = "Unit {nubmer}"', 'the unknown placeholder "{nubmer}"; did you mean number?'),
        ('title = "{slug} {slug}"', 'has "{slug}" twice; delete one'),
        ('matrix = { Tied = "TIED" }', '"TIED" is not in the ladder'),
        ('several = "x"', '"several" must have "{concept}" once'),
        ('record = "week"', '"record" cannot be "week"; use one of module, lesson'),
        ("open = 3", '"open" must be true or false, not 3'),
        ('ladder = ["A", "a"]', '"ladder" has the depth "a" twice'),
        ('colums = { depth = "Level" }', 'there is no key "colums"; did you mean columns?'),
    ],
)
def test_a_dialect_that_cannot_be_meant(run: Run, folder: Path, dialect: str, said: str) -> None:
    write(folder, {"pyproject.toml": f"{CONFIGURED}{dialect}\n"})
    ran = run("lint")
    assert ran.code == 2
    assert said in ran.err
    assert "pyproject.toml:5" in ran.err


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("module-5.1.md", "# Module 5.1: Knots - Explained Simply"),
        ("plan.md", "# Module 5.1: Knots -- Plan"),
        ("summary.md", "# Module 5.1: Summary\n\n## Concept Index"),
        ("lessons/loops.md", "# Module 5.1: Knots -- Record\n\n## Concept Index"),
    ],
)
def test_other_documents_beside_records(run: Run, folder: Path, name: str, heading: str) -> None:
    index = "| Concept | Depth | Lesson |\n|---|---|---|\n| Bowline | APPLIED | a-b |\n"
    record = f"{HEAD}{index}".replace("5.1", "5.2")
    files = {"records/record.md": record, f"records/{name}": f"{heading}\n\nWords.\n"}
    write(folder, {"pyproject.toml": '[tool.curriculum]\nrecords = ["records"]\n', **files})
    assert "in 1 record" in run("lint").out
