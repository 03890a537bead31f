"""Serves a site on this machine alone, and makes it again when a record changes."""

from __future__ import annotations

import os
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
PORT = 8421
_SECONDS = 0.5
_VERSION = "/.curriculum/version"
_SCRIPT = "/.curriculum/reload.js"
_RELOAD = b"""(function () {
  var seen = null;
  setInterval(function () {
    fetch("/.curriculum/version").then(function (answer) {
      return answer.text();
    }).then(function (version) {
      if (seen !== null && seen !== version) location.reload();
      seen = version;
    }).catch(function () {});
  }, 1000);
})();
"""
_TAG = f'<script src="{_SCRIPT}" defer></script></body>'.encode()

Version = dict[str, int]


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, version: Version, directory: str) -> None:
        self._version = version
        super().__init__(*arguments, directory=directory)

    def do_GET(self) -> None:
        # A page from elsewhere may give its own name this address, and read what is served.
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in {HOST, "localhost"}:
            self.send_error(403)
        elif self.path == _VERSION:
            self._answer(str(self._version["number"]).encode(), "text/plain")
        elif self.path == _SCRIPT:
            self._answer(_RELOAD, "text/javascript")
        elif self.path.partition("?")[0].endswith((".html", "/")):
            self._page()
        else:
            super().do_GET()

    def _page(self) -> None:
        path = self.translate_path(self.path)
        try:
            with open(os.path.join(path, "index.html") if os.path.isdir(path) else path, "rb") as f:
                page = f.read()
        except OSError:
            self.send_error(404)
            return
        self._answer(page.replace(b"</body>", _TAG), "text/html; charset=utf-8")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """A request a second is no news."""


def serve(
    folder: Path,
    watched: Iterable[Path],
    build_again: Callable[[], str | None],
    say: Callable[[str], None],
    *,
    opens: bool = False,
    port: int = PORT,
) -> int:
    """Until it is interrupted. `build_again` says why it could not, which is told and waited out.

    Where the port is taken, any other is.
    """
    version: Version = {"number": 0}
    handler = partial(_Handler, version=version, directory=str(folder))
    with _server(handler, port) as server:
        address = f"http://{HOST}:{server.server_address[1]}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"serving {address}, press Ctrl+C to stop")
        if opens:
            webbrowser.open(address)
        try:
            follow(list(watched), build_again, say, version)
        except KeyboardInterrupt:
            say("stopped")
        finally:
            server.shutdown()
    return 0


def _server(handler: partial[_Handler], port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError:
        return ThreadingHTTPServer((HOST, 0), handler)


def follow(
    watched: list[Path],
    build_again: Callable[[], str | None],
    say: Callable[[str], None],
    version: Version,
) -> None:
    """Makes the site again whenever a file below these folders is new, gone or changed."""
    seen = _state(watched)
    while True:
        time.sleep(_SECONDS)
        now = _state(watched)
        if now == seen:
            continue
        seen = now
        if (reason := build_again()) is not None:
            say(f"not made again: {reason}")
            continue
        version["number"] += 1
        say("made again")


def _state(watched: list[Path]) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for path in watched:
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.suffix in {".md", ".yaml", ".html", ".css", ".js"}:
                try:
                    told = file.stat()
                except OSError:
                    continue
                found[str(file)] = (told.st_mtime_ns, told.st_size)
    return found
