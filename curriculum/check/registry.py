"""All rules by name, in the order of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType

from curriculum.check.rule import Reads, Rule
from curriculum.check.rules import (
    broken_table,
    concept_not_in_index,
    concept_not_in_summary,
    count_mismatch,
    date_conflict,
    date_order,
    depth_mismatch,
    depth_regression,
    duplicate_concept,
    duplicate_lesson,
    duplicate_mental_model,
    duplicate_module,
    duplicate_section,
    empty_cell,
    empty_field,
    fact_conflict,
    foreign_lesson,
    forward_reference,
    impossible_date,
    internal_error,
    known_defect,
    lesson_number_gap,
    lesson_number_mismatch,
    lesson_type_mismatch,
    lesson_without_concepts,
    lesson_without_slug,
    lesson_without_summary,
    malformed_title,
    mangled_emphasis,
    misattributed_model,
    misquoted_model,
    missing_cells,
    missing_column,
    missing_field,
    missing_goal,
    missing_section,
    missing_status,
    not_canonical,
    prior_depth_mismatch,
    review_miscount,
    schema_violation,
    split_table,
    swallowed_html,
    undeclared_revisit,
    unescaped_pipe,
    unkept_promise,
    unknown_depth,
    unknown_lesson,
    unknown_lesson_type,
    unknown_module,
    unknown_section,
    unknown_status,
    unknown_suppression,
    unreadable_text,
    unresolved_review,
    untaught_source,
    unused_suppression,
    wrong_arithmetic,
)

_MODULES: tuple[ModuleType, ...] = (
    unescaped_pipe,
    split_table,
    broken_table,
    missing_cells,
    mangled_emphasis,
    swallowed_html,
    unreadable_text,
    malformed_title,
    missing_section,
    duplicate_section,
    unknown_section,
    missing_goal,
    missing_status,
    missing_column,
    unknown_depth,
    unknown_status,
    unknown_lesson_type,
    lesson_type_mismatch,
    lesson_without_slug,
    lesson_number_gap,
    lesson_without_summary,
    lesson_without_concepts,
    missing_field,
    empty_field,
    empty_cell,
    not_canonical,
    schema_violation,
    duplicate_module,
    duplicate_lesson,
    duplicate_concept,
    duplicate_mental_model,
    depth_mismatch,
    concept_not_in_summary,
    concept_not_in_index,
    prior_depth_mismatch,
    depth_regression,
    undeclared_revisit,
    unknown_lesson,
    unknown_module,
    lesson_number_mismatch,
    foreign_lesson,
    forward_reference,
    misattributed_model,
    untaught_source,
    unkept_promise,
    misquoted_model,
    date_conflict,
    impossible_date,
    date_order,
    fact_conflict,
    count_mismatch,
    wrong_arithmetic,
    unresolved_review,
    known_defect,
    review_miscount,
    unknown_suppression,
    unused_suppression,
    internal_error,
)


def rule_of(module: ModuleType, name: str | None = None) -> Rule:
    """Raises AttributeError where the module is no rule. DEFAULT = False is off unless selected."""
    check_course = getattr(module, "check_course", None)
    return Rule(
        name or module.__name__.rpartition(".")[2].replace("_", "-"),
        module.SEVERITY,
        module.__doc__ or "",
        getattr(module, "check", None) if check_course else module.check,
        check_course,
        getattr(module, "DEFAULT", True),
        getattr(module, "READS", Reads.RECORD),
        getattr(module, "EACH_PLACE", False),
    )


RULES: Mapping[str, Rule] = {rule.name: rule for rule in map(rule_of, _MODULES)}


def selected(
    select: Iterable[str], ignore: Iterable[str], rules: Mapping[str, Rule] = RULES
) -> list[Rule]:
    """Those on by default where `select` is empty. Both hold names of rules that exist."""
    chosen = set(select) or {name for name, rule in rules.items() if rule.default}
    ignored = set(ignore)
    return [rule for name, rule in rules.items() if name in chosen - ignored]
