"""`curriculum server`, as an editor speaks to it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BROKEN, RECORD, Ran, as_module
from tests.language_client import Editor

pytest.importorskip("pygls", reason='pygls is not installed: pip install "curriculum[lsp]"')

Run = Callable[..., Ran]
NAME, LATER = "module-3.1.md", "module-3.2.md"
LATER_TEXT = as_module(RECORD, "3.2").replace(
    "Drawn as a grid.", "Drawn as in 3.1.1 (sample-spaces)."
)


@pytest.fixture
def editor(folder: Path) -> Iterator[Editor]:
    (folder / ".curriculum.yaml").write_text('records: ["."]\n')
    (folder / NAME).write_text(RECORD)
    (folder / LATER).write_text(LATER_TEXT)
    one = Editor(folder)
    one.open(NAME, RECORD)
    yield one
    one.end()


def place(text: str, words: str) -> tuple[int, int]:
    """Line and column from 0."""
    before = text[: text.index(words)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def lines_of(locations: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(one["uri"].rpartition("/")[2], one["range"]["start"]["line"] + 1) for one in locations]


def test_problems_are_shown_while_typing(editor: Editor) -> None:
    assert editor.settled(NAME) == []
    [problem] = [one for one in editor.change(NAME, BROKEN, 2) if one["severity"] == 1]
    assert problem["code"] == "unescaped-pipe"
    assert problem["range"]["start"] == {"line": 10, "character": 57}
    assert editor.change(NAME, RECORD, 3) == []


def test_columns_count_as_the_editor_counts(editor: Editor) -> None:
    found = editor.change(NAME, BROKEN.replace("Written", "\U0001f3b2 Written"), 2)
    assert [one["range"]["start"]["character"] for one in found if one["severity"] == 1] == [60]


def test_a_change_shows_in_other_records(editor: Editor) -> None:
    editor.settled(NAME)
    editor.change(NAME, RECORD.replace("sample-spaces", "sample-spaces-3-2"), 2)
    codes = [one["code"] for one in editor.diagnostics[editor.uri(LATER)]]
    assert "duplicate-lesson" in codes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sample-spaces)", "Lesson 3.1.1 Sample Spaces"),
        ("3.1.1 (", "Lesson 3.1.1 Sample Spaces"),
        ("Module 3.2", "Module 3.2: Probability"),
        ("Conditioning 3-2 |", "Written p(y|x)."),
        ("Every outcome is tile", "Every outcome is tile 3-2"),
    ],
)
def test_hover(editor: Editor, words: str, said: str) -> None:
    line, column = place(LATER_TEXT, words)
    if words.startswith("Module"):
        column += len("Module ")
    found = editor.at("hover", LATER, line, column + 1)
    assert said in found["contents"]["value"]


def test_definition_and_references(editor: Editor) -> None:
    line, column = place(LATER_TEXT, "3.1.1 (")
    assert lines_of(editor.at("definition", LATER, line, column)) == [(NAME, 15)]
    found = editor.at("references", LATER, line, column, context={"includeDeclaration": True})
    assert (LATER, line + 1) in lines_of(found)
    assert editor.at("definition", NAME, 0, 0) == []
    assert editor.at("hover", NAME, 5, 4) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("INTRODUCED | sample", {"MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED"}),
        ("sample-spaces | Written", {"sample-spaces", "sample-spaces-3-2"}),
        (
            "Conditioning |",
            {"Sample space", "Conditioning", "Sample space 3-2", "Conditioning 3-2"},
        ),
        ("Concepts taught", {"Type", "Cognitive load", "Concepts taught"}),
    ],
)
def test_completion(editor: Editor, words: str, expected: set[str]) -> None:
    line, column = place(RECORD, words)
    found = editor.at("completion", NAME, line, column)
    assert {one["label"] for one in found} == expected


def actions(editor: Editor, line: int) -> dict[str, Any]:
    at = {"line": line, "character": 0}
    params = {
        "textDocument": {"uri": editor.uri(NAME)},
        "range": {"start": at, "end": at},
        "context": {"diagnostics": []},
    }
    return {one["title"]: one for one in editor.ask("textDocument/codeAction", params)["result"]}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: -one["range"]["start"]["character"]):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"]]
        lines[start["line"]] = (
            line[: start["character"]] + edit["newText"] + line[end["character"] :]
        )
    return "\n".join(lines)


def test_code_actions(editor: Editor) -> None:
    editor.change(NAME, BROKEN, 2)
    found = actions(editor, 10)
    suppression = found.pop("Let unescaped-pipe pass here")
    [fix] = [one for one in found.values() if one.get("isPreferred")]
    uri = editor.uri(NAME)
    assert applied(BROKEN, fix["edit"]["changes"][uri]) == RECORD
    quiet = applied(BROKEN, suppression["edit"]["changes"][uri])
    assert [one for one in editor.change(NAME, quiet, 3) if one["code"] == "unescaped-pipe"] == []
    assert actions(editor, 0) == {}


def test_symbols(editor: Editor) -> None:
    params = {"textDocument": {"uri": editor.uri(NAME)}}
    found = editor.ask("textDocument/documentSymbol", params)["result"]
    names = [one["name"] for one in found]
    assert names[:4] == ["3.1 Probability", "Sample space", "Conditioning", "sample-spaces"]
    found = editor.ask("workspace/symbol", {"query": "conditioning 3"})["result"]
    assert [one["name"] for one in found] == ["Conditioning 3-2"]


def test_layout(editor: Editor) -> None:
    editor.change(NAME, RECORD.replace("| DEVELOPED |", "|DEVELOPED|"), 2)
    params = {
        "textDocument": {"uri": editor.uri(NAME)},
        "options": {"tabSize": 4, "insertSpaces": True},
    }
    [edit] = editor.ask("textDocument/formatting", params)["result"]
    assert edit["newText"] == RECORD
    editor.change(NAME, RECORD, 3)
    assert editor.ask("textDocument/formatting", params)["result"] == []


def test_another_slug(editor: Editor) -> None:
    line, column = place(RECORD, "sample-spaces)")
    found = editor.at("rename", NAME, line, column, newName="all-outcomes")
    texts = {NAME: RECORD, LATER: LATER_TEXT}
    for name, text in texts.items():
        edits = found["changes"][editor.uri(name)]
        done = applied(text, edits)
        assert "sample-spaces)" not in done
        assert done.count("all-outcomes") == len(edits)
    assert "sample-spaces-3-2" in applied(LATER_TEXT, found["changes"][editor.uri(LATER)])


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        ("sample-spaces)", "No slug", "is no slug"),
        ("sample-spaces)", "sample-spaces-3-2", "a lesson"),
        ("Conditioning |", "other-name", "only the slug"),
    ],
)
def test_what_is_not_renamed(editor: Editor, words: str, name: str, said: str) -> None:
    assert said in editor.at("rename", NAME, *place(RECORD, words), newName=name)


HOSTILE = (
    "",
    "\0",
    "\ud800",
    "# Module 3.1",
    "|" * 5000,
    "\u2028| a |\x0b\x85",
    "> " * 500,
    RECORD * 3,
)


def test_no_buffer_ends_the_server(editor: Editor) -> None:
    for version, text in enumerate(HOSTILE, start=2):
        editor.change(NAME, text, version)
        for method in ("hover", "definition", "completion"):
            editor.at(method, NAME, 0, 1)
            editor.at(method, NAME, 9999, 9999)
    editor.open("other.txt", "no record")
    editor.note("textDocument/didOpen", {"textDocument": {"uri": "untitled:1", "languageId": "x",
                                                          "version": 1, "text": "x"}})  # fmt: skip
    assert editor.change(NAME, RECORD, 99) == []
    assert editor.close() == 0


def shown(found: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return sorted((one["code"], one["range"]["start"]["line"] + 1, one["message"]) for one in found)


def lint(run: Run, text: str) -> list[tuple[str, int, str]]:
    ran = run("lint", "-", "--stdin-filename", NAME, "--format", "json", stdin=text.encode())
    found = json.loads(ran.out)["problems"]
    return sorted(
        (one["rule"], one["line"], one["message"]) for one in found if one["path"] == NAME
    )


EDITS = 200


@pytest.mark.thorough
def test_each_edit_shows_what_lint_says(run: Run, editor: Editor) -> None:
    check_edits(run, editor, EDITS)


def test_some_edits_show_what_lint_says(run: Run, editor: Editor) -> None:
    check_edits(run, editor, 12)


def check_edits(run: Run, editor: Editor, count: int) -> None:
    chance = random.Random(7)
    text = RECORD
    for version in range(2, count + 2):
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        column = chance.randrange(len(lines[at]) + 1)
        change = chance.choice(["drop", "double", "pipe", "word", "letter", "begin"])
        if change == "drop":
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "letter":
            lines[at] = lines[at][:column] + lines[at][column + 1 :]
        else:
            word = "|" if change == "pipe" else " 3.2.1 "
            lines[at] = lines[at][:column] + word + lines[at][column:]
        text = RECORD if change == "begin" or len(lines) < 10 else "\n".join(lines)
        assert shown(editor.change(NAME, text, version)) == lint(run, text), text
