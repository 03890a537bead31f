"""Serves a site on this machine alone, and makes it again when a record changes."""

from __future__ import annotations

import threading
import time
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from curriculum.render.site.site_server import HOST, SiteServer, Version

PORT = 8421
_SECONDS = 0.5


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
    with _server(folder, version, port) as server:
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


def _server(folder: Path, version: Version, port: int) -> SiteServer:
    try:
        return SiteServer(folder, version, port)
    except OSError:
        return SiteServer(folder, version, 0)


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
