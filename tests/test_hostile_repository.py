"""A repository whose configuration names commands everywhere git takes one: none is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import BROKEN, RECORD, Ran
from tests.repository import git, new_repository

Run = Callable[..., Ran]

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

# Every key whose value git runs, with `{run}` for the command.
EXECUTABLE = {
    "alias.cat-file": "!{run}",
    "alias.ls-tree": "!{run}",
    "alias.rev-parse": "!{run}",
    "browser.x.cmd": "{run}",
    "core.alternateRefsCommand": "{run}",
    "core.askPass": "{run}",
    "core.editor": "{run}",
    "core.fsmonitor": "{run}",
    "core.gitProxy": "{run}",
    "core.pager": "{run}",
    "core.sshCommand": "{run}",
    "credential.helper": "!{run}",
    "credential.https://example.invalid.helper": "!{run}",
    "diff.external": "{run}",
    "diff.evil.command": "{run}",
    "diff.evil.textconv": "{run}",
    "difftool.x.cmd": "{run}",
    "filter.evil.clean": "{run}",
    "filter.evil.process": "{run}",
    "filter.evil.smudge": "{run}",
    "gpg.program": "{run}",
    "gpg.ssh.program": "{run}",
    "gpg.ssh.defaultKeyCommand": "{run}",
    "gpg.x509.program": "{run}",
    "interactive.diffFilter": "{run}",
    "merge.evil.driver": "{run}",
    "mergetool.x.cmd": "{run}",
    "pager.cat-file": "{run}",
    "pager.ls-tree": "{run}",
    "pager.rev-parse": "{run}",
    "sequence.editor": "{run}",
    "ssh.variant": "simple",
    "trailer.x.cmd": "{run}",
    "uploadpack.packObjectsHook": "{run}",
}
# With these, a partial clone fetches what it lacks. Each address has its own way to run a command.
REMOTES = {
    "ext": {"url": "ext::{run} %S"},
    "ssh": {"url": "ssh://example.invalid/x"},
    "scp": {"url": "git@example.invalid:x"},
    "git": {"url": "git://example.invalid/x"},
    "https": {"url": "https://127.0.0.1:9/x"},
    "path": {"url": "{folder}/other", "uploadpack": "{run}"},
    "file": {"url": "file://{folder}/other", "uploadpack": "{run}"},
    "helper": {"url": "x", "vcs": "evil"},
}


@pytest.fixture
def marker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever runs leaves this file behind."""
    new_repository(folder, monkeypatch)
    (folder / "records").mkdir()
    (folder / "records/module-3.1.md").write_text(RECORD)
    (folder / ".gitattributes").write_text("* diff=evil filter=evil merge=evil\n")
    git("add", "--all")
    git("commit", "--quiet", "--message", "A record")
    marker, command = folder / "has-run", folder / "evil"
    _script(command, marker)
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    _script(bin_folder / "git-remote-evil", marker)
    monkeypatch.setenv("PATH", str(bin_folder), prepend=os.pathsep)
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        _script(folder / ".git/hooks" / hook, marker)
    for key, value in EXECUTABLE.items():
        git("config", key, value.format(run=command))
    return marker


def _script(path: Path, marker: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\necho ran >> '{marker}'\nexit 1\n")
    path.chmod(0o755)


def _make_partial(folder: Path, remote: dict[str, str]) -> None:
    """Takes the record's blob away and names a remote that is said to have it."""
    values = {"run": str(folder / "evil"), "folder": str(folder)}
    for key, value in remote.items():
        git("config", f"remote.origin.{key}", value.format(**values))
    git("config", "remote.origin.promisor", "true")
    git("config", "remote.origin.partialCloneFilter", "blob:none")
    git("config", "extensions.partialClone", "origin")
    git("config", "core.repositoryFormatVersion", "1")
    git("config", "protocol.allow", "always")
    blob = git("rev-parse", "HEAD:records/module-3.1.md").strip()
    (folder / ".git/objects" / blob[:2] / blob[2:]).unlink()


COMMANDS = (
    ("lint", "--since", "HEAD", "--no-cache"),
    ("lint", "--deleted-since", "HEAD", "--no-cache"),
    ("lint", "--fix", "--deleted-since", "HEAD", "records"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_of_the_configuration_runs(
    run: Run, folder: Path, marker: Path, command: tuple[str, ...]
) -> None:
    (folder / "records/module-3.1.md").write_text(BROKEN)
    ran = run(*command)
    assert ran.code in {0, 1}, ran.err
    assert not marker.exists()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("remote", REMOTES)
def test_a_missing_object_is_fetched_from_nowhere(
    run: Run, folder: Path, marker: Path, remote: str, command: tuple[str, ...]
) -> None:
    _make_partial(folder, REMOTES[remote])
    (folder / "records/module-3.1.md").unlink()
    (folder / "records/module-3.2.md").write_text(RECORD)
    ran = run(*command)
    assert (ran.code, "a partial clone may lack it" in ran.err) == (2, True), ran
    assert not marker.exists()


@pytest.mark.parametrize(
    "name", ["GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PAGER", "GIT_TRACE"]
)
def test_commands_and_files_of_the_environment_are_not_passed_on(
    run: Run, folder: Path, marker: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = marker if name == "GIT_TRACE" else folder / "evil"
    monkeypatch.setenv(name, str(written))
    assert run("lint", "--since", "HEAD", "--no-cache").code == 0
    assert not marker.exists()


def test_the_attack_works_without_protection(folder: Path, marker: Path) -> None:
    """Else the tests above would hold whatever this tool does."""
    _make_partial(folder, REMOTES["ext"])
    environment = {**os.environ, "GIT_ALLOW_PROTOCOL": "ext"}
    blob = "HEAD:records/module-3.1.md"
    subprocess.run(
        ["git", "cat-file", "-p", blob], env=environment, capture_output=True, check=False
    )
    assert marker.exists()
