"""Sentences that say who made a thing: `Kolors by Kuaishou`, `Kuaishou's Kolors`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from curriculum.claims.hint import Hint
from curriculum.claims.things import subject_before
from curriculum.text.names import split
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

_FIRM = r"[A-Z][\w&-]{1,30}(?: (?:[A-Z][\w&-]{0,30}|AI)){0,2}"
_BY = lazy_pattern(
    r",? (?:(?:which )?(?:was|is) )?"
    r"(?:(?:developed|made|trained|released|published|built|created|painted|open-sourced) )?by "
    rf"(?P<maker>{_FIRM})(?! et al| [A-Z]|, [A-Z]|,? (?:&|and) |\w|'|’| \(?\d)"
)
_OWNED = lazy_pattern(
    rf"(?<![\w-])(?P<maker>{_FIRM})['’]s (?=(?P<name>[A-Z0-9][\w.+-]*(?: [A-Z0-9][\w.+-]*){{0,4}}))"
)
HINT = Hint((" by ", "'s ", "’s "), lazy_pattern(r" by [A-Z]|['’]s [A-Z\d]"))
# What may stand behind a name that is not the first word of a longer one.
_BEHIND = lazy_pattern(r"[*_`\"]{0,3}(?:\Z|[.,;:)?!](?:\s|\Z)| ?[(—–]| --|\s(?P<word>[a-z]+))")
_FOLLOWERS = vocabulary(
    "is was has had and or in on with came uses used can does did from by to as at for which that",
    "but adds added shows showed takes took keeps kept replaces replaced brings brought",
)


class Made(Struct, frozen=True, gc=False):
    """`owned` for `MAKER's NAME`, which may be said of those who run a thing or sell it."""

    start: int
    end: int
    name: str
    named: tuple[str, ...]
    maker: str
    owned: bool = False

    def __str__(self) -> str:
        return f"{self.name} by {self.maker}"


EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "shown with Tencent's Hunyuan-DiT.": ("Hunyuan-DiT by Tencent",),
    "The Wan 2.1 by Alibaba": ("Wan 2.1 by Alibaba",),
    "Flux was developed by Black Forest Labs, then sold": ("Flux by Black Forest Labs",),
    "Black Forest Labs' site": (),
    "a fine-tune of Flux by Alibaba": (),
    "DDPM by Ho et al.": (),
    "DDPM by Jonathan Ho et al.": (),
    "Flux by Google and others": (),
    "Flux by Google, Meta and others": (),
    "Tencent's Flux fine-tune": (),
    "Tencent's Flux ControlNet": ("Flux ControlNet by Tencent",),
    "Bayes's rule by hand": (),
}


def find(text: str) -> Iterator[Made]:
    if not HINT.is_in(text):
        return
    for match in _BY.finditer(text):
        subject = subject_before(text, match.start())
        if subject:
            start, name = subject
            yield Made(start, match.end(), name, split(name), match["maker"])
    for match in _OWNED.finditer(text):
        name = match["name"].rstrip(".-")
        end = match.start("name") + len(name)
        if _is_whole(text, end):
            yield Made(match.start(), end, name, split(name), match["maker"], owned=True)


def _is_whole(text: str, end: int) -> bool:
    behind = _BEHIND.match(text, end)
    return behind is not None and (behind["word"] is None or behind["word"] in _FOLLOWERS)
