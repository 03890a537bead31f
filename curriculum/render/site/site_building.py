"""Builds the contents of a site: what has a page, who speaks of whom, where the problems are."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.course.course import Course
from curriculum.problem import Problem
from curriculum.render.site.lesson_load import count_load
from curriculum.render.site.model_uses import model_pages
from curriculum.render.site.site_connections import connect
from curriculum.render.site.site_contents import SiteContents
from curriculum.render.site.site_mentions import find_mentions, place_problems


def contents_of(course: Course, problems: Iterable[Problem]) -> SiteContents:
    contents = SiteContents(course, problems)
    contents.models = model_pages(contents)
    contents.place_pages()
    count_load(contents.concepts, course.depths.rank)
    connect(contents)
    find_mentions(contents)
    place_problems(contents)
    return contents
