"""Makes courses of any size from the records of this repository.

A made record holds a record of this repository twice, the second time in other terms, which makes
about 31 KB, as real ones are. A round through all of them gets series and terms of its own:
numbers, slugs and names are other ones, references included, so that the made course holds
together as the small one does, and a course of 3,000 teaches 90,000 things and not 900.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from curriculum import load, loads
from curriculum.model.record import Record
from curriculum.write.markdown import write_markdown

RECORDS = Path(__file__).parent.parent / "records"
# References to modules and lessons of the small course, and no quantities such as 6.1 GB.
_NUMBER = re.compile(r"(?<![\w.~])([678])(\.\d(?:\.\d)?)(?![\w.%]| ?(?:[KMGT]i?B|[BMKx])\b)")
_LESSON = re.compile(r"(?<![\w.~])([678]\.\d)\.(\d)(?![\w.%])")
_SERIES = re.compile(r"(?<=\bSeries )([678])\b")
_PER_SERIES = 3
MOST = 3_000

_NAME = re.compile(r"(?<![\w-])[A-Za-z][a-zA-Z0-9-]*(?![\w-])")
_ENDINGS = ("", "s", "es", "ed", "ing")
_AGAIN = "-again"
_TERM = re.compile(r"[A-Za-z]+")
# They mean something to the linter as they are.
_KEPT_WORDS = """
about after again before between code concept depth each exercise first from has into later lesson
lessons make model models module more most note notebook notes only order part parts project release
released section series size sizes teach than that them then this three time times used version what
when where which with work GB MB KB Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
"""
_KEPT = frozenset(_KEPT_WORDS.split())
_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"


def made_records(count: int) -> Iterator[tuple[str, str]]:
    """File names and texts."""
    records = [load(file) for file in sorted(RECORDS.glob("*.md"))]
    names = Names(
        frozenset(lesson.slug for one in records for lesson in one.lessons if lesson.slug),
        frozenset(_terms(records)),
    )
    counts = {one.module or "": len(one.lessons) for one in records}
    texts = [_doubled(one, names, counts) for one in records]
    for number in range(count):
        turn, at = divmod(number, len(texts))
        yield f"record-{number:04}.md", _renamed(texts[at], turn, names)


class Names(Struct, frozen=True):
    """What has another name in every round."""

    slugs: frozenset[str]
    terms: frozenset[str]

    def marked(self, text: str, mark: str, ending: str) -> str:
        """Slugs with the mark behind them, and words of terms with the ending before their own."""

        def other(match: re.Match[str]) -> str:
            word = match[0]
            slug = word.removesuffix(_AGAIN)
            if slug in self.slugs:
                return f"{slug}-{mark}{word[len(slug) :]}"
            stem = next((s for s in map(word.removesuffix, _ENDINGS) if s in self.terms), None)
            return word if stem is None else f"{stem}{ending}{word[len(stem) :]}"

        return _NAME.sub(other, text)


def _terms(records: Sequence[Record]) -> Iterator[str]:
    """The words that concepts and mental models are named with, as they are written."""
    for record in records:
        for name in [one.name for one in record.concepts] + [
            one.text for one in record.mental_models
        ]:
            for word in _TERM.findall(name):
                yield from _spellings(word)


def _spellings(word: str) -> tuple[str, ...]:
    if word in _KEPT or word.lower() in _KEPT:
        return ()
    if word.islower() or word.istitle():
        return (word.lower(), word.capitalize()) if len(word) > 3 else ()
    return (word,) if len(word) > 1 else ()


def _ending(turn: int) -> str:
    """A syllable or more that no other turn has: `ba`, `be`, … `baba`."""
    syllables = len(_CONSONANTS) * len(_VOWELS)
    more, at = divmod(turn - 1, syllables)
    consonant, vowel = divmod(at, len(_VOWELS))
    return (_ending(more) if more else "") + _CONSONANTS[consonant] + _VOWELS[vowel]


def _renamed(text: str, turn: int, names: Names) -> str:
    if turn == 0:
        return text
    text = names.marked(text, f"{turn}", _ending(2 * turn))
    text = _NUMBER.sub(lambda match: f"{int(match[1]) + _PER_SERIES * turn}{match[2]}", text)
    return _SERIES.sub(lambda match: str(int(match[1]) + _PER_SERIES * turn), text)


def _doubled(record: Record, names: Names, counts: dict[str, int]) -> str:
    """The record, and behind it the same in other terms, its lessons counted on."""
    other = names.marked(write_markdown(record), _AGAIN.removeprefix("-"), _ending(1))
    other = _LESSON.sub(
        lambda match: f"{match[1]}.{int(match[2]) + counts.get(match[1], 0)}", other
    )
    return write_markdown(_with(record, loads(other, record.path)))


def _with(one: Record, other: Record) -> Record:
    first = len(one.lessons)
    lessons = tuple(
        replace(lesson, number=None, id=f"{one.module}.{first + at}")
        for at, lesson in enumerate(other.lessons, start=1)
    )
    return replace(
        one,
        status=None,
        concepts=(*one.concepts, *other.concepts),
        lessons=(*one.lessons, *lessons),
        mental_models=(*one.mental_models, *other.mental_models),
    )


def write_course(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made_records(count):
        (folder / name).write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=30)
    arguments = parser.parse_args()
    write_course(arguments.folder, arguments.records)


if __name__ == "__main__":
    main()
