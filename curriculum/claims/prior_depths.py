"""What is said to have been reached earlier: `Elevated from INTRODUCED (vectors, 1.4.2)`.

Twenty-three phrasings, and what denies an earlier depth. The words of the ladder are a house's
own. A sentence about the lesson's own depth (`at INTRODUCED depth`, `MENTIONED only`) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from curriculum.claims import prior_depth_examples
from curriculum.claims.places import in_stretch
from curriculum.claims.places.reference import Reference
from curriculum.claims.prior_depth import PriorDepth, Subject
from curriculum.claims.prior_depth_forms import (
    DENIED,
    FORMS,
    HEDGE,
    KNOWN,
    LEADING_VERB,
    LEADS_ELSEWHERE,
    MOST_PLACES,
    NEW_DEPTH,
    NEXT_PLACE,
    NO_SUBJECT,
    NOUN,
    PLACE,
    POINTS_BACK,
    STRETCH_END,
    TRAILING,
    UNLIKE,
    Form,
)
from curriculum.config.dialect import LADDER
from curriculum.text.patterns import lazy_pattern

EXAMPLES = prior_depth_examples.EXAMPLES

_FARTHEST = 160
_SENTENCE_END = lazy_pattern(r"[.!?](?=\s)|[;|\n]")
_HINTS = sorted({hint for form in FORMS for hint in form.hints})
_BESIDE_DEPTH = [hint for hint in _HINTS if "<d>" in hint]
_WORDS = [hint for hint in _HINTS if "<d>" not in hint]
_STRONG = frozenset({"lesson", "module", "series", "number", "slug"})


def find(text: str, ladder: Sequence[str] = LADDER) -> Iterator[PriorDepth]:
    """Each claim in order; where two forms read one depth word, the first form counts."""
    words = tuple(ladder)
    if not (_hint(words).search(text) or KNOWN in text or DENIED in text):
        return
    found: dict[int, PriorDepth] = {}
    for form, pattern in _forms(text, words):
        for match in pattern.finditer(text):
            at = match.start("depth") if "depth" in pattern.groupindex else match.start()
            claim = None if at in found else _claim(text, match, form, words)
            if claim:
                found[at] = claim
    # What one claim says was reached is not what another says was reached before.
    reached = {claim.new_start for claim in found.values()}
    end = 0
    for at in sorted(found):
        if at not in reached and at >= end:
            end = found[at].end
            yield found[at]


@lru_cache(maxsize=8)
def _hint(ladder: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, ladder)) or r"(?!)")


def _forms(text: str, ladder: tuple[str, ...]) -> Iterator[tuple[Form, re.Pattern[str]]]:
    """Those that the text may hold: of the hints of all, most texts have one or two."""
    folded, marked = text.casefold(), _depth(ladder).sub("<D>", text).casefold()
    hints = {hint for hint in _WORDS if hint in folded}
    hints.update(hint for hint in _BESIDE_DEPTH if hint in marked)
    for form, pattern in _patterns(ladder) if hints else ():
        if not hints.isdisjoint(form.hints):
            yield form, pattern


@lru_cache(maxsize=8)
def _depth(ladder: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_word(ladder))


def _word(ladder: tuple[str, ...]) -> str:
    return rf"(?:{'|'.join(map(re.escape, ladder)) or '(?!)'})(?![\w])"


@lru_cache(maxsize=8)
def _patterns(ladder: tuple[str, ...]) -> tuple[tuple[Form, re.Pattern[str]], ...]:
    word = _word(ladder)
    return tuple(
        (form, re.compile(form.pattern.replace("<D>", rf"(?P<depth>{word})")
                          .replace("<N>", rf"(?P<new>{word})").replace("<W>", word)))
        for form in FORMS
    )  # fmt: skip


@lru_cache(maxsize=8)
def _new_depth(ladder: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(NEW_DEPTH.replace("<W>", "|".join(map(re.escape, ladder)) or "(?!)"))


def _claim(
    text: str, match: re.Match[str], form: Form, ladder: tuple[str, ...]
) -> PriorDepth | None:
    groups = match.groupdict()
    end, behind = _sources(text, match.end())
    if UNLIKE.match(text, match.end()) or (form.needs_source and not _is_named(behind)):
        return None
    inside = _subject(match, "subject") or _subject(match, "of")
    subject, within = _without_sources(inside) if inside else (None, ())
    reached: re.Match[str] | None = match if groups.get("new") else None
    if reached is None and (reached := _new_depth(ladder).match(text, end)):
        end = reached.end()
    if subject is None and form.looks_back:
        subject = _subject_before(text, match.start(), ladder)
    claim = PriorDepth(
        start=match.start(),
        end=end,
        form=form.name,
        depth=groups.get("depth"),
        new_depth=reached["new"] if reached else None,
        new_start=reached.start("new") if reached else None,
        sources=(*within, *behind),
        subject=subject,
        hedged=False,
        denied=form.name == "denied",
    )
    return replace(claim, hedged=_is_hedged(text, claim))


def _is_named(sources: Sequence[Reference]) -> bool:
    return any(source.kind in _STRONG for source in sources)


def _sources(text: str, start: int) -> tuple[int, list[Reference]]:
    """The places in brackets and behind *in*, *from* that follow, and where they end."""
    end, sources = start, list[Reference]()
    noun = NOUN.match(text, start)
    place = PLACE.match(text, noun.end() if noun else start)
    while place and len(sources) < MOST_PLACES:
        group = place.lastgroup or ""
        found = list(in_stretch.find(place[group].rstrip()))
        if not found and group != "bracket":
            break
        at = place.start(group)
        sources += [one.moved(at) for one in found]
        end = place.end() if group == "bracket" else sources[-1].end
        place = NEXT_PLACE.match(text, end)
    return end, sources


def _subject(match: re.Match[str], group: str) -> Subject | None:
    text = match.groupdict().get(group)
    if text is None or _is_no_name(text) or LEADS_ELSEWHERE.match(text):
        return None
    return Subject(match.start(group), match.end(group), text)


def _without_sources(subject: Subject) -> tuple[Subject | None, tuple[Reference, ...]]:
    """`Series 2 half precision`: the place, and what is left to be the subject."""
    found = [source for source in in_stretch.find(subject.text) if source.kind in _STRONG]
    moved = tuple(one.moved(subject.start) for one in found)
    if not found or found[0].start > 0:
        return subject, ()
    last = found[-1].end
    rest = subject.text[last:].lstrip(" ),")
    if not rest:
        return None, moved
    return Subject(subject.end - len(rest), subject.end, rest), moved


def _subject_before(text: str, start: int, ladder: tuple[str, ...]) -> Subject | None:
    """What the sentence says before the claim; None where the claim begins it."""
    first = max(0, start - _FARTHEST)
    window = text[first:start]
    ends = [match.end() for match in STRETCH_END.finditer(window)]
    first += ends[-1] if ends else 0
    stretch = text[first:start]
    opening = stretch.rfind("(")
    if opening > stretch.rfind(")"):
        inside = stretch[opening + 1 :]
        if any(word in inside for word in ladder) or NO_SUBJECT.fullmatch(inside):
            stretch = stretch[:opening]
        else:
            first, stretch = first + opening + 1, inside
    return _trimmed(first, stretch)


def _is_no_name(text: str) -> bool:
    return bool(NO_SUBJECT.fullmatch(text) or POINTS_BACK.fullmatch(text.strip(" ,:*_-")))


def _trimmed(first: int, stretch: str) -> Subject | None:
    text = TRAILING.sub("", stretch.strip(" ,:*_-"))
    start = first + stretch.find(text)
    if verb := LEADING_VERB.match(text):
        start, text = start + verb.end(), text[verb.end() :]
    return None if _is_no_name(text) else Subject(start, start + len(text), text)


def _is_hedged(text: str, claim: PriorDepth) -> bool:
    """The sentence says *if*, *planned*, *may*: it asserts nothing."""
    before = _SENTENCE_END.split(text[max(0, claim.start - _FARTHEST) : claim.start])[-1]
    after = _SENTENCE_END.split(text[claim.start : claim.end + _FARTHEST])[0]
    return HEDGE.search(before + after) is not None
