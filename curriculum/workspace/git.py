"""The only place that runs git: it reads objects of a repository and runs nothing for it.

A repository's configuration can name commands (ssh, fsmonitor, hooks, helpers of remotes). A
partial clone fetches objects that are missing, and so would run them. No transport is allowed, so
a missing object stays missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

# Before, `rev-parse` passed over `--end-of-options`: a revision could be read as an option.
OLDEST_GIT = (2, 30)

_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.sshCommand=false",
    "-c", "core.askPass=",
    "-c", "credential.helper=",
    "-c", "fetch.bundleURI=",
    "-c", "protocol.allow=never",
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip
_SAFE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",  # known from git 2.45 on; before, no transport is allowed
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # else SSH_ASKPASS would be asked
}
# Where the user lets git search, and the user's own configuration: it says whose repositories may
# be read, and the options above outrank it. All other names that begin with GIT_ name the
# repository of a hook, commands to run, or files to write.
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_CONFIG_")


class GitError(Exception):
    """What git cannot give; the message says what, and what to do."""


def run_git(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """`data` is its standard input. Raises GitError where git is not there."""
    return subprocess.run(
        [_program(), *_OPTIONS, *arguments],
        input=data,
        capture_output=True,
        cwd=folder,
        env=_environment(os.environ),
        check=False,
    )


def check_version(folder: Path) -> None:
    """Raises GitError where git is not there, or is older than the oldest that is supported."""
    answer = run_git(folder, "version").stdout.decode("utf-8", "replace").strip()
    numbers = re.search(r"(\d+)\.(\d+)", answer)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST_GIT:
        raise GitError(f'git {_oldest()} or newer is needed, and here is "{answer}"; update git')


def _oldest() -> str:
    return ".".join(map(str, OLDEST_GIT))


def _program() -> str:
    """Never from the current folder, where a relative entry of the PATH would find it."""
    places = [place for place in os.get_exec_path() if os.path.isabs(place)]
    found = shutil.which("git", path=os.pathsep.join(places))
    if found is None or not os.path.isabs(found):
        raise GitError(
            f"git is not installed, or is not on the PATH; install git {_oldest()} or newer"
        )
    return found


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    return {**kept, **_SAFE}
