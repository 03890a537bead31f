"""What a YAML file can do to its reader: each trap gets one clear sentence, and does no harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.claims.passages import passages_of
from curriculum.claims.read_claims import claims_of
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.read import read_bytes
from curriculum.yaml.nodes import read_tree
from curriculum.yaml.text import offsets, replaced
from tests.test_yaml_records import HAND_WRITTEN, markdown_of, problems_of

HEAD = 'module: "3.1"\ntitle: Probability\n'
TRAPS = {
    "a list": ("- module\n", 1, 1, "this is no record"),
    "a word": ("module\n", 1, 1, "this is no record"),
    "nothing": ("", 1, 1, "this is no record"),
    "a second title": (f"{HEAD}title: B\n", 3, 1, '"title" is given a second time'),
    "a tag": (f"{HEAD}goal: !!python/object:os.system x\n", 3, 7, 'a tag "!!python/object'),
    "an alias": (f"{HEAD}goal: *title\n", 3, 7, 'an alias "*title"'),
    "an anchor": (f"{HEAD}goal: &goal x\n", 3, 7, 'an anchor "&goal"'),
    "bold text": (f"{HEAD}goal: **bold** text\n", 3, 7, "put text that begins with `*` in quotes"),
    "a tab": (f"{HEAD}concepts:\n\t- name: x\n", 4, 1, "a tab stands here"),
    "two documents": (f'{HEAD}---\nmodule: "3.2"\n', 3, 1, "a second document begins here"),
    "a colon": (f"{HEAD}goal: the aim: to read\n", 3, 14, "put the text in quotes"),
    "an open quote": (f'{HEAD}goal: "the aim\n', 3, 7, "never closed"),
    "an open bracket": (f"{HEAD}concepts: [{{name: x}}\ngoal: y\n", 3, 11, "is not closed"),
    "an odd indent": (f"{HEAD}lessons:\n   - slug: a\n  - slug: b\n", 5, 3, "the indent"),
    "a reserved sign": (f"{HEAD}goal: @home\n", 3, 7, 'begins with "@" needs quotes'),
    "a control character": (f"{HEAD}goal: a\0b\n", 3, 8, "U+0000"),
    "an escaped control character": (f'{HEAD}goal: "a\\0b"\n', 3, 9, "U+0000"),
    "an escaped override": (f'{HEAD}goal: "a\\u202eb"\n', 3, 9, "U+202E"),
    "half a character": (f'{HEAD}goal: "\\uD800"\n', 3, 7, "the escape of U+D800"),
    "a quote in quotes": (f"{HEAD}goal: 'it's'\n", 3, 11, "ends before this"),
    "text behind brackets": (f"{HEAD}goal: [x] is a set\n", 3, 11, "ends before this"),
    "an indented beginning": (f" {HEAD}", 2, 1, "the indent"),
    "a part that is not there": (
        f"{HEAD}extra:\n  - {{after: titel, text: x}}\n",
        4,
        13,
        'did you mean "title"?',
    ),
    "a comment in no part": (
        f"{HEAD}comments: [{{part: b, line: 1, text: '<!-- curriculum: x -->'}}]\n",
        3,
        19,
        "the record has no such part; it has title, goal, status",
    ),
    "a list with lessons": (
        f"{HEAD}mental_models: [{{text: x, form: list, established_in: a-b}}]\n",
        3,
        55,
        '"established_in" is lost where the first model has the form "list"; say it in "detail"',
    ),
    "an unknown escape": (f'{HEAD}goal: "\\d"\n', 3, 9, "a backslash in double quotes"),
    "a table as key": (f"{HEAD}{{a: b}}: c\n", 3, 1, "a list or a table cannot be a key"),
    "depth": (f"{HEAD}goal: {'[' * 100_000}\n", 3, 39, "nested more than 32 deep"),
    "a heading in a text": (
        f'{HEAD}goal: "a\\n\\n## Concept Index\\n\\n| Concept |\\n|---|\\n| x |"\n',
        3,
        7,
        'the text of "goal" would be read as another part',
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_gets_one_clear_sentence(trap: str) -> None:
    text, line, column, words = TRAPS[trap]
    found = problems_of(text, "schema-violation", "unreadable-text")
    assert [(p.span.line, p.span.column) for p in found] == [(line, column)]
    assert words in found[0].message


def test_a_bomb_costs_nothing_and_is_told_once() -> None:
    lines = [f"  k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 60)]
    bomb = f"{HEAD}extra:\n  k0: &k0 [x]\n{''.join(lines)}"
    found = problems_of(bomb, "schema-violation")
    assert [p.message.split(" stands")[0] for p in found if "stands here" in p.message] == [
        'an anchor "&k0"',
        'an alias "*k0"',
    ]


def test_words_are_text_as_they_stand() -> None:
    text = "module: 3.10\ntitle: no\ngoal: 010\nstatus: 2024-02-01\n"
    text += "concepts: [{name: 1e3, depth: on}]\n"
    record = markdown_of(text).record
    assert (record.module, record.title, record.goal) == ("3.10", "no", "010")
    assert record.status
    assert record.status.text == "2024-02-01"
    assert (record.concepts[0].name, record.concepts[0].depth_text) == ("1e3", "on")


SCALARS = (
    "plain words",
    "'it''s quoted'",
    '"a \\"b\\" \\u00e9 c"',
    "plain\n    folded\n\n    twice",
    '"quoted\n    folded \\\n    twice"',
    "|-\n    one\n      two\n\n    three",
    "|\n    one\n    two\n",
    ">-\n    one\n    two\n\n    three\n      four\n    five",
    ">\n\n    one\n    two\n\n\n    three\n",
    "|4-\n        indented\n      less",
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("scalar", SCALARS)
def test_each_character_of_a_scalar_has_its_place(scalar: str, newline: str) -> None:
    source = f"x:\n  y: {scalar}\nz: 1\n".replace("\n", newline)
    (node,) = [s for s in read_tree(source).scalars if s.text[:2] not in {"x", "y", "z", "1"}]
    places = offsets(node, source)
    assert places is not None
    assert len(places) == len(node.text) + 1
    assert places == sorted(places)
    letters = [(at, c) for at, c in zip(places, node.text, strict=False) if c.isascii()]
    assert all(source[at] in {c, "\\", "'"} for at, c in letters if not c.isspace())


@pytest.mark.parametrize("scalar", SCALARS)
def test_a_change_is_proven_or_not_made(scalar: str) -> None:
    source = f"x:\n  y: {scalar}\nz: 1\n"
    (node,) = [s for s in read_tree(source).scalars if s.text[:2] not in {"x", "y", "z", "1"}]
    for new in ("word", "it's", '"', ": ", "#", " # c", "\\", ""):
        changes = replaced(node, source, [(1, 2, new)])
        if changes is None:
            continue
        ((start, end, text),) = changes
        changed = read_tree(source[:start] + text + source[end:])
        assert not changed.mistakes
        expected = node.text[:1] + new + node.text[2:]
        assert expected.rstrip("\n") in {s.text.rstrip("\n") for s in changed.scalars}


FRAGMENTS = (
    "module: 1.1", "title: x", "concepts:", "  - name: a|b", "  - {name: x", "}", "]", "[", "- ",
    "  ",
    ": ", "? ", "&a ", "*a", "!!python/object:x ", "!x", "|", ">-", "|2", "'", '"', "\\", "\t", "#",
    "# curriculum: ignore[unknown-depth] x", "---", "...", "%YAML 1.2", "\n\n", "\r", "\u2028",
    "\x00",
    "\ufeff", "lessons:", "  - slug: a-b", "    fields:", "      - name: Review",
    "        items: [a, b]",
    "mental_models: [{text: x, form: list}]", "comments: [{part: title, line: 1, text: x}]",
    "extra: [{text: '| a |'}]", "goal: |\n  a\n\n  ## b", "@", "`", "é", "<<: x",
)  # fmt: skip
fragments = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=14)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["", "\n"]), fragments, st.binary(max_size=3))
def test_whatever_the_file_holds_there_is_a_record_and_its_places(
    between: str, found: list[str], more: bytes
) -> None:
    data = between.join(found).encode("utf-8", "surrogatepass") + more
    reading = read_bytes(data, "record.yaml")
    checked = Checker(selected((), ()), DEFAULT_SETTINGS).check(reading)
    count = len(reading.source.lines) or 1
    for problem in checked.problems:
        assert 1 <= problem.span.line <= problem.span.end_line <= count + 1
        assert problem.span.column >= 1
    assert passages_of(reading) is not None
    assert claims_of(reading).path == "record.yaml"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_record_with_a_line_gone_wrong_is_still_read(data: st.DataObject) -> None:
    lines = HAND_WRITTEN.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.sampled_from(FRAGMENTS)) + lines[at][data.draw(st.integers(0, 20)) :]
    reading = read_bytes("\n".join(lines).encode(), "record.yaml")
    Checker(selected((), ()), DEFAULT_SETTINGS).check(reading)
