"""Real git repositories for tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SETTINGS = {
    "user.name": "A",
    "user.email": "a@example.org",
    "commit.gpgsign": "false",
    "core.autocrlf": "false",
}


def new_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may do so in a hook, whose environment names another repository."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "--quiet", "--initial-branch", "main", folder=folder)
    for name, value in SETTINGS.items():
        git("config", name, value, folder=folder)


def git(*arguments: str, folder: Path | None = None) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout
