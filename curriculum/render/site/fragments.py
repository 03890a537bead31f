"""Parts of pages that a big course has too many of for a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from markupsafe import Markup

from curriculum.model.record import Concept, Field
from curriculum.render.markdown.record_markdown import RecordMarkdown
from curriculum.render.site.charts.heat_map import DepthScale
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import ConceptPage, Said, Step, Thing, Use


class Fragments:
    """As pages below one root have them; `root` leads from them to the site's."""

    def __init__(
        self, markdown: RecordMarkdown, root: str, contents: SiteContents, scale: DepthScale
    ) -> None:
        self._markdown = markdown
        self._root = root
        self._contents = contents
        self._scale = scale
        self._links: dict[Thing, Markup] = {}
        self._depths: dict[str | None, Markup] = {}

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

    def depth(self, depth: str | None) -> Markup:
        if depth not in self._depths:
            shade = self._scale.shade(depth)
            shown = f'<span class="depth d{shade}">{escape(depth)}</span>' if depth else ""
            self._depths[depth] = Markup(shown)
        return self._depths[depth]

    def steps(self, steps: Iterable[Step]) -> Markup:
        """Items of the history of a concept."""
        return Markup("".join(map(self._step, steps)))

    def _step(self, step: Step) -> str:
        seen = step.appearance
        where = "concept index" if seen.in_index else "concepts taught"
        return (
            f'<li class="h{self._scale.shade(seen.depth)}"><span class="where">'
            f"{self.link(step.lesson or step.module)}</span> {self._reached(step)}\n"
            f'<p>{self._markdown.inline(seen.words)}</p><p class="source">{where}, '
            f"{escape(step.module.facts.path)}:{seen.span.line}</p></li>\n"
        )

    def _reached(self, step: Step) -> str:
        """The depth, and how it came about."""
        seen = step.appearance
        said = "revisited" if seen.revisit else ""
        if seen.prior_depth and seen.prior_depth != seen.depth:
            said = f"from {seen.prior_depth}"
        told = f' <span class="quiet-text">{escape(said)}</span>' if said else ""
        return f"{self.depth(seen.depth)}{told}"

    def reached(self, concepts: Iterable[tuple[ConceptPage, Step]]) -> Markup:
        """Items of a list of concepts, each with what became of it in one lesson."""
        return Markup(
            "".join(f"<li>{self.link(page)} {self._reached(step)}</li>" for page, step in concepts)
        )

    def uses(self, uses: Iterable[Use]) -> Markup:
        """Items of the history of a model."""
        return Markup("".join(map(self._use, uses)))

    def _use(self, use: Use) -> str:
        said = use.said
        return (
            f'<li><span class="where">{self.link(said.place)}</span> '
            f'<span class="type">{escape(use.role)}</span>\n'
            f'<p>{self._markdown.inline(said.words)}</p><p class="source">'
            f"{escape(said.module.facts.path)}:{said.line}</p></li>\n"
        )

    def rows(self, concepts: Iterable[Concept]) -> Markup:
        """Those of the table that is the concept index of a module."""
        return Markup("".join(map(self._row, concepts)))

    def _row(self, concept: Concept) -> str:
        inline = self._markdown.inline
        gloss = f' <span class="quiet-text">{inline(concept.gloss)}</span>' if concept.gloss else ""
        said = escape(concept.depth_text) if concept.depth_text != concept.depth else ""
        depth = f'{self.depth(concept.depth)} <span class="quiet-text">{said}</span>'
        return (
            f'<tr><td class="name">{self._named(concept)}{gloss}</td>'
            f"<td>{depth if said else self.depth(concept.depth)}</td>"
            f'<td class="where">{inline(concept.lesson_text)}</td>'
            f"<td>{inline(concept.notes or '')}</td></tr>\n"
        )

    def _named(self, concept: Concept) -> str:
        """As this record writes it, not as the page of the concept is called."""
        name = self._markdown.label(concept.term)
        page = self._contents.concept_named(concept.term)
        return f'<a href="{escape(self._root + page.url)}">{name}</a>' if page else name

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
