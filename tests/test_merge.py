"""`curriculum merge-file` merges records by what their parts are."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.merge.blocks import blocks_of
from curriculum.merge.merge import Result, merge
from curriculum.merge.sequence import Unmergeable
from curriculum.read import read_bytes
from tests.conftest import RECORD, Ran
from tests.repository import git, new_repository
from tests.strategies import damaged, records

Run = Callable[..., Ran]
ROW = "| Conditioning | INTRODUCED | sample-spaces | Written p(y\\|x). |\n"
ITEM = "- Conditioning (INTRODUCED) -- throw tiles away.\n"
MODEL = '| "Every outcome is a tile" | sample-spaces | |\n'
LESSON = "### Lesson {n}: {title} ({slug})\n\n**Type:** STRETCH\n\n**Concepts taught:**\n- Odds\n\n"
MODELS = "## Key Mental"


def merged(base: str, ours: str, theirs: str, path: str = "module-3.1.md") -> Result:
    return merge(base.encode(), ours.encode(), theirs.encode(), path, DEFAULT_DIALECT)


def put(before: str, text: str) -> str:
    return RECORD.replace(before, text + before)


def behind(after: str, text: str) -> str:
    return RECORD.replace(after, after + text)


CLEAN = {
    "rows at one place": (behind(ROW, "| Odds | | | |\n"), behind(ROW, "| Bets | | | |\n")),
    "a row and its neighbour": (RECORD.replace(ROW, ""), RECORD.replace("grid", "board")),
    "a row first and last": (put("| Sample", "| Odds | | | |\n"), behind(ROW, "| Bets | | | |\n")),
    "items": (behind(ITEM, "- Odds\n"), behind(ITEM, "- Bets\n")),
    "models": (behind(MODEL, '| "Odds" | | |\n'), behind(MODEL, '| "Bets" | | |\n')),
    "lessons": (
        put(MODELS, LESSON.format(n=2, title="Odds", slug="odds")),
        put(MODELS, LESSON.format(n=3, title="Bets", slug="bets")),
    ),
    "fields": (
        put(MODELS, "**Notebook:** odds\n\n"),
        put(MODELS, "**Widgets:** a wheel\n\n"),
    ),
    "head and body": (RECORD.replace("can read", "reads"), RECORD.replace("tiles away", "away")),
    "a slug and an item": (
        RECORD.replace("Spaces (sample-spaces)", "Spaces (sampling)"),
        behind(ITEM, "- Odds\n"),
    ),
    "layout and words": (
        RECORD.replace("| DEVELOPED |", "|DEVELOPED  |"), RECORD.replace("grid", "board"),
    ),
    "a section and a row": (f"{RECORD}\n## Later\n\nText.\n", behind(ROW, "| Odds | | | |\n")),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), CLEAN.values(), ids=CLEAN)
def test_what_both_sides_changed_apart(ours: str, theirs: str) -> None:
    result = merged(RECORD, ours, theirs)
    assert result.conflicts == 0
    assert result == merged(RECORD, theirs, ours)
    found, base, one, other = (
        Counter(t.split()) for t in (result.data.decode(), RECORD, ours, theirs)
    )
    if "|DEVELOPED" not in ours:
        for word in {*base, *one, *other}:
            assert found[word] == one[word] + other[word] - base[word], word


CONFLICTS = {
    "a row": (
        RECORD.replace("grid", "board"), RECORD.replace("| DEVELOPED |", "| APPLIED |"),
        "| Sample space (all outcomes) | DEVELOPED | sample-spaces | Drawn as a board. |",
        "| Sample space (all outcomes) | APPLIED | sample-spaces | Drawn as a grid. |",
    ),
    "an item": (
        RECORD.replace("throw tiles", "put tiles"), RECORD.replace("throw tiles", "carry tiles"),
        ITEM.strip().replace("throw", "put"), ITEM.strip().replace("throw", "carry"),
    ),
    "a row that is gone": (RECORD.replace(ROW, ""), RECORD.replace("Written", "Said"), "",
        ROW.strip().replace("Written", "Said")),
    "a heading": (
        RECORD.replace("Sample Spaces (", "Spaces ("),
        RECORD.replace("Sample Spaces (", "Samples ("),
        "### Lesson 1: Spaces (sample-spaces)", "### Lesson 1: Samples (sample-spaces)",
    ),
    "a new row of one name": (
        behind(ROW, "| Odds | MENTIONED | | |\n"), behind(ROW, "| Odds | APPLIED | | |\n"),
        "| Odds | MENTIONED | | |", "| Odds | APPLIED | | |",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "one", "other"), CONFLICTS.values(), ids=CONFLICTS)
def test_markers_stand_round_one_thing(ours: str, theirs: str, one: str, other: str) -> None:
    result = merged(RECORD, ours, theirs)
    assert result.conflicts == 1
    lines = result.data.decode()
    expected = f"<<<<<<< ours\n{one}\n=======\n{other}\n>>>>>>> theirs\n".replace("\n\n", "\n")
    assert expected in lines


def test_rows_do_not_come_below_a_header_of_other_columns() -> None:
    wider = re.sub(r"\|\n(?=\|)", "| x |\n", RECORD, count=3)
    result = merged(RECORD, wider, behind(ROW, "| Odds | | | |\n"))
    assert result.conflicts == 1


def test_line_ends_of_the_file_are_kept() -> None:
    base = RECORD.encode().replace(b"\n", b"\r\n")
    ours = base.replace(b"grid", b"board")
    theirs = base.replace(b"tiles away", b"away")
    result = merge(base, ours, theirs, "module-3.1.md", DEFAULT_DIALECT)
    assert result == Result(ours.replace(b"tiles away", b"away"), 0)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (f"<<<<<<< x\n{RECORD}", behind(ROW, "| Odds | | | |\n")),
        (RECORD.replace("\n", "\r\n", 3), behind(ROW, "| Odds | | | |\n")),
    ],
)
def test_what_is_left_to_text(ours: str, theirs: str) -> None:
    with pytest.raises(Unmergeable):
        merged(RECORD, ours, theirs)


def attempt(base: bytes, ours: bytes, theirs: bytes) -> Result | None:
    try:
        return merge(base, ours, theirs, "module-3.1.md", DEFAULT_DIALECT)
    except Unmergeable:
        return None


NEW_LINES = ("| {0} | APPLIED | a-b-c | |", "- {0}", "{0}", "", "### Lesson 9: {0} (x-{0})",
    "**{0}:** text", "## {0}", "{0} more", "   ")  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, base: str, side: str) -> bytes:
    """New lines have words that no other side has."""
    lines = base.split("\n")
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        word = f"{side}{number}word"
        action = draw(st.sampled_from(["add", "add", "drop", "word", "move"]))
        if action == "add":
            lines.insert(at, draw(st.sampled_from(NEW_LINES)).format(word))
        elif action == "word":
            lines[at] = lines[at].replace(" ", f" {word} ", 1)
        elif len(lines) > 1:
            taken = lines.pop(at)
            if action == "move":
                lines.insert(draw(st.integers(0, len(lines))), taken)
    return "\n".join(lines).encode("utf-8", "surrogateescape")


@st.composite
def versions(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    base = draw(records())
    sides = draw(edited(base, "our")), draw(edited(base, "their"))
    return base.encode("utf-8", "surrogateescape"), *sides


def check_merge(base: bytes, ours: bytes, theirs: bytes) -> None:
    for first, second in ((ours, theirs), (base, theirs), (base, ours)):
        assert attempt(base, base, second) == Result(second, 0)
        assert attempt(first, second, first) == Result(second, 0)
    result, turned = attempt(base, ours, theirs), attempt(base, theirs, ours)
    assert (result is None) == (turned is None)
    if result is None or turned is None:
        return
    assert result.conflicts == turned.conflicts
    if not result.conflicts:
        assert result == turned
    check_words(result, base, ours, theirs)


def check_words(result: Result, *versions: bytes) -> None:
    found, base, ours, theirs = (set(data.split()) for data in (result.data, *versions))
    assert (ours - base) | (theirs - base) | (base & ours & theirs) <= found | {b"|"}
    if not result.conflicts:
        gone = {w for w in base - (ours & theirs) if re.fullmatch(rb"\w{4,}", w)}
        both = ours | theirs
        assert not {word for word in gone & found if word not in both}


@given(versions())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_word_is_lost(triple: tuple[bytes, bytes, bytes]) -> None:
    check_merge(*triple)


@pytest.mark.thorough
@given(versions())
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_word_is_lost_in_a_thousand_merges(triple: tuple[bytes, bytes, bytes]) -> None:
    check_merge(*triple)


@given(damaged())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_blocks_lose_nothing(data: bytes) -> None:
    file = read_bytes(data, "module-3.1.md")
    assert blocks_of(file).all_lines == file.source.lines


def test_disjoint_edits_commute() -> None:
    changes = [
        ("grid", "board"), ("throw tiles", "put tiles"), ("| sample-spaces | |", "| | |"),
        ("can read", "reads"), (ITEM, f"{ITEM}- Odds\n"),
    ]  # fmt: skip
    for first, second in permutations(changes, 2):
        both = RECORD.replace(*first).replace(*second)
        if ITEM not in first and ITEM not in second:
            assert merged(RECORD, RECORD.replace(*first), RECORD.replace(*second)) == Result(
                both.encode(), 0
            )


@pytest.fixture
def versions_here(folder: Path) -> Path:
    ours, theirs = CLEAN["rows at one place"]
    for name, text in (("base", RECORD), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(text)
    return folder


def merge_here(run: Run, path: str = "module-3.1.md") -> Ran:
    return run("merge-file", "base", "ours", "theirs", path)


def test_only_ours_is_written(run: Run, versions_here: Path) -> None:
    before = {p.name: p.read_bytes() for p in versions_here.iterdir() if p.name != "ours"}
    assert merge_here(run, "../../module-3.1.md") == Ran(0, "", "")
    after = {p.name: p.read_bytes() for p in versions_here.iterdir() if p.name != "ours"}
    assert after == before
    text = (versions_here / "ours").read_text()
    assert "| Odds |" in text
    assert "| Bets |" in text


def test_a_link_is_not_written_through(run: Run, versions_here: Path) -> None:
    (versions_here / "ours").rename(versions_here / "other")
    (versions_here / "ours").symlink_to("other")
    old = (versions_here / "other").read_bytes()
    ran = merge_here(run)
    assert ran.code == 2
    assert "is a link" in ran.err
    assert (versions_here / "other").read_bytes() == old


def test_text_is_merged_as_git_does(run: Run, versions_here: Path) -> None:
    (versions_here / "theirs").write_text(RECORD.replace("**Goal:**", "=======\n**Goal:**"))
    ran = merge_here(run)
    assert ran.code == 0
    assert "merged as text: there are conflict markers already" in ran.err
    assert "=======\n**Goal:**" in (versions_here / "ours").read_text()


def test_a_conflict_is_reported(run: Run, versions_here: Path) -> None:
    (versions_here / "ours").write_text(RECORD.replace("grid", "board"))
    (versions_here / "theirs").write_text(RECORD.replace("grid", "floor"))
    ran = merge_here(run)
    assert ran.code == 1
    assert 'both sides changed 1 place of "module-3.1.md"' in ran.err


def test_what_git_cannot_merge_is_left_as_it_was(run: Run, versions_here: Path) -> None:
    (versions_here / "ours").write_bytes(b"\0\r\n\r")
    ran = merge_here(run)
    assert ran.code == 2
    assert "git cannot merge the file as text" in ran.err
    assert (versions_here / "ours").read_bytes() == b"\0\r\n\r"


def test_git_merges_rows_of_two_branches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_repository(folder, monkeypatch)
    path = folder / "-module-3.1.md"  # a name that looks like an option
    (folder / ".gitattributes").write_text("*.md merge=curriculum\n")
    driver = f"{Path(sys.executable).as_posix()} -m curriculum merge-file -- %O %A %B %P"
    git("config", "merge.curriculum.driver", driver, folder=folder)
    path.write_text(RECORD)
    git("add", "-A", folder=folder)
    git("commit", "--quiet", "-m", "Begin", folder=folder)
    for branch, text in zip(("odds", "bets"), CLEAN["rows at one place"], strict=True):
        git("checkout", "--quiet", "-b", branch, "main", folder=folder)
        path.write_text(text)
        git("commit", "--quiet", "-am", branch, folder=folder)
    git("merge", "--quiet", "--no-edit", "odds", folder=folder)
    assert re.findall(r"^\| (\w+)", path.read_text(), re.MULTILINE)[:5] == [
        "Concept", "Sample", "Conditioning", "Bets", "Odds"
    ]  # fmt: skip
    git("checkout", "--quiet", "-b", "other", "main", folder=folder)
    path.write_text(RECORD.replace("Written", "Said"))
    git("commit", "--quiet", "-am", "other", folder=folder)
    path.write_text(RECORD.replace("Written", "Spoken"))
    git("checkout", "--quiet", "-B", "another", "main", "-f", folder=folder)
    path.write_text(RECORD.replace("Written", "Spoken"))
    git("commit", "--quiet", "-am", "another", folder=folder)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "--quiet", "other", folder=folder)
    assert path.read_text().count("<<<<<<<") == 1
    assert git("diff", "--name-only", "--diff-filter=U", folder=folder) == "-module-3.1.md\n"
