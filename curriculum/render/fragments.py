"""Parts of pages that a big course has too many of for a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from curriculum.model.record import Field
    from curriculum.render.record_markdown import RecordMarkdown
    from curriculum.render.site_things import Said, Thing


class Fragments:
    """As pages below one root have them; `root` leads from them to the site's."""

    def __init__(self, markdown: RecordMarkdown, root: str) -> None:
        self._markdown = markdown
        self._root = root
        self._links: dict[Thing, Markup] = {}

    def inline(self, text: str) -> Markup:
        return Markup(self._markdown.inline(text))

    def block(self, text: str) -> Markup:
        return Markup(self._markdown.block(text))

    def label(self, text: str) -> Markup:
        return Markup(self._markdown.label(text))

    def link(self, thing: Thing) -> Markup:
        """Most things are linked many times."""
        if thing not in self._links:
            self._links[thing] = self._link(thing)
        return self._links[thing]

    def _link(self, thing: Thing) -> Markup:
        name = self._markdown.label(thing.name)
        url = escape(f"{self._root}{thing.url}")
        if not thing.label:
            return Markup(f'<a href="{url}">{name}</a>')
        number = f'<span class="number">{escape(thing.label)}</span>'
        return Markup(f'<a class="lesson" href="{url}">{number} {name}</a>')

    def said(self, places: Iterable[Said]) -> Markup:
        """Items of a list: where it is said, and the words."""
        label = self._markdown.label
        return Markup(
            "".join(f"<li>{self.link(one.place)}<p>{label(one.words)}</p></li>" for one in places)
        )

    def fields(self, fields: Iterable[Field]) -> Markup:
        """What a lesson says, under the labels of its author."""
        return Markup("".join(part for field in fields for part in self._field(field)))

    def _field(self, field: Field) -> Iterator[str]:
        block, item = self._markdown.block, self._markdown.item
        yield f"<h3>{self._markdown.inline(field.label)}</h3>"
        yield block(field.text) if field.text else ""
        if field.items:
            kind = "ol" if field.ordered else "ul"
            yield f"<{kind}>"
            yield from (f"<li>{item(text)}</li>" for text in field.items)
            yield f"</{kind}>"
        yield block(field.text_after) if field.text_after else ""
