"""What git needs to compare and to merge records: attributes, and commands to configure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from curriculum.cli.changes import write_changes
from curriculum.cli.configuration import configured
from curriculum.cli.output import Failure, say, write_line
from curriculum.cli.paths import record_folders
from curriculum.files.file import read_file
from curriculum.files.repository import leads_outside
from curriculum.files.writing import Change

ATTRIBUTES = ".gitattributes"
COMMANDS = (
    'git config diff.curriculum.textconv "curriculum textconv --"',
    'git config merge.curriculum.name "records, by what their parts are"',
    'git config merge.curriculum.driver "curriculum merge-file -- %O %A %B %P"',
)


def init_git(folder: Path) -> int:
    """Writes the lines that are missing, and prints what each clone has to configure by itself.

    Git runs no command that a repository brings along, and so nothing is configured here.
    """
    names = record_folders(configured(None)).names
    file = folder / ATTRIBUTES
    if leads_outside(file, folder):
        raise Failure(f'"{ATTRIBUTES}" leads out of the repository; nothing is written through it')
    old = _content(file)
    new = (old or b"") + _missing(old or b"", names)
    if new != (old or b""):
        write_changes([Change(file, old, new)])
        say(f'wrote "{ATTRIBUTES}"')
    else:
        say(f'"{ATTRIBUTES}" has the lines already')
    for line in COMMANDS:
        write_line(line)
    say("next: each person runs these commands once in their clone; git takes none from a file")
    return 0


def _content(file: Path) -> bytes | None:
    try:
        return read_file(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f'cannot read "{file.name}": {reason}') from error


def _missing(old: bytes, names: Iterable[str]) -> bytes:
    newline = b"\r\n" if b"\r\n" in old else b"\n"
    known = {line.strip() for line in old.splitlines()}
    lines = [line.encode() for line in _lines(names) if line.encode() not in known]
    end = newline if old and not old.endswith(b"\n") and lines else b""
    return end + b"".join(line + newline for line in lines)


def _lines(names: Iterable[str]) -> Iterator[str]:
    """Git takes a name with a blank in quotes."""
    for name in names:
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        shown = f'"{quoted}"' if re.search(r'[\s"]', name) else name
        yield f"{shown} diff=curriculum merge=curriculum"
