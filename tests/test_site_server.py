"""The server of `render --serve`, asked over sockets by clients that it cannot trust."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from curriculum.render.site.site_server import HOST, MOST_CONNECTIONS, SiteServer

PATIENCE = 10.0
LONGEST = 0.3
IDLE = 100


@pytest.fixture
def server(folder: Path) -> Iterator[SiteServer]:
    site = folder / "site"
    site.mkdir()
    (site / "index.html").write_text("<body>the first page</body>")
    (site / "site.css").write_text("body { color: red }")
    with SiteServer(site, {"number": 7}, 0, longest=LONGEST) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(PATIENCE)


def connected(server: SiteServer) -> socket.socket:
    return socket.create_connection((HOST, server.server_address[1]), PATIENCE)


def answer_of(connection: socket.socket) -> bytes:
    """All until the other side closes."""
    found = b""
    while piece := connection.recv(65536):
        found += piece
    return found


def asked(server: SiteServer, path: str, method: str = "GET", host: str = HOST) -> tuple[int, str]:
    """The status, and the body."""
    with connected(server) as connection:
        connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head, _, body = answer_of(connection).partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def test_pages_load_themselves_again_and_other_files_are_as_they_are(server: SiteServer) -> None:
    assert asked(server, "/")[1].startswith("<body>the first page<script src=")
    assert asked(server, "/index.html?x=1") == asked(server, "/")
    assert asked(server, "/site.css", host="localhost:8421") == (200, "body { color: red }")
    assert asked(server, "/.curriculum/version") == (200, "7")
    assert asked(server, "/", "HEAD") == (200, "")
    assert asked(server, "/.curriculum/version", "HEAD") == (200, "")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "FOREIGN"])
@pytest.mark.parametrize("path", ["/", "/site.css", "/nothing", "/.curriculum/version"])
def test_a_page_from_elsewhere_learns_nothing(server: SiteServer, method: str, path: str) -> None:
    assert asked(server, path, method, "rebound.invalid")[0] == 403


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/%00", "/index.html%00", "/a%00/", "/%00.html", "/pages/"])
def test_what_no_file_can_be_called_is_not_found(
    server: SiteServer, method: str, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert asked(server, path, method)[0] == 404
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("path", ["/secret.html", "/secret.css", "/linked/secret.css", "/linked/"])
def test_links_out_of_the_folder_are_not_followed(
    server: SiteServer, folder: Path, path: str
) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for name in ("secret.css", "index.html"):
        (elsewhere / name).write_text("a secret")
    (folder / "site/secret.html").symlink_to(elsewhere / "index.html")
    (folder / "site/secret.css").symlink_to(elsewhere / "secret.css")
    (folder / "site/linked").symlink_to(elsewhere)
    (folder / "site/again.css").symlink_to("site.css")
    status, body = asked(server, path)
    assert (status, "secret" in body) == (404, False)
    assert asked(server, "/again.css") == (200, "body { color: red }")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_folder_holds_nobody_up(server: SiteServer, folder: Path) -> None:
    os.mkfifo(folder / "site/pipe.html")
    os.mkfifo(folder / "site/pipe.css")
    assert asked(server, "/pipe.html")[0] == asked(server, "/pipe.css")[0] == 404


def test_a_client_that_says_nothing_is_dropped(server: SiteServer) -> None:
    with connected(server) as idle:
        assert answer_of(idle) == b""


def test_a_client_that_says_little_at_a_time_is_dropped(server: SiteServer) -> None:
    begin = time.monotonic()
    with connected(server) as slow, suppress(ConnectionError):
        while time.monotonic() < begin + PATIENCE:
            slow.sendall(b"G")
            time.sleep(LONGEST / 10)
    assert time.monotonic() < begin + PATIENCE


def test_a_client_that_takes_nothing_is_dropped(server: SiteServer, folder: Path) -> None:
    size = 20_000_000  # more than waits on the way
    (folder / "site/big.css").write_bytes(bytes(size))
    with connected(server) as lazy:
        lazy.sendall(f"GET /big.css HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        time.sleep(LONGEST * 2)
        assert len(answer_of(lazy)) < size


def test_many_idle_clients_take_few_threads_and_keep_nobody_out(server: SiteServer) -> None:
    before = threading.active_count()
    idle = [connected(server) for _ in range(IDLE)]
    try:
        assert asked(server, "/site.css")[0] == 200
        assert threading.active_count() - before <= MOST_CONNECTIONS
    finally:
        for connection in idle:
            connection.close()


def test_clients_that_break_off_are_no_news(
    server: SiteServer, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        with connected(server) as gone:
            gone.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n".encode())
    assert asked(server, "/site.css")[0] == 200
    assert capfd.readouterr().err == ""
