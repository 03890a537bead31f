"""What a text says to come from another lesson: `"…" from 4.4.3`, `the "…" analogy (slug)`.

A model is known by its quotation marks or by a word such as *analogy*; everything else that comes
*from* a lesson is a concept. Numbers, ranges and `different from …` are no attributions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from curriculum.claims import pointers
from curriculum.claims.hedges import hedge_of
from curriculum.claims.hint import Hint
from curriculum.claims.pointers import Pointer
from curriculum.claims.vocabulary import vocabulary
from curriculum.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


# Behind a quotation, and before the words that say where it comes from.
_LONGEST_GAP = 90
_LONGEST_NAME = 90

# Few characters begin them, so that a text is passed over quickly.
_LEAD = lazy_pattern(
    r"from(?= )(?<!\wfrom)|\((?:from |recap from |originally |see )?(?=[\da-zMSL`])"
    r"|in(?= (?:the )?[\da-zMSL`])(?<=[a-z] in)"
)
_PARTICIPLES = (
    "taught|established|introduced|developed|covered|learned|met|seen|built|derived|explained"
    "|coined"
)
_TAUGHT = lazy_pattern(rf"\b(?:{_PARTICIPLES}) \Z")
_FORWARD = lazy_pattern(
    r"\b(?:(?:will )?(?:returns?|reappears?|come(?:s)? back|be extended|be used again)"
    r"|(?:is|are) (?:extended|used again|picked up|revisited)) \Z"
)
_LONGEST_LEAD = 24
# The words before the *in*, so that few of them are looked at twice.
_IN_LEAD_ENDS = tuple(
    f"{word} "
    for word in f"{_PARTICIPLES}|return|returns|reappear|reappears|back|extended|again|picked up"
    "|revisited".split("|")
)
_QUOTE = lazy_pattern(r'["“][^"“”]{2,160}["”]')
_GLOSS = lazy_pattern(r" ?\([^()]{0,60}\)")
_DASH = lazy_pattern(r"(?: ?--| ?—) ?(?=(?:an? )?(?:callback|ech|exten|recall|deepen))")
_GAP = lazy_pattern(r"[\w&/’', -]*(?: \([^()]*)?")
_MOST_WORDS_IN_GAP = 9
_NEW_SENTENCE = lazy_pattern(r"[.!?][\"”] [A-Z]")
# A bracket alone says where a name comes from only if it holds nothing else.
_ALONE = lazy_pattern(r"[),;]")
_MOST_WORDS_BEFORE_BRACKET = 3
# So many quotations may share one source.
_MOST_QUOTES = 4
# Between two quotations that share what follows the second.
_AND = lazy_pattern(r"[,;]? (?:and|/|or|\+) (?:the )?")
_BREAKS_GAP = vocabulary(
    "are as became becomes but by differ differs different does in instead is not of on that than",
    "unlike versus vs was were when where which while with without",
)
_ANALOGY = lazy_pattern(r"\b(?:analog(?:y|ies)|metaphors?)\b", re.IGNORECASE)
_MODEL = lazy_pattern(
    r"\b(?:mental models?|framework|picture|principle|spectrum|framing|pattern)\b", re.IGNORECASE
)
_CALLED = lazy_pattern(
    r"(?P<name>(?:[\w’'+/-]+ ){1,6})(?P<kind>analog(?:y|ies)|metaphors?|mental models?)"
    r"(?: callback| \(callback| recap| extended)?,? ?\Z"
)
_CALLED_HINT = Hint(("analog", "metaphor", "mental model"))
_POSSESSIVE = lazy_pattern(
    r"(?:\A|(?<=[\s(]))(?:the )?(?P<source>(?:[Ss]eries|[Mm]odule|[Ll]esson) [\d.]{1,8}"
    r"|\d{1,2}\.\d{1,2}\.\d{1,2}|[a-z][a-z0-9-]{1,60}(?=['’]s ))(?P<owns>['’]s)? \Z"
)
_OPENING_WORDS = 6
_WORD = lazy_pattern(r"[^\s,;:()—-](?:[^\s,;:()—-]|-(?!-))*")
_JOINED = lazy_pattern(r"(?:,? and |/)\Z")
_LONGEST_JOINT = 6
_DEPARTS = lazy_pattern(
    r"\b(?:different|differs?|departs?|departure|away|far|apart|aside|starting|range[sd]?|unlike|switch\w*"
    r"|moves?|goes|step|progress\w*|narrative|journey|depths?|understanding|knowledge)\Z",
    re.IGNORECASE,
)
# A name is what stands behind the last of these.
_NO_NAME = vocabulary(
    "a about across add adds after against all already also an and any applied applies apply",
    "are as at based be been before both bridges bring brings build building builds but by call",
    "callback calls can combines connect connected connection connects contrast contrasts",
    "deeply developed each echo echoes every exact exactly existing explicit explicitly extend",
    "extended extending extends extension familiar first for format framed had has have how",
    "identical if in into introduced is it its itself just keep key like link linked links made",
    "make makes mentioned mirror mirroring mirrors more name needs no not now of on one only or",
    "our parallel preview previews prior recall recalls recap references reinforces reuse",
    "reused reuses same see series since so some student such take takes than that the their",
    "them then these they this to two uses using versus via vs was we were what when where",
    "which while with without you your",
)
# Words between a name and `from` that are not part of the name.
_LINKS = vocabulary(
    "again already callback carried context concept concepts borrowed directly echoed explicitly",
    "extended extension formalized idea inherited known lifted machinery mechanism recalled",
    "recap recapped reused reinforced revisited skills taken taught transferred unchanged",
)
_MOST_WORDS = 5

Kind = Literal["model", "analogy", "concept", "unknown"]


class Name(Struct, frozen=True, gc=False, omit_defaults=True):
    """What is attributed, and where its words stand, without their quotation marks."""

    text: str
    start: int
    end: int


class Attribution(Struct, frozen=True, gc=False, omit_defaults=True):
    """`kind` is `model`, `analogy`, `concept`, or `unknown`: quoted words that nothing names.

    `sources` are the places that are named together, `direction` is `backward` or `forward`.
    """

    start: int
    end: int
    kind: Kind
    names: tuple[Name, ...]
    sources: tuple[Pointer, ...]
    source_start: int
    source_end: int
    direction: Literal["backward", "forward"] = "backward"
    hedge: str | None = None

    def __str__(self) -> str:
        names = " + ".join(name.text for name in self.names)
        word = "from" if self.direction == "backward" else "to"
        hedge = f", {self.hedge}" if self.hedge else ""
        return f"{self.kind}: {names} {word} {' & '.join(map(str, self.sources))}{hedge}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    '"a loss is a thermometer" from 1.2.3': ("unknown: a loss is a thermometer from lesson 1.2.3",),
    '"Fog and lamp" (score-fields)': ("unknown: Fog and lamp from slug score-fields",),
    '"Fog and lamp" (from 7.4.1) -- used here': ("unknown: Fog and lamp from lesson 7.4.1",),
    '"Fog and lamp" (the sampler walks home, from score-fields) again': (
        "unknown: Fog and lamp from slug score-fields",
    ),
    '- "Fog and lamp" callback from Module 6.4 (score-fields), extended': (
        "unknown: Fog and lamp from module 6.4 score-fields",
    ),
    'extends the "score as a compass" analogy from 6.4.2': (
        "analogy: score as a compass from lesson 6.4.2",
    ),
    '"Two dials" sizing recipe (from 7.4.2)': ("unknown: Two dials from lesson 7.4.2",),
    '"Fog" and "lamp in the fog" mental models from score-fields.': (
        "model: Fog + lamp in the fog from slug score-fields",
    ),
    '"Fog and lamp" callback and extension from 7.2.1/7.2.2 (now three)': (
        "unknown: Fog and lamp from lesson 7.2.1 & lesson 7.2.2",
    ),
    '"Fog and lamp," established in score-fields': (
        "unknown: Fog and lamp, from slug score-fields",
    ),
    '"Fog and lamp" extended from the sampler story (Module 4.2) to all': (
        "unknown: Fog and lamp from module 4.2",
    ),
    'the Series 4 "critic with a notebook" analogy': (
        "analogy: critic with a notebook from series 4",
    ),
    'callback to sampling\'s "lamp in the fog" metaphor': (
        "analogy: lamp in the fog from word sampling",
    ),
    "the compass analogy from score-fields": ("analogy: compass from slug score-fields",),
    "Cake mental model (Lesson 2) comes back": ("model: Cake from number 2",),
    "DPO and GRPO directly transferred from Series 5 to images": (
        "concept: DPO + GRPO from series 5",
    ),
    "cross-attention, taught in 6.3.4": ("concept: cross-attention from lesson 6.3.4",),
    "checked off: self-attention from 4.2.4, pre-norm from 4.2.5": (
        "concept: self-attention from lesson 4.2.4",
        "concept: pre-norm from lesson 4.2.5",
    ),
    "- Flow matching (from 7.2.2, 7.4.3) -- the standard": (
        "concept: Flow matching from lesson 7.2.2 & lesson 7.4.3",
    ),
    "Paths (INTRODUCED)--same straight paths from 7.2.2": (
        "concept: straight paths from lesson 7.2.2",
    ),
    "Extension of log-odds from 4.1.1/4.3.2.": (
        "concept: log-odds from lesson 4.1.1 & lesson 4.3.2",
    ),
    "connects to the chain rule from backprop-by-hand (1.3)": (
        "concept: chain rule from slug 1.3 backprop-by-hand",
    ),
    '"Fog and lamp" returns in 8.1.2': ("unknown: Fog and lamp to lesson 8.1.2",),
    '"Fog and lamp" from Module 9.1 (planned)': ("unknown: Fog and lamp from module 9.1, planned",),
    '"It is zero." Connected to slopes from 1.1.4': ("concept: slopes from lesson 1.1.4",),
    '"Fog and lamp" (an echo) -- sampling joins noise (Series 4) and steps': (),
    '"Fog and lamp" (high-noise steps first)': (),
    '"Fog and lamp" -- two words taken from the graph; more': (),
    "the speed story from Series 6 through Module 7.3": (),
    "works differently: away from 7.2.1": (),
    "built on it (DEVELOPED from 3.2.3), starting from two-paths": (),
    "raised from INTRODUCED in 3.2.3": (),
    "the numbers (1.3, -0.8) and 42 from 3.5% of them": (),
    "learns from scratch, from data, from the paper": (),
    '"Fog and lamp" is not what 6.4.2 is about; more from 7.1.1': (),
    '"Fog and lamp" (two words that say it all)': (),
    '"Fog". Another sentence: from 6.4.2': (),
    "Module 6.3 starts with noise (Series 5 has none)": (),
}


class _Lead(Struct, frozen=True, gc=False):
    """The words that announce a source: `from`, `(`, `in` behind *taught* or *returns*."""

    start: int
    end: int
    word: str
    forward: bool = False


def find(text: str) -> Iterator[Attribution]:
    """In the order of the words that name the source."""
    quotes = _quotes(text)
    ends = [end for _, end in quotes]
    taken = 0
    for lead in _leads(text):
        if lead.start < taken:
            continue
        sources = pointers.read(text, lead.end + text.startswith(" ", lead.end))
        if not sources or (lead.word == "(" and not _is_alone(text, sources)):
            continue
        before = bisect_right(ends, lead.start)
        claim = _claim(text, lead, sources, quotes[max(0, before - _MOST_QUOTES) : before])
        if claim:
            taken = claim.end
            yield claim
    for number, (start, end) in enumerate(quotes):
        previous = ends[number - 1] if number else 0
        yield from _possessive(text, start, end, previous)


def _quotes(text: str) -> list[tuple[int, int]]:
    if '"' not in text and "”" not in text:
        return []
    return [match.span() for match in _QUOTE.finditer(text)]


def _leads(text: str) -> Iterator[_Lead]:
    for match in _LEAD.finditer(text):
        start, end = match.span()
        if match[0] != "in":
            yield _Lead(start, end, match[0])
            continue
        if not text.endswith(_IN_LEAD_ENDS, 0, start):
            continue
        low = max(0, start - _LONGEST_LEAD)
        for words, forward in ((_TAUGHT, False), (_FORWARD, True)):
            if verb := words.search(text, low, start):
                yield _Lead(verb.start(), end, "in", forward)


def _is_alone(text: str, sources: Sequence[Pointer]) -> bool:
    last = sources[-1]
    if last.kind == "word":
        return text[last.end : last.end + 1] == ")" and not text.endswith("ed", 0, last.end)
    return _ALONE.match(text, last.end) is not None


def _claim(
    text: str, lead: _Lead, sources: tuple[Pointer, ...], quotes: Sequence[tuple[int, int]]
) -> Attribution | None:
    names = _quoted(text, lead, quotes)
    if names:
        kind = _kind(text[names[-1].end : lead.start])
    elif lead.forward or (sources[0].kind == "word" and lead.word != "from"):
        return None
    elif called := _model_before(text, lead.start):
        names, kind = _called(called), _kind(called["kind"])
    else:
        names, kind = _concepts(text, lead), "concept"
    if not names or (kind == "concept" and sources[0].kind == "word"):
        return None
    start, end = names[0].start, sources[-1].end
    return Attribution(
        start,
        end,
        kind,
        names,
        sources,
        sources[0].start,
        end,
        "forward" if lead.forward else "backward",
        hedge_of(text, start, end),
    )


def _quoted(text: str, lead: _Lead, quotes: Sequence[tuple[int, int]]) -> tuple[Name, ...]:
    """The last quotation, if it reaches to the source, and those that are joined to it."""
    if not quotes or not _reaches(text, quotes[-1][1], lead):
        return ()
    chosen = [quotes[-1]]
    for start, end in reversed(quotes[:-1]):
        if not _AND.fullmatch(text[end : chosen[0][0]]):
            break
        chosen.insert(0, (start, end))
    return tuple(Name(text[start + 1 : end - 1], start + 1, end - 1) for start, end in chosen)


def _reaches(text: str, end: int, lead: _Lead) -> bool:
    """What stands between the two is a gloss and some words of one sentence."""
    if lead.start - end > _LONGEST_GAP or _NEW_SENTENCE.match(text, end - 2):
        return False
    gap = text[end : lead.start]
    words = gap.casefold().split()
    if lead.word == "(" and len(words) > _MOST_WORDS_BEFORE_BRACKET and "from" not in words:
        return False
    for opening in (_GLOSS, _DASH):
        match = opening.match(gap)
        gap = gap[match.end() :] if match else gap
    return (
        _GAP.fullmatch(gap) is not None
        and len(gap.split()) <= _MOST_WORDS_IN_GAP
        and " -- " not in gap
        and not _BREAKS_GAP.intersection(words)
    )


def _kind(words: str) -> Kind:
    if _ANALOGY.search(words):
        return "analogy"
    return "model" if _MODEL.search(words) else "unknown"


def _model_before(text: str, end: int) -> re.Match[str] | None:
    low = max(0, end - _LONGEST_NAME)
    if not _CALLED_HINT.is_in(text[low:end]):
        return None
    return _CALLED.search(text, low, end)


def _called(match: re.Match[str]) -> tuple[Name, ...]:
    """The words before *analogy*, behind the last one that cannot be part of a name."""
    words = list(_WORD.finditer(match["name"]))
    first = 0
    for at, word in enumerate(words):
        if word[0].casefold() in _NO_NAME:
            first = at + 1
    if first == len(words):
        return ()
    start = match.start("name") + words[first].start()
    end = match.start("name") + words[-1].end()
    return (Name(match.string[start:end], start, end),)


def _concepts(text: str, lead: _Lead) -> tuple[Name, ...]:
    """The words before the source, and those before an *and*."""
    low = max(0, lead.start - _LONGEST_NAME)
    window = text[low : lead.start].rstrip(" ,")
    if lead.word == "(" or not window or _departs(window):
        return ()
    last = _name_at_end(window, low)
    if last is None:
        return ()
    before = text[low : last.start]
    joined = _JOINED.search(before, max(0, len(before) - _LONGEST_JOINT))
    first = _name_at_end(before[: joined.start()], low) if joined else None
    return (first, last) if first else (last,)


def _departs(window: str) -> bool:
    """What stands at the end is one word, so that only the last one is looked at."""
    return _DEPARTS.search(window, window.rfind(" ") + 1) is not None


def _name_at_end(window: str, low: int) -> Name | None:
    """At most some words; none where the name would begin outside what is looked at."""
    words: list[re.Match[str]] = []
    whole = list(_WORD.finditer(window))
    while whole and whole[-1][0].casefold() in _LINKS and whole[-1].end() == len(window.rstrip()):
        window = window[: whole.pop().start()].rstrip(" ,")
    for word in reversed(whole):
        end = words[0].start() if words else len(window)
        if window[word.end() : end].strip() or not _is_name_word(word[0]):
            break
        words.insert(0, word)
        if len(words) > _MOST_WORDS:
            return None
    if not words or (low and words[0].start() == 0):
        return None
    name = window[words[0].start() : words[-1].end()]
    start = low + words[0].start() + len(name) - len(name.lstrip("*`"))
    return Name(name.strip("*`"), start, start + len(name.strip("*`")))


def _is_name_word(word: str) -> bool:
    plain = word.casefold()
    return (
        plain not in _NO_NAME and any(map(str.isalpha, word)) and not word.endswith((".", '"', "”"))
    )


def _possessive(text: str, start: int, end: int, previous: int) -> Iterator[Attribution]:
    """`autograd's "…" metaphor`, `the Series 4 "…" analogy`."""
    low = max(previous, start - 70)
    match = _POSSESSIVE.search(text[low:start])
    if match is None:
        return
    kind = _kind(" ".join(text[end : end + 30].split()[:2]))
    if kind == "unknown" and not match["owns"]:
        return
    sources = tuple(
        replace(pointer, start=low + pointer.start, end=low + pointer.end)
        for pointer in pointers.read(text[low : low + match.end("source")], match.start("source"))
    )
    if sources:
        name = Name(text[start + 1 : end - 1], start + 1, end - 1)
        place = low + match.start("source"), low + match.end("source")
        hedge = hedge_of(text, place[0], end)
        yield Attribution(place[0], end, kind, (name,), sources, *place, "backward", hedge)
