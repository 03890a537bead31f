"""The words of a team: depths, labels, sections, columns, forms of titles and ids."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from msgspec import Struct, field

from curriculum.config.forms import Form
from curriculum.text.patterns import lazy_pattern

LADDER = ("MENTIONED", "INTRODUCED", "DEVELOPED", "APPLIED")
LOAD_TYPES = ("BUILD", "STRETCH", "CONSOLIDATE")

# Canonical name of a lesson's field: the other labels that mean it.
LABELS: Mapping[str, tuple[str, ...]] = {
    "Concepts taught": ("What was taught",),
    "Concepts reinforced/connected": (
        "Concepts reinforced",
        "Concepts connected",
        "Concepts deepened",
        "Concepts revisited",
    ),
    "Mental models established": (),
    "Mental models reinforced": (),
    "Analogies used": ("Key analogies used",),
    "How concepts were taught": ("How key concepts were taught",),
    "Misconceptions addressed": (),
    "What is NOT covered": ("What was NOT covered", "NOT covered"),
    "Review history": ("Review", "Review notes"),
    "Widgets": ("Widget",),
    "Exercises": ("Checks and exercises", "Checks/exercises"),
    "Visual elements": (),
    "Notebook": (),
    "Modalities used": (),
    "Notes for future lessons": (),
    "Deviations from plan": (),
    "Build notes": (),
    '"Of Course" moments': (),
    "Status": (),
}

# These labels are told apart by their value, see `fields.name_of`.
LOAD_LABELS = ("Type", "Cognitive load", "Cognitive load type", "New concepts")


# Section, column and status words of a team's own, by the names that the configuration has.
SECTIONS = ("index", "lessons", "models")
ROLES = ("concept", "depth", "lesson", "notes", "ignore")


class OwnWords(Struct, frozen=True):
    """What a team says in `[tool.curriculum.dialect]`; all empty where it says nothing.

    `depths` are synonyms of a depth, and `nothing` the words for none. `matrix` are columns of
    the index whose cells are places, each with its depth; with `lessons_as_columns` the headers
    are places, and the cells depths. `record` is `module` or `lesson`: what one file describes.
    """

    titles: tuple[Form, ...] = ()
    record: str = "module"
    word: str = ""
    depths: Mapping[str, str] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()
    open: bool = False
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matrix: Mapping[str, str] = field(default_factory=dict)
    lessons_as_columns: bool = False
    ids: tuple[Form, ...] = ()
    several: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    status: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[Form, ...] = ()


NO_OWN_WORDS = OwnWords()


class Dialect(Struct, frozen=True, dict=True):
    """The words of a team's records: the built-in ones, and those of its configuration."""

    ladder: tuple[str, ...] = LADDER
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: LABELS)
    dash: str = "--"
    own: OwnWords = NO_OWN_WORDS

    @cached_property
    def canonical_labels(self) -> dict[str, str]:
        names = {label_key(name): name for name in self.labels}
        return names | {
            label_key(other): name for name, others in self.labels.items() for other in others
        }

    @cached_property
    def is_own(self) -> bool:
        """Whether the team has configured a dialect; then only what it names is demanded."""
        return self.own != NO_OWN_WORDS

    @property
    def is_spread(self) -> bool:
        """Whether one row of the index holds several entries, so that it is kept as it stands."""
        return bool(self.own.matrix or self.own.lessons_as_columns or self.own.several)

    def demands(self, part: str) -> bool:
        """`index`, `lessons`, `models`, `Goal` or `Status`."""
        return not self.is_own or part in self.own.sections or part in self.own.fields

    @cached_property
    def depth_words(self) -> Mapping[str, str]:
        """Each word that is a depth, and the depth that it means."""
        return {**{depth: depth for depth in self.ladder}, **self.own.depths}

    def depth_meant(self, word: str) -> str | None:
        """In a ladder of its own, a team need not keep to upper case."""
        found = self.depth_words.get(word)
        if found is None and self.is_own:
            return self._folded_depths.get(word.casefold())
        return found

    @cached_property
    def _folded_depths(self) -> Mapping[str, str]:
        return {word.casefold(): depth for word, depth in self.depth_words.items()}

    def is_nothing(self, word: str) -> bool:
        return any(word.casefold() == other.casefold() for other in self.own.nothing)

    def section_word(self, name: str, built_in: str) -> str:
        """The heading that canonical writing gives a section, without hashes."""
        return next(iter(self.own.sections.get(name, ())), built_in)

    def column_word(self, role: str, built_in: str) -> str:
        return next(iter(self.own.columns.get(role, ())), built_in)

    def field_word(self, name: str) -> str:
        """The label that canonical writing gives a field."""
        return next(iter(self.own.fields.get(name, ())), name)


_BLANKS = lazy_pattern(r"\s+")
_PLAIN_QUOTES = str.maketrans("“”’‘", "\"\"''")


@lru_cache(maxsize=1 << 10)
def label_key(label: str) -> str:
    """Labels are the same whatever their case, blanks and kind of quotation mark."""
    return _BLANKS.sub(" ", label).strip().casefold().translate(_PLAIN_QUOTES)


DEFAULT_DIALECT = Dialect()
