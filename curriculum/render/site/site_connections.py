"""Who speaks of whom: lessons that refer to lessons, and to modules."""

from __future__ import annotations

from collections import Counter, defaultdict

from curriculum.claims.record_claims import RecordClaims
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_things import ModulePage


def connect(contents: SiteContents) -> None:
    cited: dict[ModulePage, Counter[ModulePage]] = defaultdict(Counter)
    seen: set[tuple[int, int]] = set()
    said: set[tuple[str, int, int, str]] = set()
    for mention in contents.course.references.mentions:
        here = contents.lesson_at(mention.place)
        target = mention.lesson
        if target is not None and mention.place != target.place:
            there = contents.lessons[target.place]
            words = (mention.facts.path, mention.place, target.place, mention.words)
            if words not in said:  # a table may name a lesson in many of its cells
                said.add(words)
                line = mention.placed.span.line
                there.cited_by.append(contents.said(mention.facts, line, mention.words, here))
            if here and (mention.place, target.place) not in seen:
                seen.add((mention.place, target.place))
                here.cites.append((there, mention.words))
        _cite_module(contents, mention.facts, mention.module, cited)
    for module, targets in cited.items():
        ordered = sorted(targets.items(), key=lambda pair: contents.order(pair[0]))
        module.builds_on = [p for p in ordered if contents.order(p[0]) < contents.order(module)]
        module.looks_ahead_to = ordered[len(module.builds_on) :]
        for other, count in module.builds_on:
            other.used_by.append((module, count))
    for lesson in contents.lessons:
        lesson.cites.sort(key=lambda pair: pair[0].lesson.place)


def _cite_module(
    contents: SiteContents,
    facts: RecordClaims,
    number: str | None,
    cited: dict[ModulePage, Counter[ModulePage]],
) -> None:
    target = contents.course.modules.get(number or "")
    if target is not None and target is not facts:
        cited[contents.module_of(facts)][contents.module_of(target)] += 1
