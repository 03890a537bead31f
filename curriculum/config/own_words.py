"""The words of `[tool.curriculum.dialect]` as one value, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curriculum.config.dialect import OwnWords
from curriculum.config.forms import PLACEHOLDERS, Form, unknown_placeholders
from curriculum.config.keys import ConfigError, Raw, Where
from curriculum.config.nearest import meant

FORMS = ("title", "lesson-id", "lesson-heading")


def own_words(table: Mapping[str, Raw]) -> OwnWords:
    """`table` has the right form."""
    several = table.get("several")
    return OwnWords(
        titles=_forms(table, "title"),
        record=str(table.get("record", "module")),
        depths=dict(_synonyms(table)),
        nothing=tuple(_words(table.get("nothing"))),
        open=table.get("open") is True,
        sections=_tables(table, "sections"),
        columns=_tables(table, "columns"),
        matrix={name: words[0] for name, words in _tables(table, "matrix").items()},
        lessons_as_columns=table.get("lessons-as-columns") is True,
        ids=_forms(table, "lesson-id"),
        several=several if isinstance(several, str) else "",
        fields=_tables(table, "fields"),
        status=_tables(table, "status"),
        headings=_forms(table, "lesson-heading"),
    )


def ladder_of(table: Mapping[str, Raw]) -> tuple[str, ...]:
    """The names of the depths, lowest first; empty where the team keeps the built-in ones."""
    return tuple(name for name, _ in _steps(table))


def check_own_words(table: Mapping[str, Raw], ladder: Sequence[str], where: Where) -> None:
    """Raises ConfigError for what has the right form and cannot be meant."""
    for key in FORMS:
        for text in _words(table.get(key)):
            if unknown := unknown_placeholders(text):
                hint = meant(unknown[0], PLACEHOLDERS, "use")
                message = f'"{text}" has the unknown placeholder "{{{unknown[0]}}}"; {hint}'
                raise ConfigError(f'{where(["dialect", key, text])}: in "{key}", {message}')
            _check_once(key, text, where)
    for header, depth in ((name, words[0]) for name, words in _tables(table, "matrix").items()):
        if depth not in ladder:
            place = where(["dialect", "matrix", header])
            hint = meant(depth, ladder, "use one of")
            raise ConfigError(f'{place}: in "matrix", "{depth}" is not in the ladder; {hint}')
    several = table.get("several")
    if isinstance(several, str) and several.count("{concept}") != 1:
        place = where(["dialect", "several"])
        raise ConfigError(f'{place}: "several" must have "{{concept}}" once; write "{{concept}}, "')


def _check_once(key: str, text: str, where: Where) -> None:
    names = Form(text).names
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        place = where(["dialect", key, text])
        raise ConfigError(f'{place}: in "{key}", "{text}" has "{{{twice}}}" twice; delete one')


def _words(value: Raw) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list) else []


def _forms(table: Mapping[str, Raw], key: str) -> tuple[Form, ...]:
    return tuple(map(Form, _words(table.get(key))))


def _tables(table: Mapping[str, Raw], key: str) -> dict[str, tuple[str, ...]]:
    value = table.get(key)
    entries = value if isinstance(value, Mapping) else {}
    return {name: tuple(_words(words)) for name, words in entries.items() if _words(words)}


def _steps(table: Mapping[str, Raw]) -> Iterator[tuple[str, list[str]]]:
    value = table.get("ladder")
    for entry in value if isinstance(value, list) else _words(value):
        if isinstance(entry, Mapping):
            yield str(entry.get("name", "")), _words(entry.get("also"))
        else:
            yield str(entry), []


def _synonyms(table: Mapping[str, Raw]) -> Iterator[tuple[str, str]]:
    for name, others in _steps(table):
        yield from ((other, name) for other in others)
