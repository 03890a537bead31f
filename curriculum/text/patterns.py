"""Regular expressions that are compiled when they are first used.

All commands together have some 360 of them, of which the rules need 270: 70 ms of each start. A
course that did not change needs 20.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Lazy:
    """Takes over the methods of the compiled pattern once one is called, and is as fast then."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but that a wrong pattern is told when it is first used; tests use all.

    A match knows the compiled pattern, `match.re`, which is not this object.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
