"""A baseline hides what it knows, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import BROKEN, RECORD, Ran

Run = Callable[..., Ran]

ONE = ("--select", "unescaped-pipe")
SECOND = "| Density | INTRODUCED | sample-spaces | Written f(x|y). |\n"


def test_only_what_is_new_is_reported(run: Run, folder: Path) -> None:
    path = folder / "module-3.1.md"
    path.write_text(BROKEN)
    assert run("lint", "--write-baseline", "known.json").code == 0
    known = run("lint", "--baseline", "known.json", *ONE)
    assert (known.code, known.out) == (0, "No problems in 1 record (1 baselined).\n")
    path.write_text("\n\n" + BROKEN.replace("\n## Per", f"{SECOND}\n## Per"))
    moved = json.loads(run("lint", "--baseline", "known.json", "--format", "json", *ONE).out)
    assert [problem["subject"] for problem in moved["problems"]] == ["Density"]
    assert moved["summary"]["baselined"] == 1


def test_a_second_problem_of_the_same_key_is_not_hidden(run: Run, folder: Path) -> None:
    path = folder / "module-3.1.md"
    path.write_text(BROKEN)
    run("lint", "--write-baseline", "known.json")
    row = next(line for line in BROKEN.splitlines() if "Conditioning |" in line)
    path.write_text(BROKEN.replace(row, f"{row}\n{row}"))
    data = json.loads(
        run(
            "lint", "--baseline", "known.json", "--format", "json", "--select", "unescaped-pipe"
        ).out
    )
    assert len(data["problems"]) == 1


def test_stale_entries_are_told(run: Run, folder: Path) -> None:
    path = folder / "module-3.1.md"
    path.write_text(BROKEN)
    run("lint", "--write-baseline", "known.json")
    path.write_text(RECORD)
    ran = run("lint", "--baseline", "known.json")
    assert ran.code == 0
    assert "1 problem of the baseline is gone; write it again to let it shrink" in ran.err
    # What was not judged is not gone.
    assert "gone" not in run("lint", "--baseline", "known.json", path).err
    assert "gone" not in run("lint", "--baseline", "known.json", *ONE).err


def test_it_may_be_configured(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    run("lint", "--write-baseline", "known.json")
    (folder / ".curriculum.yaml").write_text("records: [.]\nbaseline: known.json\n")
    assert run("lint").code == 0


KEY = '"module": "3.1", "rule": "r", "subject": "s", "message": "m"'


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("no", "it is no JSON; write it again with --write-baseline"),
        ("\xff", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "it has no list of problems; write it again with --write-baseline"),
        ('{"version": 1, "problems": {}}', "it has no list of problems"),
        ('{"version": 2, "problems": []}', "its version is 2, not 1; write it again"),
        ('{"version": true, "problems": []}', "its version is true, not 1"),
        ('{"problems": []}', "its version is null, not 1"),
        ('{"version": 1, "problems": [1]}', "its entry 1 does not have the texts"),
        ('{"version": 1, "problems": [{"count": 1}]}', '"module", "rule", "subject", "message"'),
        *(
            (
                f'{{"version": 1, "problems": [{{{KEY}, "count": {count}}}]}}',
                f'the "count" of its entry 1 is {count}, not 1 or more',
            )
            for count in ("-1", "0", "1.5", "true", '"2"', "null")
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(
    run: Run, folder: Path, text: str, answer: str
) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    (folder / "known.json").write_bytes(text.encode("latin-1"))
    ran = run("lint", "--baseline", "known.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('cannot use the baseline "known.json": ')
    assert answer in ran.err
    assert ran.err.count("\n") == 1


def test_a_baseline_that_is_not_there_is_told(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(RECORD)
    ran = run("lint", "--baseline", "none.json")
    assert ran.code == 2
    assert 'cannot read the baseline "none.json"' in ran.err


def test_one_problem_is_counted_in_the_singular(run: Run, folder: Path) -> None:
    (folder / "module-3.1.md").write_text(BROKEN)
    ran = run("lint", *ONE, "--write-baseline", "known.json")
    assert ran.err == 'wrote 1 problem to "known.json"\n'
