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

# Every key whose value git, or a program that comes with it, runs; `{run}` is the command.
EXECUTABLE = {
    "alias.cat-file": "!{run}",
    "alias.fetch": "!{run}",
    "alias.ls-tree": "!{run}",
    "alias.rev-parse": "!{run}",
    "alias.version": "!{run}",
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
    "diff.evil.command": "{run}",
    "diff.evil.textconv": "{run}",
    "diff.external": "{run}",
    "difftool.x.cmd": "{run}",
    "difftool.x.path": "{run}",
    "filter.evil.clean": "{run}",
    "filter.evil.process": "{run}",
    "filter.evil.smudge": "{run}",
    "gpg.openpgp.program": "{run}",
    "gpg.program": "{run}",
    "gpg.ssh.defaultKeyCommand": "{run}",
    "gpg.ssh.program": "{run}",
    "gpg.x509.program": "{run}",
    "guitool.x.cmd": "{run}",
    "help.browser": "{run}",
    "hook.x.command": "{run}",
    "hook.x.event": "reference-transaction",
    "imap.tunnel": "{run}",
    "instaweb.browser": "{run}",
    "instaweb.httpd": "{run}",
    "interactive.diffFilter": "{run}",
    "man.x.cmd": "{run}",
    "man.x.path": "{run}",
    "merge.evil.driver": "{run}",
    "mergetool.x.cmd": "{run}",
    "mergetool.x.path": "{run}",
    "pager.cat-file": "{run}",
    "pager.fetch": "{run}",
    "pager.ls-tree": "{run}",
    "pager.rev-parse": "{run}",
    "remote.origin.receivepack": "{run}",
    "sendemail.ccCmd": "{run}",
    "sendemail.headerCmd": "{run}",
    "sendemail.sendmailCmd": "{run}",
    "sendemail.smtpServer": "{run}",
    "sendemail.toCmd": "{run}",
    "sequence.editor": "{run}",
    "ssh.variant": "simple",
    "submodule.x.update": "!{run}",
    "tar.x.command": "{run}",
    "trailer.x.cmd": "{run}",
    "trailer.x.command": "{run}",
    "uploadpack.packObjectsHook": "{run}",
    "web.browser": "{run}",
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
    "rewritten": {"url": "rewritten:x"},
}
HOOKS = (
    "applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-applypatch", "post-checkout",
    "post-commit", "post-index-change", "post-merge", "post-receive", "post-rewrite", "post-update",
    "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase",
    "pre-receive", "prepare-commit-msg", "proc-receive", "push-to-checkout",
    "reference-transaction", "sendemail-validate", "update",
)  # fmt: skip


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
    for hook in HOOKS:
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
    git("config", "protocol.ext.allow", "always")
    git("config", f"url.ext::{folder / 'evil'} .insteadOf", "rewritten:")
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


@pytest.mark.parametrize("path", [".{sep}{old}", "{sep}{old}", "bin{sep}{old}"])
def test_git_is_never_taken_from_the_current_folder(
    run: Run, folder: Path, marker: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for place in (folder, folder / "bin"):
        _script(place / "git", marker)
    old = os.environ["PATH"].partition(os.pathsep)[2]
    monkeypatch.setenv("PATH", path.format(sep=os.pathsep, old=old))
    assert run("lint", "--since", "HEAD").code == 0
    assert not marker.exists()


@pytest.mark.parametrize("version", ["git version 2.29.2", "git version 1.8.3.1", "something else"])
def test_a_git_that_is_too_old_is_named(run: Run, folder: Path, marker: Path, version: str) -> None:
    old = folder / "bin/git"
    old.write_text(f"#!/bin/sh\necho '{version}'\n")
    old.chmod(0o755)
    ran = run("lint", "--since", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert f'git 2.30 or newer is needed, and here is "{version}"; update git' in ran.err
    assert not marker.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_the_users_own_configuration_holds(
    run: Run, folder: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In CI it stands in the environment, and says whose repositories may be read."""
    os.chown(folder, 65534, -1)
    assert "dubious ownership" in run("lint", "--since", "HEAD").err
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(folder))
    assert run("lint", "--since", "HEAD").code == 0
    assert not marker.exists()
