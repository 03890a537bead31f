"""The site as a reader meets it: searched, pointed at, walked through with the keyboard."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

import pytest

from curriculum.cli.main import main
from tests.browser import served, started, violations

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

RECORDS = Path(__file__).parent.parent / "records"
OVERVIEWS = ("index", "heat-map", "timeline", "load", "concepts", "models", "problems")
PAGES = (
    *(f"{name}.html" for name in OVERVIEWS),
    "modules/8.4.html",
    "lessons/8.4.1.html",
    "concepts/sd3.html",
)
HOSTILE = """\
# Module 3.1: <script>window.harm=1</script> -- Record

**Goal:** <img src="http://outside.invalid/a.png" onerror="window.harm=2"> ![p](http://outside.invalid/b.png) [go](javascript:window.harm=3)
**Status:** Complete (1 of 1 lesson built)

## Concept Index

| Concept | Depth | Lesson | Notes |
|---------|-------|--------|-------|
| "><svg onload=window.harm=4> | DEVELOPED | ../../../evil | [x](JaVaScRiPt:window.harm=5) <iframe src="http://outside.invalid/"></iframe> |
| LONG | INTRODUCED | a"onmouseover="window.harm=6 | `</script><script>window.harm=7</script>` |
| {{ 7 * 7 }} | MENTIONED | constructor | {% raw %} |

## Per-Lesson Summaries

### Lesson 1: </title><script>window.harm=8</script> (../../../evil)

**Concepts taught:**
- "><svg onload=window.harm=4> (DEVELOPED) -- <style>body{display:none}</style>

```mermaid
graph TD; click A "javascript:window.harm=9"
```

## Key Mental Models and Analogies

| Model/Analogy | Established In | Used Again In |
|---------------|---------------|---------------|
| "</script><b>bold</b>" | ../../../evil | |
""".replace("LONG", "Donaudampfschifffahrt" * 400)  # noqa: E501 a line of a record is not broken


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    with started() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(RECORDS, tmp_path_factory.mktemp("site") / "deep" / "er")


def built(records: Path, folder: Path) -> Path:
    with pytest.raises(SystemExit) as ended:
        main(["render", "--format", "html", "--output", str(folder), str(records)])
    assert ended.value.code == 0
    return folder


def errors(chrome: Chrome) -> list[str]:
    return [entry["message"] for entry in chrome.get_log("browser")]


def requests(chrome: Chrome) -> set[str]:
    """Every address that was asked for since the last call."""
    found = set()
    for entry in chrome.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.add(message["params"]["request"]["url"])
    return {url for url in found if url.startswith(("http", "file", "ws"))}


def wait(found: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def ask(chrome: Chrome, question: str) -> list[str]:
    """Types into the search, opened with its key, and gives what is found."""
    from selenium.webdriver.common.by import By

    if chrome.switch_to.active_element.get_attribute("id") != "search":
        chrome.switch_to.active_element.send_keys("/")
    box = chrome.find_element(By.ID, "search")
    chrome.execute_script("arguments[0].value = ''", box)
    box.send_keys(question)
    wait(lambda: bool(chrome.find_elements(By.CSS_SELECTOR, "#found [role=option]")))
    time.sleep(0.2)
    return [option.text for option in chrome.find_elements(By.CSS_SELECTOR, "#found .name")]


def test_no_page_has_an_error_or_asks_for_anything_elsewhere(chrome: Chrome, site: Path) -> None:
    errors(chrome)
    requests(chrome)
    for page in PAGES:
        chrome.get((site / page).as_uri())
        assert errors(chrome) == []
    asked = requests(chrome)
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not unquote(url).startswith(site.as_uri())] == []


def test_the_site_works_below_any_path_of_a_server(chrome: Chrome, site: Path) -> None:
    with served(site.parent.parent) as address:
        chrome.get(f"{address}/deep/er/concepts/sd3.html")
        assert ask(chrome, "text encoder")
        assert errors(chrome) == []
        assert {urlsplit(url).netloc for url in requests(chrome) if url.startswith("http")} == {
            urlsplit(address).netloc
        }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_an_accessibility_audit_finds_nothing(
    chrome: Chrome, site: Path, page: str, theme: str
) -> None:
    features = [{"name": "prefers-color-scheme", "value": theme}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    chrome.get((site / page).as_uri())
    # What is dark differs by its colours alone.
    assert violations(chrome, *(["color-contrast"] if theme == "dark" else [])) == []


def test_the_audit_finds_nothing_in_a_course_that_is_drawn_by_parts(
    chrome: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.render.site.course_pictures.MOST_MODULES", 3)
    monkeypatch.setattr("curriculum.render.site.site_parts.MOST_LESSONS", 5)
    monkeypatch.setattr("curriculum.render.site.site_contents.MOST_PAGES", 10)
    folder = built(RECORDS, tmp_path / "site")
    parts = sorted((folder / "parts").iterdir())
    assert len(parts) > 3
    for page in (folder / "index.html", folder / "concepts" / "6.1.html", parts[0]):
        chrome.get(page.as_uri())
        assert violations(chrome) == [], page


def test_the_audit_finds_nothing_on_a_phone(chrome: Chrome, site: Path) -> None:
    """Where links stand in lines of text that wide windows keep apart."""
    size = {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for page in ("modules/8.4.html", "lessons/8.4.1.html"):
            chrome.get((site / page).as_uri())
            assert violations(chrome) == [], page
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("width", [360, 800, 1600])
def test_no_page_is_wider_than_its_window(chrome: Chrome, site: Path, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for page in PAGES:
            chrome.get((site / page).as_uri())
            wide = chrome.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width, page
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("classifier-free", "Classifier-free guidance"),
        ("8.4.1", "Where the Text Gets In"),
        ("weights-you-may-run", "Weights You May Run"),
        ("spare-parts", "Spare-parts counter"),
        ("Open-weight image tod", "Open-Weight Image Models Today"),
    ],
)
def test_search_finds_names_first(chrome: Chrome, site: Path, question: str, first: str) -> None:
    chrome.get((site / "lessons/8.4.1.html").as_uri())
    assert ask(chrome, question)[0] == first


def test_search_finds_words_of_texts_and_says_when_there_are_none(
    chrome: Chrome, site: Path
) -> None:
    from selenium.webdriver.common.by import By

    chrome.get((site / "index.html").as_uri())
    assert "Where the Text Gets In" in ask(chrome, "nearest neighbours lamp")
    assert ask(chrome, "qqzzxx") == []
    assert chrome.find_element(By.ID, "found-count").get_attribute("textContent") == "Nothing found"


def test_the_keyboard_chooses_a_result_and_closes_the_list(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    chrome.get((site / "concepts/sd3.html").as_uri())
    assert len(ask(chrome, "distillation")) > 1
    box = chrome.find_element(By.ID, "search")
    box.send_keys(Keys.ARROW_DOWN)
    active = box.get_attribute("aria-activedescendant")
    assert active == "found-1"
    box.send_keys(Keys.ESCAPE)
    assert box.get_attribute("aria-expanded") == "false"
    ask(chrome, "8.4.2")
    box.send_keys(Keys.ENTER)
    wait(lambda: chrome.current_url.endswith("/lessons/8.4.2.html"))


def test_pointing_at_a_lesson_lights_what_it_is_joined_with(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    chrome.get((site / "index.html").as_uri())
    node = chrome.find_element(By.CSS_SELECTOR, "svg.arcs .node[data-node='5']")
    arcs = chrome.find_elements(By.CSS_SELECTOR, ".arc[data-from='5'], .arc[data-to='5']")
    assert arcs
    ActionChains(chrome).move_to_element(node).perform()
    assert len(chrome.find_elements(By.CSS_SELECTOR, ".arc.lit")) == len(arcs)
    told = chrome.find_element(By.CSS_SELECTOR, ".told").text
    assert told == node.get_attribute("data-told")
    ActionChains(chrome).move_to_element(chrome.find_element(By.CSS_SELECTOR, "h1")).perform()
    assert chrome.find_elements(By.CSS_SELECTOR, ".lit") == []


def test_the_keyboard_reaches_the_lessons_of_the_arc_diagram(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    chrome.get((site / "index.html").as_uri())
    for _ in range(60):
        chrome.switch_to.active_element.send_keys(Keys.TAB)
        if chrome.switch_to.active_element.get_attribute("data-node") == "1":
            break
    else:
        pytest.fail("no lesson can be reached")
    assert chrome.find_elements(By.CSS_SELECTOR, ".arc.lit")
    chrome.switch_to.active_element.send_keys(Keys.ENTER)
    wait(lambda: "/lessons/" in chrome.current_url)


def test_what_is_drawn_in_the_timeline_leads_to_its_entry(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    chrome.get((site / "timeline.html").as_uri())
    drawn = chrome.find_elements(By.CSS_SELECTOR, "svg.dates .dated")
    entries = chrome.find_elements(By.CSS_SELECTOR, ".timeline li")
    assert len(drawn) == len(entries) > 20
    wide = chrome.execute_script("return document.querySelector('svg.dates').scrollWidth")
    assert wide < 1_300
    drawn[3].send_keys(Keys.ENTER)
    assert chrome.execute_script("return document.querySelector(':target').id") == "dated-4"


def test_the_first_key_leads_past_the_navigation(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    chrome.get((site / "load.html").as_uri())
    chrome.switch_to.active_element.send_keys(Keys.TAB)
    assert chrome.switch_to.active_element.text == "Skip to the content"
    chrome.switch_to.active_element.send_keys(Keys.ENTER)
    assert chrome.switch_to.active_element.get_attribute("id") == "content"


def test_the_heat_map_can_be_filtered(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.by import By

    chrome.get((site / "heat-map.html").as_uri())
    chrome.find_element(By.CSS_SELECTOR, ".filter").send_keys("guidance")
    rows = chrome.find_elements(By.CSS_SELECTOR, "#heat tbody tr")
    shown = [row for row in rows if row.is_displayed()]
    assert 0 < len(shown) < len(rows)
    assert all("guidance" in row.text.casefold() for row in shown)


def test_a_chosen_theme_is_kept(chrome: Chrome, site: Path) -> None:
    from selenium.webdriver.common.by import By

    def background() -> str:
        script = "return getComputedStyle(document.body).backgroundColor"
        return cast("str", chrome.execute_script(script))

    light = {"features": [{"name": "prefers-color-scheme", "value": "light"}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", light)
    chrome.get((site / "index.html").as_uri())
    before = background()
    button = chrome.find_element(By.ID, "theme")
    button.click()
    assert background() == before
    button.click()
    assert background() != before
    dark = background()
    chrome.get((site / "load.html").as_uri())
    assert background() == dark
    chrome.find_element(By.ID, "theme").click()
    assert background() == before


def test_hostile_records_do_no_harm(chrome: Chrome, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "module-3.1.md").write_text(HOSTILE, "utf-8")
    folder = built(tmp_path / "records", tmp_path / "one" / "two" / "three" / "site")
    outside = [file for file in tmp_path.rglob("*evil*") if folder not in file.parents]
    assert outside == []
    errors(chrome)
    requests(chrome)
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > len(OVERVIEWS)
    for page in pages:
        chrome.get(page.as_uri())
        assert chrome.execute_script("return window.harm") is None
        assert chrome.find_element(By.TAG_NAME, "main").is_displayed()
        assert chrome.find_elements(By.CSS_SELECTOR, "iframe, main img, main style, main b") == []
        hrefs = [link.get_attribute("href") for link in chrome.find_elements(By.TAG_NAME, "a")]
        assert not [href for href in hrefs if href and "script:" in href.casefold()]
        wide = chrome.execute_script("return document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, page.name
    ask(chrome, "harm")
    assert chrome.execute_script("return window.harm") is None
    assert errors(chrome) == []
    assert [url for url in requests(chrome) if not url.startswith(folder.as_uri())] == []
