"""How many findings of each kind the iterations of a review have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from curriculum.check.rule import Finding
from curriculum.check.rules.shared.review_parts import Part
from curriculum.claims.reviews import Findings
from curriculum.text.patterns import lazy_pattern

_SERIOUS = ("critical", "improvement")
Counts = dict[int, Mapping[str, int]]
_TOTAL = lazy_pattern(
    r"\b(?:over|across) (?:the |all )?(?:\d+ |two |three |four |five |both )?iterations\b"
    r"|\b(?:in total|altogether)\b",
    re.IGNORECASE,
)


def is_total(part: Part) -> bool:
    """It counts what all iterations found together."""
    return _TOTAL.search(part.text) is not None


def counts_of(parts: Sequence[Part]) -> Counts:
    """What each iteration found, as the first text that counts it says."""
    counts: Counts = {}
    for part in parts:
        told = part.number is not None and not part.heading and not is_total(part)
        if told and part.number is not None and part.number not in counts:
            found = first_of_each_kind(part)
            if found:
                counts[part.number] = {kind: one.count for kind, one in found.items()}
    return counts


def first_of_each_kind(part: Part) -> Mapping[str, Findings]:
    found: dict[str, Findings] = {}
    for findings in part.all(Findings):
        for kind in findings.kinds if not findings.left else ():
            found.setdefault(kind, findings)
    return found


def is_clean(part: Part) -> bool:
    found = first_of_each_kind(part)
    return "improvement" in found and not any(found[k].count for k in _SERIOUS if k in found)


def totals_over_all(parts: Sequence[Part], counts: Counts) -> Iterator[Finding]:
    """What is said of all iterations together is the sum of what each of them found."""
    for part in parts:
        for kind, said in first_of_each_kind(part).items() if is_total(part) else ():
            found = [one.get(kind) for one in counts.values()]
            total = sum(filter(None, found))
            if len(found) > 1 and None not in found and said.count != total:
                yield Finding(
                    part.span_of(said),
                    f"all iterations together have {said.count} {kind} here, but {total} where "
                    "each is described; correct one of them",
                    subject=f"{kind} in all",
                )
