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
MANY = "{% for a in range(99999) %}"
DOUBLED = "{% set a = [a, a] %}" * 60
ENDLESS = {
    "a product": "{{ 'x' * 10**9 }}",
    "a power": "{{ 10**(10**8) }}",
    "squares": "{% set n = namespace(x=10) %}{% for a in range(99) %}{% set n.x = n.x * n.x %}"
    "{% endfor %}",
    "a range": "{% for x in range(10**9) %}{% endfor %}",
    "loops": f"{MANY}{MANY}{{% endfor %}}{{% endfor %}}",
    "loops that leave all out": f"{MANY}{MANY[:-3]} if false %}}{{% endfor %}}{{% endfor %}}",
    "output": f"{MANY}{{{{ 'x' * 9999 }}}}{{% endfor %}}",
    "output of a macro": f"{{% macro m() %}}{MANY}{{{{ 'x' * 9999 }}}}{{% endfor %}}"
    "{% endmacro %}{{ m() | length }}",
    "output in a variable": f"{{% set m %}}{MANY}{{{{ 'x' * 9999 }}}}{{% endfor %}}{{% endset %}}",
    "much in a line": f"{MANY}{'{{ a }}{% set b = a %}{% if a %}{% endif %}' * 999}{{% endfor %}}",
    "doubling": "{% set n = namespace(x='xxxx') %}{% for a in range(99) %}"
    "{% set n.x = n.x ~ n.x %}{% endfor %}",
    "sums": "{% set n = namespace(x='xxxx') %}{% for a in range(99) %}"
    "{% set n.x = n.x + n.x %}{% endfor %}",
    "keeping": "{% set n = namespace(x=[]) %}"
    f"{MANY}{{% set n.x = n.x + [range(9999) | list] %}}{{% endfor %}}",
    "a list of itself": f"{{% set a = ['x'] %}}{DOUBLED}{{{{ a ~ 'x' }}}}",
    "a comparison": f"{{% set a = ['x'] %}}{DOUBLED}{{% set b = a %}}{DOUBLED}{{{{ a == b }}}}",
    "a key": "{% set a = ('x',) %}" + "{% set a = (a, a) %}" * 60 + "{% set b = {a: 1} %}",
    "looking through a list": f"{{% set x = [0] * 99999 %}}{MANY}{{{{ a in x }}}}{{% endfor %}}",
    "looking through a text": f"{{% set x = '0' * 99999 %}}{MANY}{{{{ 'a' in x }}}}{{% endfor %}}",
    "a test": f"{{% set x = [0] * 99999 %}}{MANY}{{{{ a is in x }}}}{{% endfor %}}",
    "slices": f"{{% set x = [0] * 99999 %}}{MANY}{{% set y = x[1:] %}}{{% endfor %}}",
    "sorting": f"{MANY}{{% set y = range(99999) | sort %}}{{% endfor %}}",
    "splitting": f"{{% set x = 'x ' * 99999 %}}{MANY}{{% set y = x.split() %}}{{% endfor %}}",
    "a width": "{{ 'x'|center(10**9) }}",
    "a method's width": "{{ 'x'.ljust(10**9) }}",
    "a format's width": "{{ '{:>999999999}'.format('x') }}",
    "an old format's width": "{{ '%999999999d' % 1 }}",
    "a filter's format": "{{ '%999999999d'|format(1) }}",
    "a format's parts": "{{ ('%(x)s' * 9999) | format(x='x' * 9999) }}",
    "a number's bytes": "{{ (1).to_bytes(10**9, 'big') }}",
    "decimals": "{{ 5 | round(-10**9) }}",
    "filling a batch": "{{ [1] | batch(10**9, 'x') | list }}",
    "sums of lists": "{{ ([range(9999) | list] * 999) | sum(start=[]) | length }}",
    "replacing": "{% set x = 'x' * 9999 %}{{ x|replace('x', x)|replace('x', x) }}",
    "joining": "{{ range(99999)|join('x' * 9999) }}",
    "a joining method": "{{ ('x' * 9999).join('x' * 9999) }}",
    "placeholder text": "{{ lipsum(n=10**9) }}",
    "Markdown": "{{ ('[' * 9999999) | inline }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "branching": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(60) }}",
    "including": "{% set n = (n or 0) + 1 %}{% if n < 60 %}{% include 'index.html' %}"
    "{% include 'index.html' %}{% endif %}",
    "including itself": "{% include 'index.html' %}",
    "extending itself": "{% extends 'index.html' %}",
    "looking for files": f"{MANY}{{% include range(9999) | map('string') | list ignore missing %}}"
    "{% endfor %}",
    "defaults": f"{{% macro m(x=[{'1, ' * 999}]) %}}{{% endmacro %}}{MANY}{{{{ m() }}}}"
    "{% endfor %}",
    "arguments": f"{{% set x = range(99999) %}}{MANY}{{% set y = cycler(*x) %}}{{% endfor %}}",
    "an attribute": "{{ [contents] * 9999"
    f" | map(attribute='modules.0{'.lessons.0.module' * 999}') | list | length }}}}",
    "filters on filters": f"{MANY}{{% set x = range(99999) | map('abs') | list %}}{{% endfor %}}",
    "brackets": f"{{{{ {'(' * 9999}1{')' * 9999} }}}}",
    "a long sum": f"{{{{ {'1 + ' * 9999}1 }}}}",
    "loops in loops": f"{'{% for a in [1] %}' * 25}{'{% endfor %}' * 25}",
    "a long number": f"{{{{ {'9' * 9999} }}}}",
}
WRONG = {
    "a name": "{{ missing }}",
    "a division": "{{ 1 / 0 }}",
    "a filter": "{{ 1|nothing }}",
    "a call": "{{ 1() }}",
    "a list": "{% set x = [1, 2] %}{{ x }}",
    "an object": "{{ contents }}",
    "an argument": "{{ 3 | link }}",
    "a file": "{% include 'nothing.html' %}",
}
LONGEST = 30.0
# What a page needs, and what it becomes.
USEFUL = {
    '{% from "macros.html" import count %}{{ count(2, "module") }}': "2 modules",
    "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(1) %}b{% endcall %}": "1b",
    "{% for one in contents.lessons if one.new %}{{ loop.index }}{% endfor %}": "1",
    "{% for one in contents.lessons recursive %}{{ one.label }}{% endfor %}": "3.1.1",
    "{% set n = namespace(x=0) %}{% for one in contents.concepts %}{% set n.x = n.x + 1 %}"
    "{% endfor %}{{ n.x }}": "2",
    "{{ contents.concepts | map(attribute='depth') | sort | join }}": "DEVELOPEDINTRODUCED",
    "{{ '%.1f' | format(2 / 3) }} {{ '%s-%s' % (1, 2) }} {{ 2 ** 10 }}": "0.7 1-2 1024",
    "{{ ['b', 'a'] | sort | join(',') }} {{ 'a-b' | replace('-', '+') }}": "a,b a+b",
    "{{ [1, 2] | sum }} {{ 2.345 | round(1) }}": "3 2.3",
    "{% set x = '<b>' %}{{ x }} {{ x | safe }} {{ (x | safe) ~ x }}": "&lt;b&gt; <b> <b>&lt;b&gt;",
    "{% for row in [1, 2, 3] | batch(2, 0) %}{{ row | join }} {% endfor %}": "12 30 ",
    "{{ contents.lesson_at(0).plain.split()[1:] | last }}": "Spaces",
    "{{ {'k': 'v'}['k'] }} {% for k, v in {'k': 'v'}.items() %}{{ k ~ v }}{% endfor %}": "v kv",
    "{{ none or 'nothing' }} {{ 1.5 }} {{ true }} {{ 'abc'[1:] }}": "nothing 1.5 True bc",
    "{{ 'x' in ['x'] }} {{ 3 is odd }} {{ ' x '.strip() | upper }}": "True True X",
}


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


def refused_at_once(run: Run, course: Path, template: str) -> None:
    (course / "own/index.html").write_text(f"first\n{template}\n")
    start = time.monotonic()
    ran = run("render", "--format", "html")
    assert ran.code == 2
    assert 'template "index.html", line 2: ' in ran.err
    assert len(ran.err) < 500
    assert ran.err.count("\n") == 1
    assert time.monotonic() - start < LONGEST


@names(ENDLESS)
def test_a_template_without_end_is_refused(
    run: Run, course: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.render.site.template_costs.MOST_WORK", 1_000_000)
    refused_at_once(run, course, template)


@pytest.mark.thorough
@names(ENDLESS)
def test_the_limits_are_low_enough(run: Run, course: Path, template: str) -> None:
    refused_at_once(run, course, template)


def test_templates_that_are_too_long_are_refused(run: Run, course: Path) -> None:
    for number in range(10):
        (course / f"own/{number}.html").write_text("{{ 1 }}" * 2_000)
    (course / "own/index.html").write_text(
        "{% for a in range(10) %}{% include a ~ '.html' %}{% endfor %}"
    )
    ran = run("render", "--format", "html")
    assert (ran.code, "the templates have more than 100,000 bytes" in ran.err) == (2, True)


def test_a_pipe_is_no_template(run: Run, course: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(course / "own/index.html")
    assert run("render", "--format", "html").code == 0


def test_a_template_may_do_all_that_pages_need(run: Run, course: Path) -> None:
    (course / "own/index.html").write_text("".join(f"<{one}>\n" for one in USEFUL))
    assert run("render", "--format", "html").code == 0
    page = (course / "docs/site/index.html").read_text()
    assert page.splitlines() == [f"<{one}>" for one in USEFUL.values()]


def test_our_own_templates_need_nothing_that_is_refused(run: Run, course: Path) -> None:
    """An empty folder of templates replaces none, and brings the limits."""
    arguments = ("render", "--format", "html", "--output")
    assert run(*arguments, "limited").code == 0
    configure(course, "title: Course")
    assert run(*arguments, "free").code == 0
    files = [
        {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
        for site in (course / "limited", course / "free")
    ]
    assert files[0] == files[1]


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
