"""Turns bytes into a record file, in whatever form the record is."""

from __future__ import annotations

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect
from curriculum.files.source import Source
from curriculum.model.record_file import RecordFile

YAML_SUFFIXES = (".yaml", ".yml")


def is_yaml(path: str) -> bool:
    return path.endswith(YAML_SUFFIXES)


def read(source: Source, dialect: Dialect = DEFAULT_DIALECT) -> RecordFile:
    """Never fails on content; raises nothing."""
    if is_yaml(source.path):
        from curriculum.yaml.file import read_yaml_record  # ruamel.yaml costs 50 ms

        return read_yaml_record(source, dialect)
    return RecordFile(source.path, source, dialect)


def read_bytes(data: bytes, path: str, dialect: Dialect = DEFAULT_DIALECT) -> RecordFile:
    return read(Source(path, data), dialect)
