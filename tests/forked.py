"""The command line in a process of its own that starts as a copy of this one: no import is paid."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import pytest

from curriculum.cli.main import main
from tests.conftest import Ran

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def start(arguments: list[str], prepare: Callable[[], object], out: int, err: int) -> int:
    """The process's id. `prepare` runs in it first."""
    process = os.fork()
    if not process:
        try:
            _run(arguments, prepare, out, err)
        finally:
            os._exit(70)  # the copy must never go on with the tests
    return process


def _run(arguments: list[str], prepare: Callable[[], object], out: int, err: int) -> NoReturn:
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", closefd=False, buffering=1)
    prepare()
    try:
        main(arguments)
    except SystemExit as error:
        if sys.stdout:
            sys.stdout.flush()
        os._exit(error.code if isinstance(error.code, int) else 71)
    os._exit(72)


def run_prepared(prepare: Callable[[], object], *arguments: str) -> Ran:
    """What is said on standard error must fit into a pipe: it is read behind the output."""
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    process = start(list(arguments), prepare, out_end, err_end)
    texts = []
    for end, theirs in ((out, out_end), (err, err_end)):
        os.close(theirs)
        with open(end, "rb") as file:
            texts.append(file.read().decode())
    _, status = os.waitpid(process, 0)
    return Ran(os.waitstatus_to_exitcode(status), *texts)
