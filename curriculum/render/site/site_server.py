"""A web server for the files of one folder and for this machine alone.

Clients are not trusted: a page from elsewhere may ask, and connections may be held open.
"""

from __future__ import annotations

import io
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

HOST = "127.0.0.1"
# A browser opens six at a time, and has its answer within milliseconds.
MOST_CONNECTIONS = 32
LONGEST_CONNECTION = 10.0
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

    def parse_request(self) -> bool:
        """For every method: a page from elsewhere may give its own name this address."""
        if not super().parse_request():
            return False
        host = self.headers.get("Host", "").partition(":")[0]
        if host not in {HOST, "localhost"}:
            self.send_error(403)
            return False
        return True

    def send_head(self) -> Any:
        """What GET answers with, and HEAD leaves out; None where the answer is sent already."""
        if self.path == _VERSION:
            return self._begun(str(self._version["number"]).encode(), "text/plain")
        if self.path == _SCRIPT:
            return self._begun(_RELOAD, "text/javascript")
        path = self._inside()
        if path is not None and not path.endswith(".html"):
            return super().send_head()
        try:
            page = Path(path or "").read_bytes()  # an empty name is that of a folder
        except OSError:
            self.send_error(404)
            return None
        return self._begun(page.replace(b"</body>", _TAG), "text/html; charset=utf-8")

    def _inside(self) -> str | None:
        """The file that is asked for; None where the folder has none, links out of it left out."""
        path = self.translate_path(self.path)
        if "\0" in path:
            return None
        found = os.path.realpath(f"{path}index.html" if path.endswith("/") else path)
        inside = Path(found).is_relative_to(os.path.realpath(self.directory))
        return found if inside and os.path.isfile(found) else None

    def _begun(self, body: bytes, kind: str) -> BinaryIO:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *_: object) -> None:
        """A request a second is no news."""


class SiteServer(ThreadingHTTPServer):
    """`version` is what pages compare to load themselves again; its number may be raised.

    A connection lasts at most `longest` seconds, and a new one ends the oldest where there are
    `MOST_CONNECTIONS`: idle and slow clients hold no thread for long, and keep nobody out.
    """

    request_queue_size = 128  # of connections that wait; others try again after a second

    def __init__(
        self, folder: Path, version: Version, port: int, longest: float = LONGEST_CONNECTION
    ) -> None:
        self._longest = longest
        self._began: dict[Any, float] = {}
        self._threads_for_requests = ThreadPoolExecutor(MOST_CONNECTIONS)
        handler = partial(_Handler, version=version, directory=str(folder))
        super().__init__((HOST, port), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._began[request] = monotonic()
        for oldest in list(self._began)[:-MOST_CONNECTIONS]:
            _end(oldest)
        self._threads_for_requests.submit(self.process_request_thread, request, client_address)

    def service_actions(self) -> None:
        """The standard library calls it between requests, at least twice a second."""
        for request, began in list(self._began.items()):
            if monotonic() - began > self._longest:
                _end(request)

    def shutdown_request(self, request: Any) -> None:
        self._began.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no news either."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        for request in list(self._began):
            _end(request)
        self._threads_for_requests.shutdown()


def _end(connection: socket.socket) -> None:
    """Whoever reads from it or writes to it is woken, and closes it."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
