"""`new module`: a record to begin with, clean and canonical in its course, nothing invented."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.config.settings import Settings
from curriculum.course.course import course_of
from curriculum.fix.new_record import NewLesson, NewModule, Refused, new_record
from curriculum.read import read_bytes
from tests.conftest import RECORD, Ran
from tests.strategies import texts

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


def put_off(course: Path, *items: str) -> None:
    """Adds items to what the first lesson of the last module leaves out."""
    earlier = course / "module-8.5.md"
    label = "**What is NOT covered:**\n"
    listed = label + "".join(f"- {item}\n" for item in items)
    earlier.write_text(earlier.read_text().replace(label, listed, 1))


def clean(run: Run, records: int = 10) -> bool:
    linted = run("lint")
    assert linted.out == f"No problems in {records} records.\n"
    return run("format", "--check", "--canonical").code == 0


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("yaml", "yaml")])
def test_it_is_clean_and_canonical_in_its_course(run: Run, form: str, ending: str) -> None:
    ran = run("new", "module", "9.1", "Sound", *LESSONS, "--format", form)
    assert (ran.code, ran.err) == (0, f'wrote "notes/module-9.1.{ending}"\n')
    assert clean(run)
    assert run("show", "waves").out.startswith("Lesson 9.1.2 Waves | Mel Bands (waves)\n")
    assert "Status:   Planned (2 lessons)" in run("show", "9.1").out


@pytest.mark.usefixtures("course")
def test_it_teaches_nothing_and_has_no_models_yet(run: Run) -> None:
    before = run("state", "--format", "json").out
    run("new", "module", "9.1", "Sound", *LESSONS)
    assert run("state", "--format", "json").out == before


def test_a_module_without_lessons_and_a_lesson_without_title(run: Run, course: Path) -> None:
    assert run("new", "module", "9.1", "Sound").code == 0
    assert run("new", "module", "9.2", "Speech", "--lesson", "two-voices").code == 0
    assert clean(run, records=11)
    assert "### Lesson 1 (two-voices)\n" in (course / "module-9.2.md").read_text()


def test_what_was_put_off_stands_with_the_lesson_that_it_names(run: Run, course: Path) -> None:
    put_off(
        course,
        "Pitch (deferred to Module 9.1)",
        "Mel bands (deferred to 9.1.2)",
        "Hiss (Module 9.1 if it exists)",
        'The "Echo" picture (deferred to hearing-noise)',
        "Loudness (deferred to Module 9.2)",
        "Timbre (deferred to 9.1.7)",
    )
    run("new", "module", "9.1", "Sound", *LESSONS)
    head, hearing, waves = (course / "module-9.1.md").read_text().split("### Lesson ")
    source = "put off in 8.5.1 (edit-by-instruction)"
    assert [line for line in head.splitlines() if line.startswith("- ")] == [
        f"- Pitch, {source}",
        f"- Hiss, {source}, if it exists",
        f"- Timbre, {source}",
    ]
    assert f'**Promised earlier:**\n- The "Echo" picture, {source}\n' in hearing
    assert f"**Promised earlier:**\n- Mel bands, {source}\n" in waves
    assert "Loudness" not in head + hearing + waves
    found = run("lint", "--format", "concise").out.splitlines()
    assert [line for line in found if line.startswith("notes/module-9.1")] == []


def test_a_row_is_a_source_and_says_what_it_is_about(run: Run, folder: Path) -> None:
    record = RECORD.replace("Drawn as a grid.", "only previewed, deferred to Module 3.2.")
    (folder / "module-3.1.md").write_text(record)
    run("new", "module", "3.2", "Averages")
    written = (folder / "module-3.2.md").read_text()
    assert "- Sample space, put off in 3.1.1 (sample-spaces)\n" in written


def test_a_later_record_puts_nothing_off_to_an_earlier_module(run: Run, course: Path) -> None:
    put_off(course, "Pitch (deferred to Module 5.1)")
    run("new", "module", "5.1", "Sound")
    assert "Pitch" not in (course / "module-5.1.md").read_text()


def test_fields_that_the_house_requires_are_there(run: Run, course: Path) -> None:
    house = course.parent / ".curriculum.yaml"
    house.write_text("records: [notes]\nrequired-fields: [Notebook, What was taught]\n")
    run("new", "module", "9.1", "Sound", *LESSONS)
    assert not [line for line in run("lint").out.splitlines() if "module-9.1" in line]
    text = (course / "module-9.1.md").read_text()
    assert text.count("**Notebook:** To be decided.\n") == 2
    assert text.count("**Concepts taught:**") == 2


def test_the_first_record_of_a_course_makes_its_folder(run: Run, folder: Path) -> None:
    (folder / ".curriculum.yaml").write_text("records: [course/notes]\n")
    assert run("new", "module", "1.1", "Sound").code == 0
    written = folder / "course" / "notes" / "module-1.1.md"
    assert read_bytes(written.read_bytes(), "x.md").record.title == "Sound"
    assert [file.name for file in written.parent.iterdir()] == ["module-1.1.md"]
    mask = os.umask(0)
    os.umask(mask)
    assert written.stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("8.5", "Sound"), "the course has module 8.5 already, at notes/module-8.5.md:1"),
        (("9", "Sound"), '"9" is no number of a module'),
        (("9.1.1", "Sound"), '"9.1.1" is no number of a module'),
        (("9.01", "Sound"), '"9.01" is no number of a module'),
        (("9.1", " "), "a module needs a title"),
        (("9.1", "S", "--lesson", "Waves=W"), '"Waves" is no slug'),
        (("9.1", "S", "--lesson", "../waves=W"), '"../waves" is no slug'),
        (("9.1", "S", "--lesson", "2024=W"), '"2024" is no slug'),
        (("9.1", "S", "--lesson", "recap=Recap"), '"recap" would not be read as the slug'),
        (("9.1", "S", "--lesson", "a-b=(Lesson 3)"), '"(Lesson 3)" cannot be the title'),
        (("9.1", "S", "--lesson", "a-b=T | (x) -- y"), '"T | (x) -- y" cannot be the title'),
        (("9.1", "a*b*c"), "the title of the module would not lint clean: in "),
        (("9.1", "S", "--lesson", "a-b=A\x01"), 'title of "a-b" would not lint clean: a control'),
        (("9.1", "S\udcff"), "bytes that are no UTF-8; type it again"),
        (("9.1", "S", "--lesson", "a=A", "--lesson", "a=B"), 'two lessons are called "a"'),
        (("9.1", "S", "--lesson", "u-net-denoiser=U"), '"u-net-denoiser" already, 6.1.1 at'),
        (("9.1", "S", "--format", "markdwn"), "did you mean markdown?"),
        (("9.1", "S", "--output", "notes/module-9.1.txt"), "would not be found as a record"),
        (("9.1", "S", "--output", "notes/module-8.5.md"), "is there already and is not replaced"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    run: Run, course: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = {file.name: file.read_bytes() for file in course.iterdir()}
    ran = run("new", "module", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert {file.name: file.read_bytes() for file in course.iterdir()} == before


def test_another_thing_than_a_module_is_told(run: Run) -> None:
    ran = run("new", "modul", "9.1", "Sound")
    assert ran.code == 2
    assert 'there is no command "modul"; did you mean module?' in ran.err


def test_a_link_that_leads_nowhere_is_not_replaced(run: Run, course: Path) -> None:
    (course / "module-9.1.md").symlink_to("gone.md")
    ran = run("new", "module", "9.1", "Sound")
    assert (ran.code, (course / "module-9.1.md").is_symlink()) == (2, True)
    assert not (course / "gone.md").exists()


def test_of_several_folders_none_is_guessed(run: Run, folder: Path) -> None:
    (folder / ".curriculum.yaml").write_text("records: [one, two]\n")
    ran = run("new", "module", "9.1", "Sound")
    assert ran.code == 2
    assert ran.err == (
        'records are kept in several folders, "one", "two"; name a file with --output\n'
    )
    assert run("new", "module", "9.1", "Sound", "--output", "two/module-9.1.md").code == 0
    assert (folder / "two" / "module-9.1.md").is_file()


SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
LINES = texts.map(lambda text: " ".join(text.split()))


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    LINES, st.lists(st.tuples(SLUGS, LINES), max_size=4), st.sampled_from(["Notebook", "Review"])
)
def test_any_words_are_refused_or_come_back_as_they_were(
    title: str, lessons: list[tuple[str, str]], required: str
) -> None:
    wanted = tuple(NewLesson(slug, name or None) for slug, name in lessons)
    course = course_of([], Settings(required_fields=(required,)))
    module = NewModule("9.1", title, wanted)
    with contextlib.suppress(Refused):
        reading = new_record(course, module)
        is_as_wanted(reading.source.data, module)


def is_as_wanted(data: bytes, module: NewModule) -> None:
    record = read_bytes(data, "module-9.1.md").record
    assert (record.module, record.title) == (module.number, module.title)
    lessons = [NewLesson(lesson.slug or "", lesson.title) for lesson in record.lessons]
    assert lessons == list(module.lessons)
    assert not record.concepts
    assert not any(lesson.concepts_taught for lesson in record.lessons)


@pytest.mark.parametrize(
    ("there", "made"),
    [
        ("series-3/module-3-1/record.md", "series-9/module-9-2/record.md"),
        ("module-3.1.md", "module-9.2.md"),
        ("s3/m1/record.md", "s9/m2/record.md"),
        ("probability/record.md", "module-9.2.md"),
    ],
)
def test_the_path_follows_the_records_that_are_there(
    folder: Path, run: Callable[..., Ran], there: str, made: str
) -> None:
    (folder / "pyproject.toml").write_text('[tool.curriculum]\nrecords = ["records"]\n')
    record = folder / "records" / there
    record.parent.mkdir(parents=True)
    record.write_text(RECORD)
    ran = run("new", "module", "9.2", "Consistency")
    assert ran.code == 0
    assert (folder / "records" / made).exists()
    assert ("named as the records that are there" in ran.err) == ("/m" in made)
