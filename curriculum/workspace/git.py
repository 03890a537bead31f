"""The only place that runs git: it reads objects of a repository and runs nothing for it.

A repository's configuration can name commands (ssh, fsmonitor, hooks, helpers of remotes). A
partial clone fetches objects that are missing, and so would run them. No transport is allowed, so
a missing object stays missing.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

# `rev-parse --end-of-options` came with it.
OLDEST_GIT = "2.30"

_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.sshCommand=false",
    "-c", "core.askPass=",
    "-c", "credential.helper=",
    "-c", "protocol.allow=never",
)  # fmt: skip
_SAFE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",  # known from git 2.45 on; before, no transport is allowed
    "GIT_TERMINAL_PROMPT": "0",
}
# The others name the repository of a hook, commands to run, or files to write.
_KEPT = frozenset(
    {"GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM"}
)


class GitError(Exception):
    """What git cannot give; the message says what, and what to do."""


def run_git(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """`data` is its standard input. Raises GitError where git is not there."""
    try:
        return subprocess.run(
            ["git", *_OPTIONS, *arguments],
            input=data,
            capture_output=True,
            cwd=folder,
            env=_environment(os.environ),
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError(
            f"git is not installed, or is not on the PATH; install git {OLDEST_GIT} or newer"
        ) from error


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    return {**kept, **_SAFE}
