"""Words on the command line that do not exist are answered with what was probably meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("lint", "--fail-on", "waring"), '"--fail-on" cannot be "waring"; did you mean warning?'),
        (("lint", "--fail-on", "ERROR"), '"--fail-on" cannot be "ERROR"; did you mean error?'),
        (("rule", "Split-Table"), 'there is no rule "Split-Table"; did you mean split-table?'),
        (("lint", "--fail-on", "x"), "use one of error, warning, info, never"),
        (("lint", "--format", "jsn"), '"--format" cannot be "jsn"; did you mean json?'),
        (("export", "--format", "cvs"), '"--format" cannot be "cvs"; did you mean csv?'),
        (("show", "--format", "jon", "x"), '"--format" cannot be "jon"; did you mean json?'),
        (("lint", "--fixx"), 'there is no option "--fixx"; did you mean --fix?'),
        (("lint", "--unsafe-fix"), "did you mean --unsafe-fixes?"),
        (("rule", "--al"), 'there is no option "--al"; did you mean --all?'),
        (("--verison",), 'there is no option "--verison"; did you mean --version?'),
        (("rule", "--zzz"), 'there is no option "--zzz"; there are --all, --config, --help'),
        (("lnt",), 'there is no command "lnt"; did you mean lint?'),
        (("schema", "recrd"), 'there is no schema "recrd"; did you mean record?'),
        (("config", "dsh"), 'there is no key "dsh"; did you mean dash?'),
        (("rule", "split-tabel"), 'there is no rule "split-tabel"; did you mean split-table?'),
    ],
)
def test_what_was_meant(run: Run, arguments: tuple[str, ...], answer: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err
    assert ran.err.count("did you mean") <= 1
