"""Makes courses of any size from the records of this repository.

Each made record joins two of them to about 31 KB, as real ones are. A round through all of them
gets series of its own: module numbers and slugs are other ones, references included, so that the
made course holds together as the small one does. What is taught stays the same in every round,
which is harder for rules over the course than any real course is.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum import load
from curriculum.write.markdown import write_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from curriculum.model.record import Record

RECORDS = Path(__file__).parent.parent / "records"
# References to modules and lessons of the small course, and no quantities such as 6.1 GB.
_NUMBER = re.compile(r"(?<![\w.~])([678])(\.\d(?:\.\d)?)(?![\w.%]| ?(?:[KMGT]i?B|[BMKx])\b)")
_SERIES = re.compile(r"(?<=\bSeries )([678])\b")
_PER_SERIES = 3
MOST = 3_000


def made_records(count: int) -> Iterator[tuple[str, str]]:
    """File names and texts."""
    joined = _joined([load(file) for file in sorted(RECORDS.glob("*.md"))])
    slugs = sorted({lesson.slug for one in joined for lesson in one.lessons if lesson.slug})
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, slugs))})(?![\w-])")
    texts = [write_markdown(one) for one in joined]
    for number in range(count):
        turn, at = divmod(number, len(texts))
        yield f"record-{number:04}.md", _renamed(texts[at], turn, words)


def _renamed(text: str, turn: int, slugs: re.Pattern[str]) -> str:
    if turn == 0:
        return text
    text = slugs.sub(lambda match: f"{match[0]}-{turn}", text)
    text = _NUMBER.sub(lambda match: f"{int(match[1]) + _PER_SERIES * turn}{match[2]}", text)
    return _SERIES.sub(lambda match: str(int(match[1]) + _PER_SERIES * turn), text)


def _joined(records: Sequence[Record]) -> list[Record]:
    """Each record of a series with half of what another one of another series holds."""
    half = len(records) // 2
    return [
        _with(one, other)
        for one, other in zip(records, [*records[half:], *records[:half]], strict=True)
    ]


def _with(one: Record, other: Record) -> Record:
    """`other`'s lessons keep their slugs but for a mark, and follow on those of `one`."""
    first = len(one.lessons)
    lessons = tuple(
        replace(lesson, number=None, slug=f"{lesson.slug}-again", id=f"{one.module}.{first + at}")
        for at, lesson in enumerate(other.lessons, start=1)
    )
    concepts = tuple(
        replace(concept, lesson_text=f"{concept.lesson}-again")
        for concept in other.concepts
        if concept.lesson
    )
    return replace(
        one,
        status=None,
        concepts=(*one.concepts, *concepts),
        lessons=(*one.lessons, *lessons),
        mental_models=one.mental_models,
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
