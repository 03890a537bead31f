"""What a configuration says, once its form is right: words that are doubled, unknown, or clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curriculum.config.dialect import LABELS, LADDER, LOAD_LABELS, label_key
from curriculum.config.keys import ConfigError, Raw, Where
from curriculum.config.nearest import nearest
from curriculum.config.own_words import check_own_words, ladder_of
from curriculum.text.patterns import lazy_pattern

_MODULE = lazy_pattern(r"\d{1,3}(?:\.\d{1,3})?")
_NUMBER = lazy_pattern(r"\d{1,3}(?:\.\d{1,3})?(?=\D|$)")


def check_meaning(values: Mapping[str, Raw], where: Where) -> None:
    """Raises ConfigError; `values` have the right form."""
    _check_ladder(_words(values.get("ladder")), where)
    words = _table(values.get("dialect"))
    ladder = ladder_of(words) or tuple(_words(values.get("ladder"))) or LADDER
    _check_ladder(ladder_of(words), lambda path: where(["dialect", *path]))
    check_own_words(words, ladder, where)
    labels = {**_table(values.get("labels")), **_table(words.get("fields"))}
    own = {str(name): _words(entry) for name, entry in labels.items()}
    known = _check_labels(own, where)
    _check_required(_words(values.get("required-fields")), known, where)
    groups = values.get("aliases")
    _check_aliases([_words(g) for g in groups] if isinstance(groups, list) else [], where)
    _check_external(_words(values.get("external")), where)


def _words(value: Raw) -> list[str]:
    return [value] if isinstance(value, str) else [str(one) for one in _list(value)]


def _list(value: Raw) -> Sequence[Raw]:
    return value if isinstance(value, list) else []


def _table(value: Raw) -> Mapping[str, Raw]:
    return value if isinstance(value, Mapping) else {}


def _check_ladder(ladder: Sequence[str], where: Where) -> None:
    seen: dict[str, str] = {}
    for depth in ladder:
        if depth.casefold() in seen:
            place = where(["ladder", depth])
            raise ConfigError(f'{place}: "ladder" has the depth "{depth}" twice; delete one')
        seen[depth.casefold()] = depth


def _check_labels(own: Mapping[str, Sequence[str]], where: Where) -> dict[str, str]:
    """All labels by their key, each with its canonical name; none means two things."""
    known = {label_key(name): name for name in LABELS}
    known |= {label_key(other): name for name, others in LABELS.items() for other in others}
    for name in own:
        if known.setdefault(label_key(name), name) != name:
            raise _clash(name, known[label_key(name)], ["labels", name], name, where)
    for name, others in own.items():
        for other in others:
            if known.setdefault(label_key(other), name) != name:
                raise _clash(other, known[label_key(other)], ["labels", name, other], name, where)
    return known


def _clash(label: str, meaning: str, path: list[str], name: str, where: Where) -> ConfigError:
    own = label_key(label) == label_key(meaning)
    what = f'"{label}" ' + ("is a field of its own" if own else f'already means "{meaning}"')
    if label == name:
        remedy = f'write "{meaning}" there'
    else:
        remedy = f'take it out of "{name}"' + ("" if meaning in LABELS else f' or of "{meaning}"')
    return ConfigError(f'{where(path)}: in "labels", {what}; {remedy}')


def _check_required(required: Sequence[str], known: Mapping[str, str], where: Where) -> None:
    names = {**known, **{label_key(name): name for name in LOAD_LABELS}}
    for field in required:
        if label_key(field) not in names:
            near = nearest(label_key(field), names)
            hint = (
                f'did you mean "{names[near]}"?'
                if near
                else 'if it is a label of your own, add it to "labels"'
            )
            place = where(["required-fields", field])
            raise ConfigError(f'{place}: in "required-fields", there is no field "{field}"; {hint}')


def _check_aliases(groups: Sequence[Sequence[str]], where: Where) -> None:
    from curriculum.text.names import key  # few teams have aliases

    group_of: dict[str, int] = {}
    for number, group in enumerate(groups):
        names = {key(name) for name in group}
        if len(names) < 2:
            raise ConfigError(f"{where(['aliases', *group[:1]])}: {_lonely(group)}")
        for name in group:
            first = groups[group_of.setdefault(key(name), number)]
            if first is not group:
                pair = f"{_shown(first)} and {_shown(group)}"
                place = where(["aliases", group[0], name])
                raise ConfigError(
                    f'{place}: "{name}" is in two groups of "aliases", {pair}; make one group of '
                    "them, or delete it from one"
                )


def _lonely(group: Sequence[str]) -> str:
    if not group:
        return '"aliases" has an empty group; delete it'
    if len(group) == 1:
        return f'"aliases" has "{group[0]}" alone in a group; add its other names, or delete it'
    return f'"aliases" has a group of names that are the same anyway, {_shown(group)}; delete it'


def _shown(group: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in group) + "]"


def _check_external(external: Sequence[str], where: Where) -> None:
    for entry in external:
        if not _MODULE.fullmatch(entry):
            place = where(["external", entry])
            raise ConfigError(
                f'{place}: in "external", "{entry}" is no series or module; {_number(entry)}'
            )


def _number(entry: str) -> str:
    found = _NUMBER.search(entry)
    return f'write "{found[0]}"' if found else 'write its number, such as "6" or "7.1"'
