"""What the tests share: the command line in this process, a small record, the corpus."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from curriculum.cli.main import main

RECORD = """\
# Module 3.1: Probability -- Record

**Goal:** The student can read a conditional probability.
**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| Sample space (all outcomes) | DEVELOPED | sample-spaces | Drawn as a grid. |
| Conditioning | INTRODUCED | sample-spaces | Written p(y\\|x). |

## Per-Lesson Summaries

### Lesson 1: Sample Spaces (sample-spaces)

**Type:** BUILD | **Cognitive load:** 2 new concepts

**Concepts taught:**
- Sample space (DEVELOPED) -- every outcome is a tile.
- Conditioning (INTRODUCED) -- throw tiles away.

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|---------------|---------------|
| "Every outcome is a tile" | sample-spaces | |
"""
BROKEN = RECORD.replace("p(y\\|x)", "p(y|x)")


def as_module(text: str, number: str) -> str:
    """The record as that of another module, which repeats no lesson, concept or model."""
    mark = number.replace(".", "-")
    for old, new in (
        ("3.1", number),
        ("sample-spaces", f"sample-spaces-{mark}"),
        ("Sample space", f"Sample space {mark}"),
        ("Conditioning", f"Conditioning {mark}"),
        ("Every outcome is a tile", f"Every outcome is tile {mark}"),
    ):
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are wrapped: to the same width, whatever terminal the tests run in."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(autouse=True, scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test writes into the cache of the user who runs it."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CURRICULUM_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Calls the command line in this process; `stdin` are the bytes of standard input."""

    def call(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        code = exit_.value.code
        assert isinstance(code, int)
        return Ran(code, out.decode(errors="replace"), err.decode(errors="replace"))

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Labelled real records are no part of the project: without them their tests say so."""
    path = os.environ.get("CURRICULUM_CORPUS")
    if not path:
        pytest.skip("CURRICULUM_CORPUS names no folder of labelled records")
    return Path(path)


def described_records(corpus: Path) -> list[Path]:
    """The records whose every part is labelled by hand, not their defects alone."""
    names = sorted(path.stem for path in corpus.glob("expected/*.json"))
    return [corpus / "records" / f"{name}.md" for name in names]
