"""What a model or an analogy is called: its quoted or bold part, else what it begins with."""

from __future__ import annotations

import re

from curriculum.text.patterns import lazy_pattern

_QUOTED = lazy_pattern(r'\**["“](?P<name>[^"“”]{2,160})["”]')
_BOLD = lazy_pattern(r"\*\*(?P<name>[^*]{2,160})\*\*")
_HEAD_END = lazy_pattern(r" -- |--| — |—|: | \(|\. ")
LONGEST = 90


def model_name(text: str) -> str:
    named = _QUOTED.match(text) or _BOLD.match(text)
    if named:
        return named["name"].strip(' .,;:"“”')
    head = _HEAD_END.split(text.strip(), maxsplit=1)[0].strip()
    return head if len(head) <= LONGEST else f"{head[:LONGEST].rsplit(' ', 1)[0]} …"


def model_key(name: str) -> str:
    words = re.findall(r"[^\W_]+", name.casefold())
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"a", "an", "the"} else words)
