"""Which tables and lists look like a concept index, and what their columns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from curriculum.config.keys import Raw
from curriculum.parse.section_names import section_words
from curriculum.text.patterns import lazy_pattern
from curriculum.workspace.survey import Grid

# What teams call the columns of a concept index, in English and some neighbouring languages.
ROLES: Mapping[str, tuple[str, ...]] = {
    "concept": (
        "concept", "concepts", "outcome", "outcomes", "learning outcome", "skill", "skills",
        "topic", "topics", "idea", "term", "objective", "competency", "competence", "knowledge",
        "begriff", "begriffe", "konzept", "thema", "concepto", "notion", "compétence",
    ),
    "depth": (
        "depth", "level", "mastery", "stage", "proficiency", "depth reached", "degree", "tiefe",
        "niveau", "stufe", "nivel", "profondeur", "maturity",
    ),
    "lesson": (
        "lesson", "lessons", "where", "session", "week", "module", "unit", "course", "taught in",
        "chapter", "class", "lektion", "einheit", "lección", "leçon", "séance", "introduced in",
    ),
    "notes": ("notes", "note", "comment", "comments", "remarks", "remark", "notizen", "notas"),
}  # fmt: skip
# Scales whose order is known, lowest first; the letters are what tables make of them.
SCALES: Sequence[tuple[str, ...]] = (
    ("mentioned", "introduced", "developed", "applied"),
    ("introduced", "reinforced", "mastered"),
    ("introduced", "developed", "mastered"),
    ("introduced", "practiced", "mastered"),
    ("introduced", "practised", "mastered", "assessed"),
    ("introduce", "reinforce", "master"),
    ("named", "shown", "practised"),
    ("light", "medium", "full"),
    ("low", "medium", "high"),
    ("basic", "intermediate", "advanced"),
    ("beginner", "intermediate", "advanced", "expert"),
    ("novice", "beginner", "competent", "proficient", "expert"),
    ("beginning", "emerging", "developing", "proficient", "advanced"),
    ("awareness", "familiarity", "usage", "assessment"),
    ("remember", "understand", "apply", "analyze", "evaluate", "create"),
    ("genannt", "eingeführt", "vertieft", "angewandt"),
    ("i", "r", "m", "a"),
    ("i", "d", "m"),
    ("i", "p", "m"),
)
LONGEST_WORD, MOST_WORDS, LEAST_SHARE = 25, 7, 0.6
NUMBERED = lazy_pattern(r"^(?P<word>[^\W\d_][^\d|]*?)(?P<gap>[\s-]*)(?P<number>\d[\d.]*)$")


def read_index(grid: Grid) -> dict[str, Raw]:
    """What the columns of an index are; empty for another table."""
    if grid.is_list:
        return {"ladder": _words(grid, 1)} if _is_scale(grid.column(1)) else {}
    keys = [section_words(header) for header in grid.headers]
    concept = next((at for at, key in enumerate(keys) if key in ROLES["concept"]), None)
    if concept is None:
        return {}
    columns: dict[str, Raw] = {"concept": grid.headers[concept]}
    for role in ("depth", "lesson", "notes"):
        at = next((at for at, key in enumerate(keys) if key in ROLES[role] and at != concept), None)
        if at is not None:
            columns[role] = grid.headers[at]
            if role == "depth":
                columns["ladder"] = _words(grid, at)
    if "depth" in columns:
        return columns
    return _spread(grid, keys, concept)


def _spread(grid: Grid, keys: Sequence[str], concept: int) -> dict[str, Raw]:
    """Columns that are depths, or columns that are lessons with depths in their cells."""
    others = [at for at in range(len(keys)) if at != concept]
    scale = next((one for one in SCALES if sum(keys[at] in one for at in others) > 1), None)
    if scale:
        depths = [at for at in others if keys[at] in scale]
        return {
            "concept": grid.headers[concept],
            "matrix": {grid.headers[at]: grid.headers[at] for at in depths},
            "ladder": [
                grid.headers[at] for at in sorted(depths, key=lambda at: scale.index(keys[at]))
            ],
        }
    ids = [NUMBERED.match(grid.headers[at].strip("*`_ ")) for at in others]
    forms = {f"{found['word']}{found['gap']}" for found in ids if found}
    cells = [cell for at in others for cell in grid.column(at) if cell.strip("-–— ")]
    if len(forms) == 1 and sum(map(bool, ids)) > 1 and _is_scale(cells):
        return {
            "concept": grid.headers[concept],
            "lesson-id": f"{next(iter(forms))}{{lesson}}",
            "ladder": list(dict.fromkeys(cells)),
        }
    return {}


def _words(grid: Grid, at: int) -> list[Raw]:
    return list(dict.fromkeys(cell for cell in grid.column(at) if cell))


def _is_scale(cells: Sequence[str]) -> bool:
    """A handful of short words that come again and again."""
    words = {cell.casefold() for cell in cells if cell}
    known = any(
        sum(word in scale for word in words) >= LEAST_SHARE * len(words) for scale in SCALES
    )
    short = all(len(word) <= LONGEST_WORD for word in words)
    return (
        bool(words)
        and short
        and (known or 2 * len(words) <= len(cells))
        and len(words) <= MOST_WORDS
    )


def ladder_of(words: Sequence[str]) -> list[str]:
    """The words that come more than once or belong to a known scale, in its order if it has one."""
    count = Counter(words)
    scale = max(SCALES, key=lambda one: sum(word.casefold() in one for word in count))
    known = [word for word in count if word.casefold() in scale]
    if len(known) > 1:
        return sorted(known, key=lambda word: scale.index(word.casefold()))
    return [word for word, times in count.items() if times > 1] or list(count)
