"""The configuration of a house: where it is found, what it may say, where each value came from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from curriculum.config.dialect import LABELS, Dialect
from curriculum.config.keys import KEYS, ConfigError, Raw, check_keys
from curriculum.config.meaning import check_meaning
from curriculum.config.own_words import ladder_of, own_words
from curriculum.config.places import toml_line, yaml_line
from curriculum.config.settings import Settings
from curriculum.files.file import read_utf8
from curriculum.files.repository import folders_up_to_root, others_can_write
from curriculum.problem import Severity

YAML_NAME = ".curriculum.yaml"
TOML_NAME = "pyproject.toml"


class Configuration(Struct, frozen=True):
    """`file` is None where nothing is configured; paths in it are relative to `folder`.

    `written` is the text of the file. `unread` are files nearer than it that others can write.
    """

    folder: Path
    file: Path | None = None
    values: Mapping[str, Raw] = field(default_factory=dict)
    written: str = ""
    unread: tuple[Path, ...] = ()

    def place(self, path: Sequence[str]) -> str:
        """`pyproject.toml:12`, for a key, or for the keys and the value that lead to a place."""
        toml = self.file is not None and self.file.suffix == ".toml"
        line = (toml_line if toml else yaml_line)(self.written, path)
        return f"{self.file}:{line}" if line else str(self.file)

    def value(self, key: str) -> Raw:
        return self.values.get(key, KEYS[key].default)

    def origin(self, key: str) -> str:
        return str(self.file) if key in self.values and self.file else "default"

    def names(self, key: str) -> tuple[str, ...]:
        """A list of words; one word alone is a list of one."""
        value = self.value(key)
        return (value,) if isinstance(value, str) else tuple(map(str, _list(value)))

    def text(self, key: str) -> str | None:
        value = self.value(key)
        return value if isinstance(value, str) else None

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table whose values are lists of words."""
        return {
            name: (entry,) if isinstance(entry, str) else tuple(map(str, _list(entry)))
            for name, entry in _table(self.value(key)).items()
        }

    def text_in(self, table: str, key: str) -> str:
        """A word in a table of keys; its default where the house leaves it out."""
        return str(_table(self.value(table)).get(key, KEYS[table].keys[key].default))

    def names_in(self, table: str, key: str) -> tuple[str, ...]:
        """A list of words in a table of keys."""
        value = _table(self.value(table)).get(key, KEYS[table].keys[key].default)
        return (value,) if isinstance(value, str) else tuple(map(str, _list(value)))

    @property
    def severities(self) -> dict[str, Severity]:
        return {
            rule: Severity(str(value)) for rule, value in _table(self.value("severity")).items()
        }

    @property
    def dialect(self) -> Dialect:
        words = _table(self.value("dialect"))
        own = own_words(words)
        return Dialect(
            ladder=ladder_of(words) or self.names("ladder"),
            labels=_with_own_labels({**self.lists("labels"), **own.fields}),
            dash=self.text("dash") or "--",
            own=own,
        )

    @property
    def settings(self) -> Settings:
        return Settings(
            dialect=self.dialect,
            required_fields=self.names("required-fields"),
            aliases=tuple(tuple(map(str, _list(group))) for group in _list(self.value("aliases"))),
            external=self.names("external"),
        )


def _list(value: Raw) -> Sequence[Raw]:
    return value if isinstance(value, list) else []


def _table(value: Raw) -> Mapping[str, Raw]:
    return value if isinstance(value, Mapping) else {}


def _with_own_labels(own: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """A team adds synonyms to a label, and labels of its own; it takes none away."""
    return {
        name: (*LABELS.get(name, ()), *own.get(name, ())) for name in dict.fromkeys((*LABELS, *own))
    }


def load_configuration(start: Path, named: Path | None = None) -> Configuration:
    """Searches from `start` up to the root of its repository; `named` overrides.

    What others could have put into a parent folder is not read. Raises ConfigError, and OSError.
    """
    if named is not None:
        return _read(named) or Configuration(named.parent, named)
    unread: list[Path] = []
    for folder in folders_up_to_root(start):
        files = [folder / name for name in (TOML_NAME, YAML_NAME) if (folder / name).is_file()]
        if files and others_can_write(folder, start):
            unread += files
            continue
        found = next(filter(None, map(_read, files)), None)
        if found:
            return replace(found, unread=tuple(unread))
    return Configuration(start, unread=tuple(unread))


def _read(file: Path) -> Configuration | None:
    """None where a `pyproject.toml` has no table for us."""
    text = read_utf8(file)
    if file.suffix == ".toml":
        values = _toml(file, text)
    else:
        from curriculum.config.yaml import read_yaml  # ruamel.yaml costs 50 ms

        values = read_yaml(file, text)
    if values is None:
        return None
    configuration = Configuration(file.parent, file, values, text)
    check_keys(values, configuration.place)
    check_meaning(values, configuration.place)
    return configuration


def _toml(file: Path, text: str) -> Mapping[str, Raw] | None:
    try:
        tools = tomllib.loads(text).get("tool", {})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: this is no TOML: {error}") from error
    if not isinstance(tools, dict) or "curriculum" not in tools:
        return None
    values = tools["curriculum"]
    if not isinstance(values, dict):
        raise ConfigError(f'{file}: "tool.curriculum" must be a table; write [tool.curriculum]')
    return values
