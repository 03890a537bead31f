"""The YAML twin: it says what the Markdown says, and is judged, mended and shown like it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from curriculum.check.engine import Checker
from curriculum.check.registry import selected
from curriculum.check.rule import Reads
from curriculum.claims.passages import passages_of
from curriculum.claims.read_claims import claims_of
from curriculum.config.dialect import DEFAULT_DIALECT
from curriculum.config.settings import DEFAULT_SETTINGS
from curriculum.model.as_data import LAYOUT_KEYS, as_data, same_words_aside
from curriculum.model.record import Record
from curriculum.model.record_file import RecordFile
from curriculum.problem import Problem, Span
from curriculum.read import read_bytes
from curriculum.write.proof import Unproven, rendered
from curriculum.yaml.file import YamlRecordFile
from curriculum.yaml.proof import as_yaml
from curriculum.yaml.remedies import in_yaml_words
from tests.conftest import RECORD, Ran
from tests.strategies import damaged

Run = Callable[..., Ran]

OWN = sorted((Path(__file__).parent.parent / "records").glob("*.md"))

HAND_WRITTEN = """\
# A record that somebody keeps by hand.
title: 'What''s a "Sample"?'   # the title comes first here
module: "3.1"
status: Complete (1 of 1 lesson built)
concepts:
  # curriculum: ignore[mangled-emphasis] the stars are meant
  - {name: "a*b*c \\u2013 the product", depth: "DEVELOPD", lesson: sample-spaces}   # flow
  - depth: 'INTRODUCED'
    name: >-
      Conditioning (on a
      token such as <bos>)
    lesson: sample-spaces

lessons:
  - slug: sample-spaces
    fields:
      - name: What was taught
        items: [Conditioning (DEVELOPED), "Product (DEVELOPED)"]
      # curriculum: ignore[date-order] nothing is dated here
      - name: Notes
        text: |
          First line.

          Second paragraph about <eos>.
"""


def markdown_of(yaml: str) -> RecordFile:
    return read_bytes(yaml.encode(), "record.yaml").as_markdown


def twins(data: bytes) -> tuple[RecordFile, str, RecordFile]:
    """A Markdown record, its YAML, and what is read from that."""
    reading = read_bytes(data, "record.md")
    yaml = as_yaml(reading, DEFAULT_DIALECT)
    return reading, yaml, read_bytes(yaml.encode(), "record.yaml")


def assert_same(data: bytes) -> None:
    reading, yaml, again = twins(data)
    assert rendered(again, DEFAULT_DIALECT) == rendered(reading, DEFAULT_DIALECT)
    assert same_words_aside(reading.record, again.record)
    assert_same_as_markdown(again, yaml)


def assert_same_as_markdown(reading: RecordFile, yaml: str) -> None:
    """The other direction: YAML, its Markdown, and back."""
    markdown = read_bytes(rendered(reading, DEFAULT_DIALECT).encode(), "record.md")
    assert same_words_aside(markdown.record, reading.record)
    assert as_yaml(markdown, DEFAULT_DIALECT) == yaml


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_own_records_survive_the_round_trip(file: Path) -> None:
    assert_same(file.read_bytes())


@pytest.mark.thorough
def test_each_record_of_the_corpus_survives_in_both_directions(corpus: Path) -> None:
    files = sorted((corpus / "records").glob("*.md"))
    for file in files:
        assert_same(file.read_bytes())
    assert files


def test_the_corpus_survives_the_round_trip(corpus: Path, run: Run, folder: Path) -> None:
    """Through the command line, byte for byte."""
    for file in sorted((corpus / "records").glob("*.md")):
        twin = folder / f"{file.stem}.yaml"
        assert run("export", file, "--format", "yaml", "--output", twin).code == 0
        expected = run("render", file, "--stdout")
        assert expected.code == 0
        assert run("render", twin, "--stdout") == expected


def round_trip(data: bytes) -> None:
    """What canonical Markdown can say, YAML can say; what neither can is named, not written."""
    reading = read_bytes(data, "record.md")
    try:
        expected = rendered(reading, DEFAULT_DIALECT)
    except Unproven:
        return
    yaml = as_yaml(reading, DEFAULT_DIALECT)
    again = read_bytes(yaml.encode(), "record.yaml")
    assert rendered(again, DEFAULT_DIALECT) == expected
    assert same_words_aside(reading.record, again.record)
    markdown = read_bytes(expected.encode(), "record.md")
    assert as_yaml(markdown, DEFAULT_DIALECT) == yaml


quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
test_generated_records_survive_the_round_trip = quick(given(damaged())(round_trip))
test_a_thousand_generated_records_survive = pytest.mark.thorough(
    thorough(given(damaged())(round_trip))
)


def found_in(readings: Iterable[RecordFile]) -> list[tuple[str, str, str, bool]]:
    rules = [rule for rule in selected((), ()) if rule.reads is Reads.RECORD]
    checked = Checker(rules, DEFAULT_SETTINGS).check_course(list(readings))
    return sorted(
        (p.rule, p.subject, without_places(p.message), p.fix is not None)
        for result in checked.values()
        for p in result.problems
    )


def without_places(message: str) -> str:
    return in_yaml_words(re.sub(r"(line |:)\d+", r"\1…", message.replace(".yaml", ".md")))


def test_the_corpus_is_judged_alike(corpus: Path) -> None:
    files = sorted((corpus / "records").glob("*.md"))
    originals = [read_bytes(file.read_bytes(), file.name) for file in files]
    markdown = [
        read_bytes(rendered(reading, DEFAULT_DIALECT).encode(), reading.source.path)
        for reading in originals
    ]
    yaml = [
        read_bytes(as_yaml(reading, DEFAULT_DIALECT).encode(), f"{file.stem}.yaml")
        for file, reading in zip(files, originals, strict=True)
    ]
    assert found_in(yaml) == found_in(markdown)
    assert found_in(yaml)


def test_exported_yaml_is_for_people(run: Run, folder: Path) -> None:
    long = " ".join(["Every outcome is a tile, and tiles are thrown away."] * 4)
    (folder / "record.md").write_text(RECORD.replace("Drawn as a grid.", long), encoding="utf-8")
    text = run("export", "record.md", "--format", "yaml").out
    assert text.startswith('module: "3.1"\ntitle: Probability\ngoal: The student can')
    assert "    notes: >-\n      Every outcome is a tile," in text
    assert "  - slug: sample-spaces\n    title: Sample Spaces\n    fields:\n" in text
    for derived in ("concepts_taught", "span", "path", "number", "depth_text", "null"):
        assert derived not in text
    assert max(map(len, text.split("\n"))) <= 100


def test_show_state_and_export_take_it(run: Run, folder: Path) -> None:
    (folder / "a.md").write_text(RECORD, encoding="utf-8")
    assert run("export", "a.md", "--format", "yaml", "--output", "b.yaml").code == 0
    for command in (["state"], ["show", "Conditioning"], ["show", "3.1.1"]):
        one, other = (run(*command, "--format", "json", file) for file in ("a.md", "b.yaml"))
        assert without_layout(json.loads(other.out)) == without_layout(json.loads(one.out))
    exported = json.loads(run("export", "b.yaml").out)["modules"][0]
    original = json.loads(run("export", "a.md").out)["modules"][0]
    assert without_layout(exported) == without_layout(original)
    (folder / "a.md").unlink()
    lines = (folder / "b.yaml").read_text(encoding="utf-8").split("\n")
    at = exported["concepts"][1]["span"]
    assert lines[at["line"] - 1][at["column"] - 1 :] == "name: Conditioning"
    assert f"b.yaml:{at['line']}" in run("show", "Conditioning", "b.yaml").out


def without_layout(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: without_layout(entry)
            for key, entry in value.items()
            if key not in LAYOUT_KEYS | {"line"}
        }
    return [without_layout(entry) for entry in value] if isinstance(value, list) else value


def text_at(reading: RecordFile, span: Span) -> str:
    lines = reading.source.lines[span.line - 1 : span.end_line]
    cut = [*lines[:-1], lines[-1][: span.end_column - 1]]
    return "\n".join([cut[0][span.column - 1 :], *cut[1:]])


def test_every_span_is_the_authors_text() -> None:
    reading = read_bytes(HAND_WRITTEN.encode(), "record.yaml")
    record: Record = reading.record
    assert text_at(reading, claims_of(reading).head) == '"3.1"'
    assert text_at(reading, record.concepts[0].span).startswith('{name: "a*b*c')
    assert text_at(reading, record.concepts[0].span).endswith("sample-spaces}")
    assert text_at(reading, record.concepts[1].span).startswith("depth: 'INTRODUCED'\n")
    assert text_at(reading, record.lessons[0].span).startswith("slug: sample-spaces\n")
    assert text_at(reading, record.lessons[0].fields[0].span).startswith("name: What was")
    taught = record.lessons[0].concepts_taught
    assert [text_at(reading, concept.span) for concept in taught] == [
        "Conditioning (DEVELOPED)",
        '"Product (DEVELOPED)"',
    ]


def test_passages_begin_where_their_text_does() -> None:
    reading = read_bytes(HAND_WRITTEN.encode(), "record.yaml")
    places = {p.text: (p.line, p.column) for p in passages_of(reading)}
    lines = reading.source.lines
    for text in ("Second paragraph about <eos>.", "Conditioning (DEVELOPED)", "sample-spaces"):
        line, column = places[text]
        assert lines[line - 1][column - 1 :].startswith(text)


def problems_of(text: str, *rules: str) -> list[Problem]:
    reading = read_bytes(text.encode(), "record.yaml")
    checker = Checker(selected(rules, ()), DEFAULT_SETTINGS)
    return list(checker.check(reading).problems)


def test_problems_stand_at_the_very_characters() -> None:
    reading = read_bytes(HAND_WRITTEN.encode(), "record.yaml")
    found = problems_of(HAND_WRITTEN, "swallowed-html", "unknown-depth")
    assert [text_at(reading, problem.span) for problem in found] == ["DEVELOPD", "<bos>", "<eos>"]


def test_remedies_are_those_of_yaml() -> None:
    """Whatever is missing is asked for in the words of the file."""
    text = 'module: "3.1"\nlessons:\n  - title: Sample Spaces\n'
    rules = ("missing-goal", "missing-status", "missing-section", "lesson-without-slug")
    messages = [problem.message for problem in problems_of(text, *rules, "lesson-without-concepts")]
    keys = ("goal:", "status:", "concepts:", "slug:", "Concepts taught")
    assert len(messages) == len(keys)
    assert all(any(f"`{key}" in message for message in messages) for key in keys)
    assert not any("**" in message or "##" in message for message in messages)


TAUGHT = """\
concepts:
  - {name: Overfitting, depth: DEVELOPED, lesson: training}
  - {name: Weight decay, depth: DEVELOPED, lesson: training}
lessons:
  - slug: training
    fields:
      - name: Concepts taught
        items: [Overfitting (DEVELOPED), Batch statistics (INTRODUCED)]
"""
REWORDED = {
    "empty-cell": "concepts: [{name: A, lesson: a-b}]\n",
    "lesson-type-mismatch": (
        "lessons: [{slug: a-b, remark: STRETCH, fields: [{name: Type, text: BUILD}]}]\n"
    ),
    "unknown-section": "extra: [{after: goal, text: '## Open Questions'}]\n",
    "unknown-suppression": "goal: x  # curriculum: ignore[unknown-depth]\n",
    "concept-not-in-index": TAUGHT,
    "concept-not-in-summary": TAUGHT,
    "duplicate-concept": (
        "concepts:\n  - {name: Arch, depth: APPLIED, lesson: a-b}\n"
        "  - {name: Arch, depth: APPLIED, lesson: a-b}\n"
    ),
    "lesson-without-summary": (
        "concepts: [{name: Arch, depth: APPLIED, lesson: a-c}]\n"
        "lessons: [{slug: a-b, fields: [{name: Concepts taught, items: [Arch (APPLIED)]}]}]\n"
    ),
    "duplicate-section": (
        "concepts: [{name: Arch, depth: APPLIED, lesson: a-c}]\n"
        "extra: [{after: 'concepts[1]', text: '## Concept Index'}]\n"
    ),
    "lesson-without-slug": (
        "concepts: [{name: Hash tables, depth: APPLIED, lesson: hash-tables}]\n"
        "lessons: [{title: Hash Tables}]\n"
    ),
}


@pytest.mark.parametrize("rule", REWORDED)
def test_what_is_said_of_markdown_is_said_of_yaml(rule: str) -> None:
    found = problems_of(f'module: "3.1"\ntitle: A\n{REWORDED[rule]}', rule)
    assert len(found) == 1
    said = [found[0].message, *(place.message for place in found[0].related)]
    said += [found[0].fix.title] if found[0].fix else []
    for markdown in ("row", "column", "heading", "under one of", "<!--", "**", "##"):
        assert not [text for text in said if markdown in text]


def test_a_required_field_is_asked_for_by_its_key() -> None:
    asking = replace(DEFAULT_SETTINGS, required_fields=("Notebook",))
    reading = read_bytes(HAND_WRITTEN.encode(), "record.yaml")
    found = Checker(selected(("missing-field",), ()), asking).check(reading).problems
    assert [p.message.partition("; ")[2] for p in found] == [
        "add one with `name: Notebook` to `fields:`"
    ]


def test_a_second_section_stands_where_it_is_written() -> None:
    text = f"{HAND_WRITTEN}extra: [{{after: 'concepts[1]', text: '## Concept Index'}}]\n"
    found = problems_of(text, "duplicate-section")
    lines = text.split("\n")
    assert [lines[p.span.line - 1][:6] for p in found] == ["extra:"]
    assert lines[found[0].related[0].span.line - 1] == "concepts:"


PLANNED = """\
module: "9.1"
title: Consistency
status: Planned (1 lesson)
concepts: []
lessons: [{slug: one-step, title: One Step, fields: [{name: Notes, text: None yet.}]}]
mental_models: []
extra:
  - {after: mental_models, text: x}
  - {after: 9.1.1, text: "## Plans\\n\\nA paragraph about <bos>."}
  - {after: title, text: "A line about <eos>."}
"""


def test_an_empty_list_is_a_section_without_entries(run: Run, folder: Path) -> None:
    text = PLANNED.replace("  - {after: mental_models, text: x}\n", "")
    (folder / "record.yaml").write_text(text, encoding="utf-8")
    rules = "schema-violation,missing-section,duplicate-section"
    assert run("lint", "record.yaml", "--select", rules, "--fail-on", "info").code == 0
    markdown = run("render", "record.yaml", "--stdout").out
    for heading in ("## Concept Index\n\n| Concept", "## Key Mental Models and Analogies\n\n|"):
        assert heading in markdown
    (folder / "record.md").write_text(markdown, encoding="utf-8")
    back = run("export", "record.md", "--format", "yaml").out
    assert "concepts: []\n" in back
    assert "mental_models: []\n" in back
    assert "|--" not in back
    problems = problems_of(text, "swallowed-html")
    reading = read_bytes(text.encode(), "record.yaml")
    assert sorted(text_at(reading, problem.span) for problem in problems) == ["<bos>", "<eos>"]


def test_a_part_without_entries_is_no_place_for_more() -> None:
    found = problems_of(PLANNED, "schema-violation")
    assert [
        '"after" is "mental_models", and the record has no such part' in p.message for p in found
    ]


def test_exporting_yaml_gives_what_its_author_wrote(run: Run, folder: Path) -> None:
    """Comments, quotes, the order of the keys and what no schema knows."""
    text = HAND_WRITTEN.replace("\n", "\r\n") + "titel: x\r\n"
    (folder / "record.yaml").write_bytes(text.encode())
    assert run("export", "record.yaml", "--format", "yaml", "--output", "twin.yaml").code == 0
    assert (folder / "twin.yaml").read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("titel: x\n", 4),
        ("goal: a\ngoal: b\n", 5),
        ("concepts: none\n", 4),
        ("lessons:\n  - slug: a-b\n    fields: [{name: Type, text: {BUILD: x}}]\n", 6),
        ("comments: [{part: b, line: 1, text: '<!-- curriculum: x -->'}]\n", 4),
        ("mental_models: [{text: x, form: list, established_in: a-b}]\n", 4),
    ],
)
def test_what_markdown_would_lose_is_not_rendered(
    run: Run, folder: Path, more: str, line: int
) -> None:
    text = f'# A record.\nmodule: "3.1"\ntitle: A\n{more}'
    (folder / "record.yaml").write_text(text, encoding="utf-8")
    ran = run("render", "record.yaml", "--stdout")
    assert (ran.code, ran.out) == (1, "")
    assert f"its Markdown would not say what stands at record.yaml:{line};" in ran.err


def test_a_message_names_lines_of_this_file() -> None:
    found = problems_of(HAND_WRITTEN, "depth-mismatch")
    assert len(found) == 1
    line = found[0].related[0].span.line
    assert f"line {line}" in found[0].message
    assert "Conditioning (DEVELOPED)" in HAND_WRITTEN.split("\n")[line - 1]


def test_fixes_keep_comments_order_quotes_and_flow(run: Run, folder: Path) -> None:
    file = folder / "record.yaml"
    file.write_bytes(HAND_WRITTEN.replace("\n", "\r\n").encode())
    run("lint", "record.yaml", "--fix", "-q")
    expected = (
        HAND_WRITTEN.replace('"DEVELOPD"', '"DEVELOPED"')
        .replace("as <bos>", "as `<bos>`")
        .replace("about <eos>", "about `<eos>`")
        .replace("      # curriculum: ignore[date-order] nothing is dated here\n", "")
    )
    assert file.read_bytes().decode() == expected.replace("\n", "\r\n")


def test_a_suppression_of_two_rules_loses_one(run: Run, folder: Path) -> None:
    text = HAND_WRITTEN.replace("ignore[mangled-emphasis]", "ignore[mangled-emphasis, date-order]")
    (folder / "record.yaml").write_text(text, encoding="utf-8")
    run("lint", "record.yaml", "--fix", "--select", "mangled-emphasis,unused-suppression")
    after = (folder / "record.yaml").read_text(encoding="utf-8")
    assert "# curriculum: ignore[mangled-emphasis] the stars are meant" in after


def test_an_inferred_slug_gets_its_key(run: Run, folder: Path) -> None:
    text = HAND_WRITTEN.replace("slug: sample-spaces\n", "title: Sample Spaces\n")
    (folder / "record.yaml").write_text(text, encoding="utf-8")
    run("lint", "record.yaml", "--fix", "--unsafe-fixes", "--select", "lesson-without-slug")
    after = (folder / "record.yaml").read_text(encoding="utf-8")
    assert "  - slug: sample-spaces\n    title: Sample Spaces\n    fields:" in after


def test_format_leaves_yaml_to_its_author(run: Run, folder: Path) -> None:
    file = folder / "record.yaml"
    file.write_text(HAND_WRITTEN, encoding="utf-8")
    assert run("format", "record.yaml", "--check").code == 0
    assert run("format", "record.yaml", "--canonical").code == 0
    expected = HAND_WRITTEN.replace("What was taught", "Concepts taught")
    assert file.read_text(encoding="utf-8") == expected


def test_what_cannot_be_read_is_left_alone_and_named(run: Run, folder: Path) -> None:
    (folder / "record.yaml").write_text('module: "3.1"\ngoal: "open\n', encoding="utf-8")
    for command in (["format"], ["format", "--canonical"], ["render", "--stdout"]):
        ran = run(*command, "record.yaml")
        assert ran.code == 1
        assert "cannot be read to its end" in ran.err
    assert run("export", "--format", "yaml", "record.yaml").code == 1
    assert "schema-violation" in run("lint", "record.yaml").out


def test_comments_are_comments_in_both(run: Run, folder: Path) -> None:
    comment = "<!-- curriculum: ignore[date-order] a -->"
    text = RECORD.replace("throw tiles away.", f"throw tiles away. {comment}")
    text = text.replace("# Module", "<!-- curriculum: ignore-file[empty-cell] b -->\n\n# Module", 1)
    text = text.replace(
        "Drawn as a grid. |", "Drawn as a grid. <!-- curriculum: ignore[unknown-depth] c --> |"
    )
    (folder / "record.md").write_text(text, encoding="utf-8")
    yaml = run("export", "record.md", "--format", "yaml").out
    assert yaml.startswith("# curriculum: ignore-file[empty-cell] b\nmodule:")
    assert "throw tiles away.  # curriculum: ignore[date-order] a\n" in yaml
    assert "  # curriculum: ignore[unknown-depth] c\n  - name: Sample space" in yaml
    (folder / "record.yaml").write_text(yaml, encoding="utf-8")
    assert (
        run("render", "record.yaml", "--stdout").out == run("render", "record.md", "--stdout").out
    )


def test_a_twin_in_the_course_is_a_duplicate(run: Run, folder: Path) -> None:
    (folder / "module-a.md").write_text(RECORD, encoding="utf-8")
    run("export", "module-a.md", "--format", "yaml", "--output", "module-b.yaml")
    out = run("lint", ".", "--select", "duplicate-module", "--format", "concise").out
    assert out.startswith("module-b.yaml:1:9: error duplicate-module:")


@pytest.mark.parametrize(
    ("name", "text", "is_record"),
    [
        ("a.yaml", "module: 3.1\n", True),
        ("a.yml", '"module": 3.1\n', True),
        ("a.yaml", "modules: 3.1\n", False),
        ("a.yaml", "course:\n  module: 3.1\n", False),
        ("a.yaml", "goal: |\n  x\n module: 3.1\n", False),
        ("a.json", "module: 3.1\n", False),
    ],
)
def test_which_yaml_files_are_records(
    run: Run, folder: Path, name: str, text: str, is_record: bool
) -> None:
    (folder / "record.md").write_text(RECORD, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    exported = json.loads(run("export", ".").out)["modules"]
    assert (name in {module["path"] for module in exported}) == is_record


def test_a_yaml_file_that_was_named_and_is_no_record_gets_a_note(run: Run, folder: Path) -> None:
    (folder / "record.md").write_text(RECORD, encoding="utf-8")
    (folder / "other.yaml").write_text("name: x\n", encoding="utf-8")
    assert "it has no top-level key `module`" in run("lint", ".", "other.yaml").err


def test_a_broken_record_proves_nothing_about_others(run: Run, folder: Path) -> None:
    (folder / "module-a.md").write_text(RECORD, encoding="utf-8")
    (folder / "module-b.yaml").write_text('module: "3.1"\ngoal: "open\n', encoding="utf-8")
    out = run("lint", ".", "--format", "concise").out
    assert [line.split()[2] for line in out.splitlines() if "module-b" in line] == [
        "schema-violation:"
    ]


def test_reading_yaml_twice_gives_equal_data() -> None:
    one, other = (read_bytes(HAND_WRITTEN.encode(), "record.yaml") for _ in range(2))
    assert isinstance(one, YamlRecordFile)
    assert as_data(one.record) == as_data(other.record)


def test_an_item_without_a_name_is_no_concept() -> None:
    index = b"## Concept Index\n\n- (DEVELOPED)\n  more\n"
    record = read_bytes(b"# Module 1.1: A Title -- Record\n\n" + index, "record.md").record
    assert record.concepts == ()
    round_trip(b"# Module 1.1: A Title -- Record\n\n" + index)


@pytest.mark.parametrize(
    "items",
    [b"- Sample space (DEVELOPED)\n- Odds (INTRODUCED)\n", b"- Sample\n  space (DEVELOPED)\n"],
    ids=["a list", "a name of two lines"],
)
def test_an_index_that_is_a_list_survives(items: bytes) -> None:
    round_trip(b"# Module 1.1: A Title -- Record\n\n## Concept Index\n\n" + items)
