"""`--jobs dask://HOST:PORT`, on a real cluster of two processes in this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import BROKEN, RECORD, Ran, as_module

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def farm() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="needs the extra curriculum[dask]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")


def test_a_farm_finds_what_one_process_finds(folder: Path, run: Run, farm: str) -> None:
    for number in range(1, 7):
        text = as_module(BROKEN if number == 4 else RECORD, f"3.{number}")
        (folder / f"module-3.{number}.md").write_text(text)
    expected = run("lint", "--no-cache", "--jobs", "1")
    assert "unescaped-pipe" in expected.out
    assert run("lint", "--no-cache", "--jobs", farm) == expected
    assert run("lint", "--jobs", farm) == expected


def test_a_farm_that_is_not_there_is_told(folder: Path, run: Run) -> None:
    pytest.importorskip("distributed", reason="needs the extra curriculum[dask]")
    (folder / "module-3.1.md").write_text(RECORD)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"dask://127.0.0.1:{free.getsockname()[1]}"
    ran = run("lint", "--no-cache", "--jobs", address)
    assert ran.code == 2
    assert address in ran.err
    assert "bug" not in ran.err
