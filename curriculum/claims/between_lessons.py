"""The claims of one record about other lessons: what comes from them, what is put off to them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from curriculum.claims import attributions, promises
from curriculum.claims.attribution import Attribution, Name
from curriculum.claims.hint import Hint
from curriculum.claims.passages import Passage, passages_of
from curriculum.claims.placed import Placed, placed
from curriculum.claims.promises import Promise
from curriculum.model.record_file import RecordFile
from curriculum.text.masked import masked

_NOT_COVERED = "What is NOT covered"
# A review speaks of a page that is no more, and cells of lessons hold references alone.
_REVIEW = "Review history"
_KINDS = frozenset({"concept", "notes", "model", "used_again_in", "other", "field", "prose"})
# Words without which there is no claim; most texts have none of them.
_SOURCE = Hint(('"', "”", "from ", " in "))
_TARGET = Hint((" to ", " for ", " until ", " in ", " by ", ")"))


def attributed(reading: RecordFile) -> Iterator[Placed[Attribution]]:
    for passage, text in _texts(reading, _SOURCE):
        for claim in attributions.find(text):
            names = tuple(_as_written(name, passage) for name in claim.names)
            yield placed(passage, replace(claim, names=names))


def promised(reading: RecordFile) -> Iterator[Placed[Promise]]:
    """A place in brackets is a promise only in a list of what is not covered."""
    for passage, text in _texts(reading, _TARGET):
        find = promises.find if _is_not_covered(passage) else promises.stated
        for claim in find(text):
            words = passage.text[claim.words_start : claim.words_start + len(claim.words)]
            yield placed(passage, replace(claim, words=words))


def _texts(reading: RecordFile, hint: Hint) -> Iterator[tuple[Passage, str]]:
    for passage in passages_of(reading):
        if _is_read(passage) and hint.is_in(passage.text):
            yield passage, masked(passage.text)


def _as_written(name: Name, passage: Passage) -> Name:
    """With the code in it."""
    return replace(name, text=passage.text[name.start : name.end])


def _is_read(passage: Passage) -> bool:
    return passage.kind in _KINDS and not (passage.field and passage.field.name == _REVIEW)


def _is_not_covered(passage: Passage) -> bool:
    return passage.field is not None and passage.field.name == _NOT_COVERED
