"""Nothing on a page of cases is passed over unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case_pages import PAGES, Case, read_page, read_pages

RECORD = "```markdown\n# Module 2.1: Sorting -- Record\n```\n"
OTHER = RECORD.replace("2.1", "2.2")


def cases_of(text: str, folder: Path) -> tuple[Case, ...]:
    page = folder / "a-rule.md"
    page.write_text(text, encoding="utf-8")
    return read_page(page)[1:]


def test_a_case_of_one_record(tmp_path: Path) -> None:
    text = f"# A rule\n\n## Fires\n\n### By chance\n\nSeldom.\n\n{RECORD}\n```text\nreport\n```\n"
    (case,) = cases_of(f"{text}\nAfter `--fix`:\n\n{OTHER}\n### Again\n\n{RECORD}", tmp_path)[:1]
    assert (case.name, case.section) == ("a-rule-fires-by-chance", "Fires")
    assert case.files == {"record.md": b"# Module 2.1: Sorting -- Record\n"}
    assert case.expected("--fix") == {"record.md": b"# Module 2.2: Sorting -- Record\n"}
    assert case.expected("--fix --unsafe-fixes") == case.files
    assert case.report == "report\n"


def test_a_case_of_a_course(tmp_path: Path) -> None:
    settings = "`.curriculum.yaml`:\n\n```yaml\nexternal: []\n```\n"
    course = f"`a.md`:\n\n{RECORD}\n`b.md`:\n\n{RECORD}\n`b.md` after `--fix`:\n\n{OTHER}"
    (case,) = cases_of(f"# A rule\n\n{settings}\n## Fires\n\n### All\n\n{course}", tmp_path)
    assert case.records.keys() == {"a.md", "b.md"}
    assert case.files[".curriculum.yaml"] == b"external: []\n"
    assert [len(case.expected("--fix")), len(case.after["--fix"])] == [2, 1]


def test_what_nobody_could_see_is_written_by_its_code(tmp_path: Path) -> None:
    inner = "{byte:FF}{char:FEFF}{char:D}\n\n```text\n```\n{char:1F600}{char:20}\n"
    (case,) = cases_of(f"# A\n\n## Case\n\n````markdown\n{inner}````\n", tmp_path)
    assert case.record == b"\xff\xef\xbb\xbf\r\n\n```text\n```\n\xf0\x9f\x98\x80 \n"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("", "has no record"),
        ("`a.md`: once\n", "has no record"),
        (f"{RECORD}\n{OTHER}", "has two fences for 'record.md'"),
        (f"{RECORD}\nAfter `--fix`\n\n{OTHER}", "has two fences for 'record.md'"),
        (f"`a.md`:\n\n{RECORD}\n`b.md` after --fix:\n\n{OTHER}", "has several records"),
        (f"{RECORD}\n`b.md` after `--fix`:\n\n{OTHER}", "a record that it has not"),
        (RECORD.replace("markdown", ""), "has a fence without a label"),
        (f"{RECORD}\n```text\na\n```\n\n```text\nb\n```\n", "has two fences for 'text'"),
        (RECORD.removesuffix("```\n"), "has a fence outside of closed fences"),
        (f"- The record\n\n  {RECORD}", "has a bullet_list_open outside of closed fences"),
    ],
)
def test_a_case_that_would_be_lost_is_refused(case: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a-rule.md: A rule > Fires > Case .*" + expected):
        cases_of(f"# A rule\n\n## Fires\n\n### Case\n\n{case}\n", tmp_path)


def test_every_file_is_a_page_and_every_case_has_its_own_name() -> None:
    folders = [path for path in PAGES.iterdir() if path.is_dir()]
    names = [case.name for folder in folders for case in read_pages(folder)]
    assert len(names) == len(set(names)) > 600
    assert {path.suffix for folder in folders for path in folder.iterdir()} == {".md"}


def test_no_line_ends_in_blanks() -> None:
    """Nobody could see them; `{char:20}` is one that a case needs."""
    for page in PAGES.rglob("*.md"):
        lines = page.read_bytes().split(b"\n")
        assert [line for line in lines if line != line.rstrip()] == [], page
