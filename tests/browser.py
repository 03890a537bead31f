"""A real browser for tests of the site; without one, they say so and are skipped."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def started() -> Iterator[Chrome]:
    """Headless, with its log of the console and of what it asked for."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if find_spec("selenium") is None or not (program and driver):
        pytest.skip("needs selenium, chromium and chromedriver; the README says how to get them")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


def axe_script() -> str:
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("needs axe-core, as axe-playwright-python brings it")
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


def violations(chrome: Chrome, *rules: str) -> list[str]:
    """What axe finds on the page that is open, each with the places; all rules or only these."""
    chrome.execute_script(axe_script())
    run = (
        "const [options, done] = arguments;"
        "axe.run(document, options).then(done, error => done(String(error)));"
    )
    options = {"runOnly": list(rules)} if rules else {}
    result = cast("dict[str, Any]", chrome.execute_async_script(run, options))
    assert isinstance(result, dict), result
    return [
        f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:4]]}"
        for one in result["violations"]
    ]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder under a path that is not the root of its server."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
