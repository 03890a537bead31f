"""Proves that a record's YAML is read as the same record."""

from __future__ import annotations

from curriculum.config.dialect import Dialect
from curriculum.files.source import Source
from curriculum.model.as_data import same_words_aside
from curriculum.model.record_file import RecordFile
from curriculum.write.proof import Unproven, check_readable
from curriculum.yaml.file import read_yaml_record
from curriculum.yaml.write import yaml_forms


def as_yaml(reading: RecordFile, dialect: Dialect) -> str:
    """The record as YAML that is read as the same record. Raises Unproven.

    A YAML record is what its author wrote, with all comments, quotes and keys in their order.
    Comments of Markdown stand as YAML comments where they come back from there, else under their
    own key.
    """
    check_readable(reading)
    if reading.as_markdown is not reading:
        return reading.source.text
    record = reading.record
    for text in yaml_forms(record, dialect):
        source = Source("record.yaml", text.encode("utf-8", "surrogateescape"))
        again = read_yaml_record(source, dialect)
        if same_words_aside(record, again.record):
            return text
    raise Unproven("its YAML would be read as another record")
