"""Each form in which a place is named, on its own examples and look-alikes."""

from __future__ import annotations

import pytest

from curriculum.claims.places import at_position, in_text
from curriculum.claims.places.forms import FORMS, Form
from curriculum.claims.places.reference import Reference

EXAMPLES = [
    pytest.param(form, text, read, id=f"{form.name}-{text[:40]!r}")
    for form in FORMS
    for text, read in form.examples.items()
]
LOOK_ALIKES = [
    pytest.param(form, text, id=f"{form.name}-{text[:40]!r}")
    for form in FORMS
    for text in form.look_alikes
]


def read_in(form: Form, text: str) -> tuple[Reference, ...]:
    """In running text, unless the form is read behind a lead word alone."""
    return tuple(in_text.find(text)) if form.text else at_position.read(text, 0)


@pytest.mark.parametrize(("form", "text", "read"), EXAMPLES)
def test_a_form_is_read(form: Form, text: str, read: str) -> None:
    assert (form.name, read) in [(one.form, str(one)) for one in read_in(form, text)]


@pytest.mark.parametrize(("form", "text"), LOOK_ALIKES)
def test_a_look_alike_is_not(form: Form, text: str) -> None:
    assert form.name not in [one.form for one in read_in(form, text)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_shows_both(form: Form) -> None:
    assert form.examples
    assert form.look_alikes
