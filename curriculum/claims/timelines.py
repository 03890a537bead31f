"""The events of a Mermaid `timeline`: `Aug 2022 : SD v1.4 : Waifu Diffusion`.

The text is that of the code block, without its fences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curriculum.claims import periods
from curriculum.claims.dates import ROLE_OF, Dated, Dating
from curriculum.claims.periods import Period
from curriculum.text.names import split
from curriculum.text.patterns import lazy_pattern

_KEYWORD = lazy_pattern(r"(title|section|accTitle|accDescr|%%)\b")
_EVENT = lazy_pattern(r"[^:\n]+")
# What stands behind the name of an event.
_NAME_END = lazy_pattern(r" \(| --? | [–—] |<br|, ")
_MONTH_ALONE = lazy_pattern(periods.MONTH)

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "timeline\n  title Image models\n  Aug 2022 : SD v1.4\n  2023 : DeepFloyd IF : SDXL (Jul)\n": (
        "SD v1.4: 2022-08",
        "DeepFloyd IF: 2023-01..2023-12",
        "SDXL: 2023-01..2023-12",
    ),
    "timeline\n  section 2024\n    Jun : SD3 weights\n        : Kolors - a U-Net\n": (
        "SD3: 2024-06 release",
        "Kolors: 2024-06",
    ),
    "graph TD\n  2024 : SD3\n": (),
    "timeline\n  U-Net era : SD v1.4\n": (),
}


def find(text: str) -> Iterator[Dated]:
    """Nothing where the block is no timeline, or where a period is no date."""
    lines = text.splitlines(keepends=True)
    if _diagram(lines) != "timeline":
        return
    year, period, start = "", None, 0
    for line in lines:
        head, colon, _ = line.partition(":")
        keyword = _KEYWORD.match(line.lstrip())
        if keyword and keyword[1] == "section":
            year = line.strip().removeprefix("section").strip()
        elif colon and not keyword:
            period = _period(head.strip(), year) if head.strip() else period
            if period:
                yield from _events(text, start + len(head) + 1, start + len(line), period)
        start += len(line)


def _diagram(lines: list[str]) -> str:
    return next((line.split()[0] for line in lines if line.strip()), "")


def _period(head: str, section: str) -> Period | None:
    return periods.read(f"{head} {section}" if _MONTH_ALONE.fullmatch(head) else head)


def _events(text: str, start: int, end: int, period: Period) -> Iterator[Dated]:
    for event in _EVENT.finditer(text, start, end):
        name = _NAME_END.split(event[0], maxsplit=1)[0].strip()
        words = name.split()
        role = ROLE_OF.get(words[-1].casefold(), "") if words else ""
        name = " ".join(words[:-1]) if role else name
        if name:
            at = event.start() + event[0].index(words[0])
            dating = Dating(period, role, period.text)
            yield Dated(at, at + len(name), name, split(name), (), (dating,), certain=True)
