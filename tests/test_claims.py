"""Each grammar of claims on the phrasings and look-alikes that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages
from time import process_time
from typing import Protocol

import pytest

from curriculum import claims
from curriculum.course.agreement import Agreement
from curriculum.read import read_bytes
from curriculum.text import names as text_names

LONGEST = 5.0

PACKAGE = f"{claims.__name__}."
MODULES = {
    module.name.removeprefix(PACKAGE): import_module(module.name)
    for module in walk_packages(claims.__path__, PACKAGE)
}
GRAMMARS = [name for name, module in MODULES.items() if hasattr(module, "find")]


class Claim(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def find_of(grammar: str) -> Callable[[str], Iterator[Claim]]:
    find: Callable[[str], Iterator[Claim]] = MODULES[grammar].find
    return find


def examples_of(grammar: str) -> Mapping[str, tuple[str, ...]]:
    examples: Mapping[str, tuple[str, ...]] = MODULES[grammar].EXAMPLES
    return examples


EXAMPLES = [
    pytest.param(grammar, text, expected, id=f"{grammar}-{text[:40]!r}")
    for grammar in GRAMMARS
    for text, expected in examples_of(grammar).items()
]


@pytest.mark.parametrize(("grammar", "text", "expected"), EXAMPLES)
def test_what_is_read(grammar: str, text: str, expected: tuple[str, ...]) -> None:
    assert tuple(map(str, find_of(grammar)(text))) == expected


@pytest.mark.parametrize(("grammar", "text", "expected"), EXAMPLES)
def test_claims_stand_in_the_text(grammar: str, text: str, expected: tuple[str, ...]) -> None:
    for claim in find_of(grammar)(text):
        assert expected
        assert 0 <= claim.start < claim.end <= len(text)


def test_all_examples_are_those_of_a_grammar() -> None:
    shown = [module.EXAMPLES for module in MODULES.values() if hasattr(module, "EXAMPLES")]
    tested = [examples_of(grammar) for grammar in GRAMMARS]
    assert [one for one in shown if not any(one is other for other in tested)] == []


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_look_alikes_are_shown(grammar: str) -> None:
    assert () in examples_of(grammar).values()


@pytest.mark.parametrize("grammar", GRAMMARS)
@pytest.mark.parametrize(
    "unit",
    ["(", ")", "a(", "A 1 (2020) ", "-", "a-", "1.", "1 + ", "2+2=", "(1) ", "SD3 / ", "|", "Q ",
     "Iteration 1: ", "Elevated a from ", "DEVELOPED ", "MENTIONED->", "in a-b (1.2) ",
     "(from a-b, 1.2.3) ", "[a](b/", "May ", "12-", "**", " ", "\n", "~", "Lesson 1: "],
)  # fmt: skip
def test_hostile_text_is_read_in_time(grammar: str, unit: str) -> None:
    """What is not linear takes minutes here; a busy machine has seconds to spare."""
    start = process_time()
    list(find_of(grammar)(unit * (50_000 // len(unit))))
    assert process_time() - start < LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [("SD3", "sd 3"), ("SD v1.5", "SD 1.5"), ("PixArt-α", "PixArt-alpha"),
     ("Hunyuan-DiT", "HunyuanDiT")],
)  # fmt: skip
def test_one_thing_has_one_key(one: str, other: str) -> None:
    assert text_names.key(one) == text_names.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Flux", "Flux 2"), ("SAM", "SAM 2"), ("DALL-E 1", "DALL-E 2"), ("SD3", "SD3.5"),
     ("PixArt-alpha", "PixArt-sigma"), ("Llama 2 7B", "Llama 27B"), ("Flux.2", "Flux 2")],
)  # fmt: skip
def test_other_things_have_other_keys(one: str, other: str) -> None:
    assert text_names.key(one) != text_names.key(other)


def test_aliases_name_one_thing() -> None:
    names = text_names.identity([("SD3", "Stable Diffusion 3")])
    assert names.of("stable-diffusion 3") == names.of("SD 3")
    assert names.of("SDXL") == "sdxl"


def test_agreement_names_the_claim_that_is_contradicted() -> None:
    agreement: Agreement[str] = Agreement()
    assert agreement.contradicted("x", 0, 10, "wide") is None
    assert agreement.contradicted("x", 4, 20, "low end") is None
    assert agreement.contradicted("y", 30, 40, "another thing") is None
    assert agreement.contradicted("x", 1, 3, "below") == "low end"
    assert agreement.contradicted("x", 12, 13, "above") == "wide"
    assert agreement.contradicted("x", 5, 6, "inside") is None


def test_places_in_tables_and_timelines() -> None:
    from curriculum.claims.in_record import read_dates

    text = (
        "# Module 8.1: Models -- Record\n\n"
        "| Model | Date |\n|---|---|\n| SDXL | Jul 2023 |\n\n"
        "```mermaid\ntimeline\n  2022 : SD v1.4\n```\n"
    )
    places = [
        (placed.span.line, placed.span.column)
        for placed in read_dates(read_bytes(text.encode(), "r"))
    ]
    assert places == [(5, 3), (9, 10)]
