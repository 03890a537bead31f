"""`.curriculum.yaml`, read as plain data. An importer of ruamel.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from curriculum.config.keys import ConfigError, Raw


def read_yaml(file: Path, text: str) -> Mapping[str, Raw]:
    """Raises ConfigError where the text is no YAML table."""
    try:
        values: object = YAML(typ="safe", pure=True).load(text)
    except DuplicateKeyError as error:
        line, key = error.problem_mark.line, error.problem.split('"')[1]
        raise ConfigError(
            f'{file}:{line + 1}: the key "{key}" stands here a second time; keep one of the two'
        ) from error
    except MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ConfigError(f"{file}{line}: this is no YAML: {error.problem}") from error
    except (YAMLError, RecursionError) as error:
        raise ConfigError(f"{file}: this is no YAML: {error}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(f"{file}: a configuration is a table of keys; write `records: [records]`")
    return {str(key): _named(value) for key, value in values.items()}


def _named(value: Raw) -> Raw:
    """A table whose keys are words, whatever they look like."""
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else value
