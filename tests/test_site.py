"""The site as files: what is written, what is left alone, and that every link leads somewhere."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag
from urllib.request import Request, urlopen

import pytest

from curriculum.render.markdown.record_markdown import RecordMarkdown
from curriculum.render.output.staging import locked
from curriculum.render.site.page_names import PageNames, plain_name
from curriculum.render.site.search_index import ENTRIES_IN_SHARD, SearchEntry, search_files
from curriculum.render.site.serving import serve
from curriculum.render.site.term_finder import TermFinder
from tests.conftest import BROKEN, RECORD, Ran, as_module

on_posix = pytest.mark.skipif(os.name != "posix", reason="this system has no locks of folders")

RECORDS = Path(__file__).parent.parent / "records"
MANIFEST = ".curriculum-site.json"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.links.append(value)
            if name == "id" and value:
                self.anchors.add(value)


def read_links(page: Path) -> _Links:
    links = _Links()
    links.feed(page.read_text("utf-8"))
    return links


def dead_links(site: Path) -> list[str]:
    pages = {page.resolve(): read_links(page) for page in site.rglob("*.html")}
    dead = []
    for page, links in pages.items():
        for link in links.links:
            target, anchor = urldefrag(link)
            place = (page.parent / unquote(target)).resolve() if target else page
            found = place.is_file() and site.resolve() in place.parents
            if not found or (anchor and anchor not in pages[place].anchors):
                dead.append(f"{page.relative_to(site.resolve())}: {link}")
    return dead


def contents(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def render(run: Callable[..., Ran], folder: Path) -> Callable[..., Ran]:
    (folder / "records").mkdir()
    (folder / "records" / "module-3.1.md").write_text(RECORD, "utf-8")

    def call(*arguments: str) -> Ran:
        return run("render", "--format", "html", "--output", "site", "records", *arguments)

    return call


def test_every_link_of_the_own_course_leads_somewhere(
    run: Callable[..., Ran], folder: Path
) -> None:
    assert run("render", "--format", "html", "--output", "site", RECORDS).code == 0
    assert len(list((folder / "site").rglob("*.html"))) > 100
    assert dead_links(folder / "site") == []


def test_a_course_of_many_records_has_a_page_for_the_things_of_a_module(
    render: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.render.site.site_contents.MOST_PAGES", 10)
    monkeypatch.setattr("curriculum.render.site.site_parts.MOST_LESSONS", 5)
    monkeypatch.setattr("curriculum.render.site.listings.MOST_LISTED", 10)
    monkeypatch.setattr("curriculum.render.site.listings.MOST_ON_PAGE", 3)
    monkeypatch.setattr("curriculum.render.site.page_pool.FEWEST", 10)
    for number in range(2, 22):
        text = as_module(RECORD, f"3.{number}")
        (folder / "records" / f"module-3.{number}.md").write_text(text, "utf-8")
    assert render().code == 0
    site = folder / "site"
    assert len(list((site / "concepts").iterdir())) == 21
    assert len(list((site / "parts").iterdir())) == 5
    assert list((site / "concepts-pages").iterdir())
    assert dead_links(site) == []


def test_the_same_records_give_the_same_bytes(
    run: Callable[..., Ran], render: Callable[..., Ran], folder: Path
) -> None:
    assert render().code == 0
    before = contents(folder / "site")
    assert "wrote 0 files" in render().err
    assert contents(folder / "site") == before
    assert run("render", "--format", "html", "--output", "other", "records").code == 0
    assert contents(folder / "other") == before


def test_pages_of_what_is_gone_are_removed(render: Callable[..., Ran], folder: Path) -> None:
    second = folder / "records" / "module-3.2.md"
    second.write_text(as_module(RECORD, "3.2"), "utf-8")
    render()
    page = folder / "site" / "modules" / "3.2.html"
    assert page.exists()
    second.unlink()
    assert render().code == 0
    assert not page.exists()


def test_a_page_that_was_changed_by_hand_is_never_lost(
    render: Callable[..., Ran], folder: Path
) -> None:
    second = folder / "records" / "module-3.2.md"
    second.write_text(as_module(RECORD, "3.2"), "utf-8")
    render()
    page = folder / "site" / "modules" / "3.2.html"
    page.write_text("mine", "utf-8")
    ran = render()
    assert ran.code == 2
    assert "3.2.html" in ran.err
    second.unlink()
    ran = render()
    assert ran.code == 0
    assert "kept" in ran.err
    assert page.read_text("utf-8") == "mine"


def test_nothing_is_written_where_a_file_of_others_is_in_the_way(
    render: Callable[..., Ran], folder: Path
) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("mine", "utf-8")
    ran = render()
    assert ran.code == 2
    assert "index.html" in ran.err
    assert contents(folder / "site") == {"index.html": b"mine"}


def test_other_files_in_the_folder_stay(render: Callable[..., Ran], folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "CNAME").write_text("example.org", "utf-8")
    render()
    (folder / "records" / "module-3.1.md").write_text(as_module(RECORD, "3.9"), "utf-8")
    assert render().code == 0
    assert (folder / "site" / "CNAME").read_text("utf-8") == "example.org"


def test_a_forged_list_of_files_leads_nowhere_else(
    render: Callable[..., Ran], folder: Path
) -> None:
    victim = folder / "victim"
    victim.write_bytes(b"")
    render()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    manifest = folder / "site" / MANIFEST
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"files": {', f'"files": {{"../victim": "{empty}",'), "utf-8")
    assert render().code == 0
    assert victim.exists()


def test_a_linked_folder_is_not_written_through(render: Callable[..., Ran], folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "site").mkdir()
    (folder / "site" / "modules").symlink_to(folder / "elsewhere")
    ran = render()
    assert ran.code == 2
    assert "symbolic link" in ran.err
    assert list((folder / "elsewhere").iterdir()) == []


def test_check_shows_what_is_stale_and_writes_nothing(
    render: Callable[..., Ran], folder: Path
) -> None:
    missing = render("--check")
    assert (missing.code, "+++ b/site/index.html" in missing.out) == (1, True)
    assert not (folder / "site").exists()
    render()
    fresh = render("--check")
    assert (fresh.code, fresh.out) == (0, "")
    record = folder / "records" / "module-3.1.md"
    record.write_text(RECORD.replace("Drawn as a grid.", "Drawn as a wall."), "utf-8")
    before = contents(folder / "site")
    stale = render("--check")
    assert (stale.code, "Drawn as a wall." in stale.out) == (1, True)
    assert "files are stale; run `curriculum render`" in stale.err
    assert contents(folder / "site") == before


def test_a_run_that_was_killed_can_be_repeated(
    run: Callable[..., Ran], render: Callable[..., Ran], folder: Path
) -> None:
    """Its list is there before its pages, which are then those of another run."""
    render()
    before = contents(folder / "site")
    record = folder / "records" / "module-3.1.md"
    record.write_text(RECORD.replace("Drawn as a grid.", "Drawn as a wall."), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curriculum.render.output.staging.os.replace", _only_once(os.replace))
        assert render().code == 2
    after = contents(folder / "site")
    changed = {name for name, data in after.items() if before.get(name) != data}
    assert changed == {MANIFEST}
    record.write_text(RECORD.replace("Drawn as a grid.", "Drawn as a roof."), "utf-8")
    assert render().code == 0
    assert run("render", "--format", "html", "--output", "fresh", "records").code == 0
    assert contents(folder / "site") == contents(folder / "fresh")


def test_what_a_killed_run_left_is_cleared_away(render: Callable[..., Ran], folder: Path) -> None:
    render()
    left = folder / "site" / "concepts" / ".sd3.html.999999999.curriculum.tmp"
    of_others = left.with_name(f".sd3.html.{os.getpid()}.curriculum.tmp")
    for file in (left, of_others):
        file.write_text("half")
    assert render().code == 0
    assert (left.exists(), of_others.exists()) == (False, True)


@on_posix
def test_a_second_run_at_the_same_time_is_told_and_harms_nothing(
    render: Callable[..., Ran], folder: Path
) -> None:
    render()
    before = contents(folder / "site")
    (folder / "records" / "module-3.1.md").write_text(RECORD.replace("grid", "wall"), "utf-8")
    with locked(folder / "site", "site"):
        told = render()
    assert told.code == 2
    assert told.err.endswith(
        'another run is writing "site"; wait for its end, or choose another folder\n'
    )
    assert contents(folder / "site") == before
    assert render().code == 0


def test_what_cannot_be_written_is_the_folder_that_the_user_knows(
    render: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(path: Path, _: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", no_space)
    told = render()
    assert told.code == 2
    assert told.err.endswith('cannot write "site/assets": no space left on device\n')


def test_beside_a_thread_no_process_is_forked(
    render: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.render.site.page_pool.FEWEST", 1)
    monkeypatch.setattr("curriculum.render.site.page_pool.worker_processes", None)
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert render().code == 0
    finally:
        over.set()
        other.join()
    assert (folder / "site" / "index.html").exists()


MAKING = """
import os, time
from curriculum.render.site import page_pool

def make(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(number and 60)

page_pool.FEWEST = 1
page_pool.os.cpu_count = lambda: 2
list(page_pool.make_pages(make, 3))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="pages are made in processes on Linux only")
def test_processes_that_make_pages_end_with_the_one_that_began_them() -> None:
    with subprocess.Popen([sys.executable, "-c", MAKING], stdout=subprocess.PIPE) as process:
        assert process.stdout
        made_in = {int(process.stdout.readline()) for _ in range(2)}
        process.kill()
        assert process.stdout.read().count(b"\n") <= 1  # and ends, for nobody holds the other end
    assert process.pid not in made_in


def _only_once(replace: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    done: list[Path] = []

    def once(source: Path, target: Path) -> None:
        if done:
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        replace(source, target)

    return once


def test_problems_are_shown_where_they_are(render: Callable[..., Ran], folder: Path) -> None:
    (folder / "records" / "module-3.1.md").write_text(BROKEN, "utf-8")
    assert render().code == 0
    for page in ("problems.html", "modules/3.1.html"):
        assert "unescaped-pipe" in (folder / "site" / page).read_text("utf-8")


DATED = RECORD.replace(
    "| Conditioning |",
    "| SD3 (Stability AI, Jun 2024: weights) | MENTIONED | sample-spaces | |\n"
    "| Kolors (Kuaishou, Jul 2024: U-Net) | MENTIONED | sample-spaces | |\n| Conditioning |",
).replace("throw tiles away.", "throw tiles away, as SD3 (Oct 2022) and Kolors (Jul 2024) did.")


def test_the_timeline_is_drawn_and_marks_what_disagrees(
    render: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "records" / "module-3.1.md").write_text(DATED, "utf-8")
    render()
    page = (folder / "site" / "timeline.html").read_text("utf-8")
    drawn = re.findall(r'<a href="#dated-(\d)" class="([^"]*)" aria-label="([^"]*)"', page)
    assert drawn == [
        ("1", "dated conflict", "Oct 2022: SD3, dates disagree"),
        ("2", "dated conflict", "Jun 2024: SD3, dates disagree"),
        ("3", "dated", "Jul 2024: Kolors"),
    ]
    assert page.count('<li id="dated-') == 3
    monkeypatch.setattr("curriculum.render.site.site.MOST_NAMED", 2)
    render()
    page = (folder / "site" / "timeline.html").read_text("utf-8")
    assert 'class="dated' not in page
    assert page.count('<rect class="period disputed"') == 3


def test_a_problem_leads_to_its_places(render: Callable[..., Ran], folder: Path) -> None:
    (folder / "records" / "module-3.1.md").write_text(DATED, "utf-8")
    render()
    page = (folder / "site" / "problems.html").read_text("utf-8")
    told = page.partition("date-conflict</code> records/module-3.1.md:")[2].partition(
        "</li>\n</ul>"
    )[0]
    assert 'href="lessons/3.1.1.html"' in told
    assert 'href="concepts/sd3.html"' in told


def test_names_are_shown_as_markdown_without_links_in_links(
    render: Callable[..., Ran], folder: Path
) -> None:
    name = "`p(y)` of [sample-spaces](https://a.invalid) <b>"
    (folder / "records" / "module-3.1.md").write_text(RECORD.replace("Conditioning |", f"{name} |"))
    render()
    page = (folder / "site" / "concepts.html").read_text("utf-8")
    link = re.search(r'<a href="concepts/p-y-of[^>]*>(.*?)</a>', page)
    assert link is not None
    assert link[1] == "<code>p(y)</code> of sample-spaces &lt;b&gt;"
    plain = "p(y) of sample-spaces <b>"
    assert json.dumps(plain) in (folder / "site" / "search" / "e0.js").read_text("utf-8")
    page = next((folder / "site" / "concepts").glob("p-y-of*")).read_text("utf-8")
    assert f"<title>{html.escape(plain)} · " in page


def test_the_heat_map_carries_on_what_is_known(render: Callable[..., Ran], folder: Path) -> None:
    second = as_module(RECORD, "3.2").replace("| Conditioning 3-2 |", "| Conditioning |")
    second = second.replace("| Conditioning | INTRODUCED |", "| Conditioning | DEVELOPED |")
    (folder / "records" / "module-3.2.md").write_text(second, "utf-8")
    render()
    page = (folder / "site" / "heat-map.html").read_text("utf-8")
    rows = dict(re.findall(r"<tr data-lessons.*?html\">(.*?)</a></th>(.*?)</tr>", page))
    assert re.findall(r'class="(\w+)"', rows["Sample space"]) == ["d3", "k3"]
    assert re.findall(r'class="(\w+)"', rows["Conditioning"]) == ["d2", "d3"]
    assert rows["Sample space 3-2"].startswith("<td></td>")


def test_the_site_is_opened_in_the_browser_of_the_user(
    render: Callable[..., Ran], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert render("--open").code == 0
    assert opened == [(folder / "site" / "index.html").resolve().as_uri()]
    refused = render("--open", "--check")
    assert refused.code == 2
    assert "--check writes no site that --open or --serve could show" in refused.err


def test_a_house_has_templates_of_its_own(render: Callable[..., Ran], folder: Path) -> None:
    own = folder / "own"
    (own / "assets").mkdir(parents=True)
    (own / "base.html").write_text(
        '{% extends "curriculum/base.html" %}{% block title %}Ours{% endblock %}', "utf-8"
    )
    (own / "assets" / "site.css").write_text("body { color: red }", "utf-8")
    configuration = 'records: [records]\nrender: {templates: own, title: "R & D"}\n'
    (folder / ".curriculum.yaml").write_text(configuration, "utf-8")
    assert render().code == 0
    index = (folder / "site" / "index.html").read_text("utf-8")
    assert "<title>Ours</title>" in index
    assert "<h1>R &amp; D</h1>" in index
    assert (folder / "site" / "assets" / "site.css").read_text("utf-8") == "body { color: red }"


def test_a_template_that_is_wrong_is_named_with_its_line(
    render: Callable[..., Ran], folder: Path
) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "index.html").write_text("fine\n{% if %}\n", "utf-8")
    (folder / ".curriculum.yaml").write_text("render: {templates: own}\n", "utf-8")
    ran = render()
    assert ran.code == 2
    assert 'template "index.html", line 2' in ran.err
    assert not (folder / "site").exists()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("8.4.1", "8.4.1"),
        ("../../etc/passwd", "etc-passwd"),
        ("Élan vital?", "elan-vital"),
        ("CON", "con-page"),
        ("...", "unnamed"),
        ("x" * 300, "x" * 60),
    ],
)
def test_names_of_pages_are_safe(text: str, name: str) -> None:
    assert plain_name(text) == name


def test_no_two_pages_have_one_name() -> None:
    names = PageNames()
    given = [names.name(text) for text in ("A", "a", "a-2", "A!", "a")]
    assert len(set(given)) == 5


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("[x](javascript:x)", "[x](javascript:x)"),
        ("![seen](https://a.invalid/b.png)", "[seen]"),
        ("*a* from gradient-descent", '<em>a</em> from <a href="../l/1.html">gradient-descent</a>'),
        ("in 3.1.1, not 13.1.1", 'in <a href="../l/1.html">3.1.1</a>, not 13.1.1'),
        ("[gradient-descent](notes.md)", '<a title="notes.md">gradient-descent</a>'),
    ],
)
def test_texts_become_html_that_runs_nothing(text: str, html: str) -> None:
    markdown = RecordMarkdown({"gradient-descent": "l/1.html", "3.1.1": "l/1.html"}, "../")
    assert markdown.inline(text) == html


def test_of_two_names_the_longer_is_found_and_none_is_a_prefix_of_a_version() -> None:
    finder = TermFinder([("Flux", "flux"), ("text encoder", "one"), ("text encoder pair", "two")])
    text = "Flux 2 has a Text-encoder pair, Flux a text encoder."
    assert [key for key, _, _ in finder.find(text)] == ["two", "flux", "one"]


def test_a_letter_with_a_longer_small_one_moves_no_place() -> None:
    finder = TermFinder([("loss", "loss"), ("istanbul", "city")])
    assert list(finder.find("İİ a loss")) == [("loss", 5, 9)]


def test_the_index_of_a_big_course_is_in_shards_that_are_not_big() -> None:
    entries = [
        SearchEntry("Concept", f"name{number:05} common", "8.4.1", "x", (f"word{number % 977}",))
        for number in range(20_000)
    ]
    files = dict(search_files(entries))
    assert len([name for name in files if name.startswith("e")]) == 20_000 // ENTRIES_IN_SHARD
    assert max(map(len, files.values())) < 400_000
    assert len(files) < 300


def test_serving_makes_the_site_again_and_answers_only_to_this_machine(folder: Path) -> None:
    site, records = folder / "site", folder / "records"
    site.mkdir()
    records.mkdir()
    (site / "index.html").write_text("<body>first</body>", "utf-8")
    said: list[str] = []

    def build_again() -> None:
        (site / "index.html").write_text("<body>second</body>", "utf-8")

    arguments = (site, [records], build_again, said.append)
    threading.Thread(target=serve, args=arguments, kwargs={"port": 0}, daemon=True).start()
    wait(lambda: bool(said))
    address = re.findall(r"http://127\.0\.0\.1:\d+/", said[0])[0]
    page = urlopen(address).read()
    assert b"first" in page
    assert b"reload.js" in page
    version = urlopen(f"{address}.curriculum/version").read()
    (records / "module-3.1.md").write_text(RECORD, "utf-8")
    wait(lambda: urlopen(f"{address}.curriculum/version").read() != version)
    assert b"second" in urlopen(address).read()
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(address, headers={"Host": "rebound.invalid"}))


def wait(found: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
