"""What matters most for a lesson, within a budget of tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, log

from msgspec import Struct

from curriculum.course.course import Course
from curriculum.course.knowledge import KnownConcept, Remembered, State
from curriculum.plans.known_names import KnownNames
from curriculum.plans.names import Likeness, concept_name
from curriculum.text.words import loose, stems

# Characters of a token, as the usual tokenizers of English have them on average.
_CHARACTERS = 4
# How much a lesson of the same module or series is worth, in shared rare words.
_SAME_MODULE, _SAME_SERIES = 4.0, 1.0
_PARTS = (
    ("model", "mental_models"),
    ("analogy", "analogies"),
    ("promise", "not_covered"),
    ("misconception", "misconceptions"),
)


class PackItem(Struct, frozen=True):
    """`kind` is `concept`, `model`, `analogy`, `promise` or `misconception`."""

    kind: str
    text: str
    path: str
    line: int


class Pack(Struct, frozen=True):
    """`items` are in the order of what matters; `left` counts what did not fit, by kind."""

    items: tuple[PackItem, ...]
    left: tuple[tuple[str, int], ...]


class Wanted(Struct, frozen=True):
    """What the lesson is about, and the module that it belongs to."""

    about: str
    module: str | None


def tokens(text: str) -> int:
    return ceil(len(text) / _CHARACTERS)


def pack(course: Course, state: State, wanted: Wanted, budget: int) -> Pack:
    """A larger budget keeps all that a smaller one had: what does not fit ends the pack."""
    items = list(ranked(course, state, wanted))
    left = Counter(item.kind for item in items)
    spent, taken, files = tokens(left_line(left)), list[PackItem](), set[str]()
    for item in items:
        cost = tokens(f"{item_line(item)}\n")
        cost += 0 if item.path in files else tokens(f"{item.path}\n\n")
        if spent + cost > budget:
            break
        spent += cost
        taken.append(item)
        files.add(item.path)
        left[item.kind] -= 1
    return Pack(tuple(taken), tuple((kind, count) for kind, count in left.items() if count))


def ranked(course: Course, state: State, wanted: Wanted) -> Iterator[PackItem]:
    """Concepts, then models and analogies, promises due and misconceptions; each by its score."""
    words = _Words(course, state, wanted)
    for known in sorted(state.concepts, key=words.of_concept, reverse=True):
        depth = known.depth or ("begun" if known.coming else "-")
        yield PackItem("concept", f"{depth} {known.term} ({known.at})", known.path, known.line)
    for kind, field in _PARTS:
        entries: Sequence[Remembered] = getattr(state, field)
        for entry in sorted(entries, key=words.of_text, reverse=True):
            text = " ".join(entry.text.split())
            yield PackItem(kind, f"{text} ({entry.lesson or '-'})", entry.path, entry.line)


class _Words:
    """Scores by shared words, the rarer the better."""

    def __init__(self, course: Course, state: State, wanted: Wanted) -> None:
        self.course = course
        self.wanted = wanted
        self.about = loose(stems(wanted.about))
        names = [loose(stems(known.words)) for known in state.concepts]
        counts = Counter(word for name in names for word in name)
        self.weights = {word: log((len(names) + 1) / count) for word, count in counts.items()}

    def of_concept(self, known: KnownConcept) -> tuple[float, str]:
        name = concept_name(known.term)
        found = self.course.once(KnownNames).matches(name)
        sure = (match.appearance for match in found if match.likeness > Likeness.ALIKE)
        records = {entry.facts.path for entry in sure}
        score = 2 * self._shared(known.term) + self._shared(known.words) + log(1 + len(records))
        score += self._near(known.at) + 0.5 * self.course.depths.rank(known.depth)
        return score, known.term

    def of_text(self, entry: Remembered) -> tuple[float, str]:
        return self._shared(entry.text) + self._near(entry.lesson or ""), entry.text

    def _shared(self, text: str) -> float:
        words = loose(stems(text)) & self.about
        return sum(sorted(self.weights.get(word, 0.0) for word in words))

    def _near(self, lesson: str) -> float:
        module = lesson.rpartition(".")[0]
        if self.wanted.module is None or not module:
            return 0.0
        if module == self.wanted.module:
            return _SAME_MODULE
        same = module.partition(".")[0] == self.wanted.module.partition(".")[0]
        return _SAME_SERIES if same else 0.0


def item_line(item: PackItem) -> str:
    kind = "" if item.kind == "concept" else f"{item.kind}: "
    return f"{item.line}: {kind}{item.text}"


def left_line(left: Counter[str]) -> str:
    """With the highest counts, so that the line of any pack fits."""
    counts = ", ".join(f"{count} {_plural(kind, count)}" for kind, count in left.items() if count)
    return f"left out: {counts or 'nothing'}"


def _plural(kind: str, count: int) -> str:
    if count == 1:
        return kind
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def pack_lines(found: Pack) -> Iterator[str]:
    """Grouped by file, in the order of the first item of each; the last line is what is missing."""
    for path in dict.fromkeys(item.path for item in found.items):
        yield path
        for item in _of(path, found.items):
            yield item_line(item)
        yield ""
    yield left_line(Counter(dict(found.left)))


def _of(path: str, items: Iterable[PackItem]) -> list[PackItem]:
    return [item for item in items if item.path == path]
