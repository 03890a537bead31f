"""After any edits, a run that knows what earlier runs found says what a fresh one says."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from curriculum.cli import replay
from curriculum.cli.lint_options import LintOptions
from curriculum.config.config import Configuration
from tests.conftest import BROKEN, RECORD, Ran, as_module

Run = Callable[..., Ran]
Files = dict[str, str]

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")
CONFIGURATIONS = (
    "",
    "external: ['9']\n",
    "ignore: [unescaped-pipe]\n",
    "severity:\n  unknown-module: error\n",
    "aliases: [[Sample space, Outcomes]]\n",
    "per-record-ignores:\n  '*3.2*': [missing-status]\n",
)
CROSSING = (
    "Taught in 3.1.1 (sample-spaces), and again in Module 9.4.",
    "Was DEVELOPED in Lesson 1 of Module 3.1; Kolors (Kuaishou, Jul 2024) has 2.6B parameters.",
    'The "Map of outcomes" model from 3.2 helps; Kolors (Kuaishou, Aug 2023) has 3.1B parameters.',
    "Bayes nets are left to Module 3.3.",
)


def _replaced(pattern: str, text: str) -> Callable[[str, random.Random], str]:
    def edit(record: str, chance: random.Random) -> str:
        found = list(re.finditer(pattern, record))
        if not found:
            return record
        at = chance.choice(found)
        return record[: at.start()] + text + record[at.end() :]

    return edit


# What one record shows to others: each kind of it is edited.
EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "a slug": _replaced(r"sample-spaces", "sample-rooms"),
    "a term": _replaced(r"\| Sample space", "| Outcomes"),
    "a depth": _replaced(r"DEVELOPED|INTRODUCED", "MENTIONED"),
    "a depth that rises": _replaced(r"DEVELOPED|MENTIONED", "INTRODUCED -> APPLIED"),
    "a revisit": _replaced(r"\| DEVELOPED", "| REVISITED (DEVELOPED)"),
    "the module": _replaced(r"(?<=# Module )3\.\d", "3.1"),
    "the series": _replaced(r"(?<=# Module )3\.", "4."),
    "a lesson's number": _replaced(r"(?<=### Lesson )1", "2"),
    "the status": _replaced(
        r"(?m)^\*\*Goal:\*\*.*$", "**Goal:** x\n**Status:** Complete (1 lesson)"
    ),
    "a line above": _replaced(r"(?m)^## ", "A line.\n\n## "),
    "a suppression": _replaced(
        r"(?m)^\| ", "<!-- curriculum: ignore[unescaped-pipe] for now -->\n| "
    ),
    **{
        f"a sentence ({number})": _replaced(r"(?m)^## Per-Lesson", f"{text}\n\n## Per-Lesson")
        for number, text in enumerate(CROSSING)
    },
}


def edited(files: Files, chance: random.Random) -> Files:
    """One change of a file, of their number or names, or of the configuration."""
    files = dict(files)
    names = [name for name in files if name.endswith(".md")]
    kind = chance.choice([*EDITS, *EDITS, "add", "delete", "rename", *["configuration"] * 4])
    name = chance.choice(names)
    if kind == "add":
        number = f"3.{chance.randrange(1, 9)}"
        files[f"module-{number}.md"] = as_module(chance.choice([RECORD, BROKEN]), number)
    elif kind == "delete" and len(names) > 1:
        del files[name]
    elif kind == "rename":
        files[f"other-{chance.randrange(3)}.md"] = files.pop(name)
    elif kind == "configuration":
        files[".curriculum.yaml"] = chance.choice(CONFIGURATIONS)
    elif kind in EDITS:
        files[name] = EDITS[kind](files[name], chance)
    return files


def written(files: Files, folder: Path) -> None:
    for file in folder.iterdir():
        if file.name not in files:
            file.unlink()
    for name, text in files.items():
        (folder / name).write_text(text)


def difference(run: Run, folder: Path, seed: int, count: int) -> str | None:
    """The first run of a sequence of edits that is not what a fresh one says."""
    chance = random.Random(seed)
    files = {f"module-3.{n}.md": as_module(RECORD, f"3.{n}") for n in (1, 2, 3)}
    files["module-3.4.md"] = as_module(BROKEN, "3.4")
    for _ in range(count):
        written(files, folder)
        asked = ["lint", "--fail-on", "info", "--format", chance.choice(FORMATS)]
        asked += chance.choice([[], [], ["--select", "unknown-module"], ["module-3.1.md"]])
        asked = [one for one in asked if not one.endswith(".md") or one in files]
        fresh = run(*asked, "--no-cache", "--jobs", "1")
        again = [run(*asked, "--jobs", chance.choice(["1", "auto"])) for _ in range(2)]
        if again != [fresh, fresh]:
            return f"seed {seed}: {asked} says {again}, a fresh run {fresh}"
        files = edited(files, chance)
    return None


@pytest.fixture
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("own") / "cache"
    monkeypatch.setenv("CURRICULUM_CACHE_DIR", str(folder))
    return folder


def test_edits_are_seen(folder: Path, run: Run, own_cache: Path) -> None:
    del own_cache
    assert difference(run, folder, seed=1, count=12) is None


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2, 26))
def test_many_edits_are_seen(folder: Path, run: Run, own_cache: Path, seed: int) -> None:
    del own_cache
    assert difference(run, folder, seed, count=20) is None


def _without_digests(
    options: LintOptions, configuration: Configuration, digests: Iterable[tuple[str, str, bytes]]
) -> str:
    places = [(place, shown, b"") for place, shown, _ in digests]
    return NAME(options, configuration, places)


def _without_configuration(
    options: LintOptions, configuration: Configuration, digests: Iterable[tuple[str, str, bytes]]
) -> str:
    return NAME(options, Configuration(configuration.folder), digests)


NAME = replay._name
# What the name of an entry is made of, and what leaves it out.
CONTROLS: dict[str, tuple[str, object]] = {
    "what a file holds": ("curriculum.workspace.cached_reader.digest_of", lambda _: b""),
    "what all files hold": ("curriculum.cli.replay._name", _without_digests),
    "who judged": ("curriculum.check.engine.Checker.is_enough", lambda *_: True),
    "the configuration": ("curriculum.cli.replay._name", _without_configuration),
}


@pytest.mark.thorough
@pytest.mark.parametrize("control", CONTROLS)
def test_whatever_is_left_out_of_a_name_is_missed(
    folder: Path, run: Run, own_cache: Path, monkeypatch: pytest.MonkeyPatch, control: str
) -> None:
    """The property above finds an engine that forgets what a finding depends on."""
    where, forgetful = CONTROLS[control]
    monkeypatch.setattr(where, forgetful)

    def differences() -> Iterator[str | None]:
        for seed in range(20):
            shutil.rmtree(own_cache, ignore_errors=True)
            yield difference(run, folder, seed, count=20)

    assert any(differences())
