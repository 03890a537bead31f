"""Templates and paths of a repository that its reader does not trust."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import RECORD, Ran

Run = Callable[..., Ran]

FORBIDDEN = {
    "globals of a function": "{{ contents.lesson_at.__globals__ }}",
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the loader": "{{ self._TemplateReference__context }}{{ cycler.__init__.__globals__.os }}",
    "code of a macro": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "a format string": "{{ '{0.__class__.__init__.__globals__}'.format(contents) }}",
    "a path": "{{ site.templates.joinpath('has-run').write_text('x') }}",
    "making pages": "{{ site.made(cycler) }}",
    "changing a list": "{{ contents.modules.append(1) }}",
    "changing a value": "{{ contents.problems.clear() }}",
}
ENDLESS = {
    "a product": "{{ 'x' * 10**9 }}",
    "a power": "{{ 10**(10**8) }}",
    "a range": "{% for x in range(10**9) %}{% endfor %}",
    "loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "output": "{% for a in range(9999) %}{{ 'x' * 9999 }}{% endfor %}",
    "doubling": "{% set n = namespace(x='xxxx') %}{% for a in range(99) %}"
    "{% set n.x = n.x ~ n.x %}{% endfor %}",
    "sums": "{% set n = namespace(x='xxxx') %}{% for a in range(99) %}"
    "{% set n.x = n.x + n.x %}{% endfor %}",
    "a width": "{{ 'x'|center(10**9) }}",
    "a method's width": "{{ 'x'.ljust(10**9) }}",
    "a format's width": "{{ '{:>999999999}'.format('x') }}",
    "an old format's width": "{{ '%999999999d' % 1 }}",
    "a filter's format": "{{ '%999999999d'|format(1) }}",
    "replacing": "{% set x = 'x' * 9999 %}{{ x|replace('x', x)|replace('x', x) }}",
    "joining": "{{ range(99999)|join('x' * 9999) }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "branching": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(60) }}",
    "including": "{% set n = (n or 0) + 1 %}{% if n < 60 %}{% include 'index.html' %}"
    "{% include 'index.html' %}{% endif %}",
}
WRONG = {
    "a name": "{{ missing }}",
    "a division": "{{ 1 / 0 }}",
    "a filter": "{{ 1|nothing }}",
    "a call": "{{ 1() }}",
}
LONGEST = 30.0


@pytest.fixture
def course(folder: Path) -> Path:
    (folder / ".git").mkdir()
    (folder / "records").mkdir()
    (folder / "records/module-3.1.md").write_text(RECORD)
    (folder / "own").mkdir()
    configure(folder, "templates: own")
    return folder


def configure(folder: Path, render: str) -> None:
    (folder / ".curriculum.yaml").write_text(f"records: [records]\nrender: {{{render}}}\n")


def names(cases: dict[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("template", cases.values(), ids=cases)


@pytest.mark.parametrize("check", [(), ("--check",)], ids=["written", "checked"])
@names(FORBIDDEN | WRONG)
def test_what_a_template_must_not_reach_is_refused_with_its_line(
    run: Run, course: Path, template: str, check: tuple[str, ...]
) -> None:
    (course / "own/index.html").write_text(f"first\n{template}\n")
    ran = run("render", "--format", "html", *check)
    assert ran.code == 2
    assert 'template "index.html", line 2: ' in ran.err
    assert "Traceback" not in ran.err
    assert not (course / "own/has-run").exists()


@names(ENDLESS)
def test_a_template_without_end_is_refused(run: Run, course: Path, template: str) -> None:
    (course / "own/index.html").write_text(f"first\n{template}\n")
    start = time.monotonic()
    ran = run("render", "--format", "html")
    assert ran.code == 2
    assert 'template "index.html", line ' in ran.err
    assert time.monotonic() - start < LONGEST


def test_links_out_of_the_repository_are_not_read(
    run: Run, course: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("a secret")
    (course / "own/assets").mkdir()
    (course / "own/assets/more.css").symlink_to(secret)
    (course / "own/index.html").write_text("fine")
    assert run("render", "--format", "html").code == 0
    assert not (course / "docs/site/assets/more.css").exists()
    (course / "own/index.html").unlink()
    (course / "own/index.html").symlink_to(secret)
    ran = run("render", "--format", "html")
    assert (ran.code, "leads out of the repository" in ran.err) == (2, True)


def test_text_of_a_record_is_escaped(run: Run, course: Path) -> None:
    (course / "records/module-3.1.md").write_text(RECORD.replace("Probability", "<b>x</b>"))
    (course / "own/index.html").write_text("{{ contents.modules[0].name }}")
    assert run("render", "--format", "html").code == 0
    assert "&lt;b&gt;" in (course / "docs/site/index.html").read_text()


@pytest.mark.parametrize("key", ["output", "site", "templates", "regions"])
@pytest.mark.parametrize("way", ["..", "absolute", "link"])
def test_a_configured_path_stays_in_the_repository(
    run: Run, course: Path, tmp_path_factory: pytest.TempPathFactory, key: str, way: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "page.md").write_text("a page\n")
    (course / "link").symlink_to(elsewhere)
    name = "page.md" if key == "regions" else ""
    dots = os.path.relpath(elsewhere, course)
    path = {"..": dots, "absolute": str(elsewhere), "link": "link"}[way]
    value = f"{path}/{name}".rstrip("/")
    configure(course, f"{key}: [{value}]" if key == "regions" else f"{key}: {value}")
    ran = run("render", *(["--format", "html"] if key in {"site", "templates"} else []))
    assert ran.code == 2
    assert f'.curriculum.yaml:2: "{key}" leads out of "{course}"' in ran.err
    assert sorted(path.name for path in elsewhere.iterdir()) == ["page.md"]


def test_the_command_line_may_name_any_folder(
    run: Run, course: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    configure(course, "")
    for page_format in ("markdown", "html"):
        folder = elsewhere / page_format
        assert run("render", "--format", page_format, "--output", folder).code == 0
        assert folder.is_dir()
