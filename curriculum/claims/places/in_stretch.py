"""Where something was taught, in the few words behind a depth: `tensors, 2.1.1`, `Series 5`.

For short stretches that name a place only: in running text these forms mean other things, too.
Whether a word is a slug, its reader must know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.text.patterns import lazy_pattern

_NUMBER = r"(?<![\w.~$])\d{1,2}\.\d{1,2}"
_END = r"(?![\w%]|\.?\d|\.\d)"
_SOURCE = lazy_pattern(
    rf"(?P<lesson>{_NUMBER}\.\d{{1,2}}{_END})"
    rf"|(?P<module>(?:\b(?:[Mm]odule|[Ss]eries) \d{{1,2}}\.\d{{1,2}}|{_NUMBER}){_END})"
    rf"|(?P<series>\b[Ss]eries \d{{1,2}}(?:-\d{{1,2}})?{_END})"
    rf"|(?P<number>\b[Ll]esson \d{{1,3}}{_END})"
    r"|(?<![\w.-])(?P<slug>[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,12})(?![\w-])"
    r"|\A(?:the )?`?(?!in\b|at\b|by\b)(?P<word>[a-z][a-z0-9]{1,30})`?"
    rf"(?=\Z|,| {_NUMBER}(?:\.\d{{1,2}})?{_END}| \(|/| and )"
    r"|\A(?:the )?(?P<name>[A-Z][\w-]{1,40}(?: [\w-]{1,40}){0,5})(?=\Z|,| \()"
    r"|(?<![\w-])(?P<called>[\w-]{1,40}) lesson\b"
)


class Source(Struct, frozen=True):
    """`kind` is `lesson` (x.y.z), `module` (x.y), `series`, `number`, `slug`, `word` or `name`."""

    start: int
    end: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"

    @property
    def digits(self) -> str:
        """The number alone, without its lead word."""
        return self.text.rpartition(" ")[2]


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "vectors, 1.4.2": ("word vectors", "lesson 1.4.2"),
    "adding-vectors (1.4)": ("slug adding-vectors", "module 1.4"),
    "worked twice in 3.2.3 and 3.3.1": ("lesson 3.2.3", "lesson 3.3.1"),
    "4.1.1/4.3.2": ("lesson 4.1.1", "lesson 4.3.2"),
    "Module 2.1": ("module Module 2.1",),
    "Series 5, lesson 2": ("series Series 5", "number lesson 2"),
    "first-steps and second-steps": ("slug first-steps", "slug second-steps"),
    "Drawing With Vectors": ("name Drawing With Vectors",),
    "the vectors lesson": ("name vectors",),
    "half of 3.5%": (),
    "in this way": (),
    "by 1.2.3.4 releases": (),
    "~6.2 of them": (),
}


def find(text: str) -> Iterator[Source]:
    for match in _SOURCE.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        yield Source(start, end, "name" if kind == "called" else kind, match[kind])
