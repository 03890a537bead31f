"""The forms in which records speak of earlier depths.

`<D>` stands for the depth that was reached before, `<N>` for the one reached now, `<W>` for any
word of the ladder. Every repeat has a bound.
"""

from __future__ import annotations

import re

from msgspec import Struct

from curriculum.claims.cues.hedges import WORDS
from curriculum.text.patterns import lazy_pattern

# More places in a row than anybody names.
MOST_PLACES = 4

_LITTLE_WORDS = ("a ", "an ", "the ", "its ", "only ", "mere ", "earlier ", "implicit ")
_LITTLE = rf"(?:{'|'.join(_LITTLE_WORDS)})?"
_FROM = tuple(f" from {word}<d>" for word in ("", *_LITTLE_WORDS))
_SUBJECT = r"(?P<subject>(?:[^.;:()\n]|\.(?=\w)){1,80}?)"
_WITH_PLACE = r"(?P<subject>(?:[^.;:()\n]|\.(?=\w)|\([^()\n]{0,40}\)){1,80}?)"
_UNDERSTANDING = (
    r"(?:(?: depth| level|-level)?"
    r"(?: (?:understanding|knowledge|familiarity|grasp|treatment|coverage)"
    r"(?: of (?P<of>(?:[^.;:()\n,]|\.(?=\w)){1,80}?)(?= from | in |[,;:()]|\.?\Z|\. ))?)?)"
)
_RAISED = (
    r"\b(?!<W>)(?i:elevat|upgrad|rais|promot|lift|advanc)(?i:ed?|es|ing)?(?i:ment|ion)?\b"
)  # fmt: skip
_WIDENED = r"\b(?!<W>)(?i:extend|deepen|develop|expand|strengthen)(?i:ed|s|ing)?\b"
_ONCE = r"\b(?i:originally|initially|first)"
_BEFORE = r"\b(?i:previously|formerly)"
_SEEN = r"(?: (?:only|taught|covered|seen|kept|left|known|marked|reached|at|as|to)){0,3}"
_LEARNERS = r"\b(?i:students?|learners?|pupils?|they)"


class Form(Struct, frozen=True):
    """`hints`: no claim without one of them, in small letters, `<d>` for any word of the ladder.
    `looks_back`: the subject may stand before the claim. `needs_source`: no claim without one.
    """

    name: str
    hints: tuple[str, ...]
    pattern: str
    looks_back: bool = True
    needs_source: bool = False


FORMS = (
    Form(
        "denied",
        ("not taught", "not-taught", "not previously", "not-previously"),
        r"\b(?i:gap[- ](?:fill|resolution)\w{0,3})[:,]?(?: from| --)?(?: the)?"
        r"(?: (?i:students? had|was|previously)){0,2} NOT[ -](?:PREVIOUSLY[ -])?TAUGHT",
    ),
    Form(
        "denied",
        ("not taught", "not been", "not previously"),
        r"\b(?i:students? (?:has|have|had)) NOT (?:BEEN |PREVIOUSLY )?TAUGHT",
        looks_back=False,
    ),
    Form("denied", ("from implicit",), r"\b(?i:from implicit(?: \w{1,20})? to) <N>"),
    Form(
        "denied",
        tuple(f"{lead} at <d>" for lead in ("new", "here", "concept", "concepts", "idea", ",")),
        r"(?:\bNEW|\b(?i:(?:brand[- ])?new concepts?|new idea),?) (?:at|here at) <N>",
    ),
    Form(
        "step",
        ("<d>->", "<d> ->", "<d>→", "<d> →"),
        r"(?<!->)(?<!-> )(?<!→)(?<!→ )(?:" + _RAISED + r" (?:from )?)?"
        r"<D> ?(?:->|→) ?<N>(?! ?(?:->|→))",
    ),
    Form("developed", _FROM, r"<N>,? from " + _LITTLE + r"<D>"),
    Form("elevated", _FROM, _RAISED + r"(?: " + _SUBJECT + r")? from " + _LITTLE + r"<D>"),
    Form("widened", _FROM, _WIDENED + r"(?: " + _SUBJECT + r")? from " + _LITTLE + r"<D>"),
    Form(
        "gap fill",
        ("gap",),
        r"\b(?i:gap[- ](?:fill|filled|filling|resolution|closed))"
        r"(?: \(?(?:on|for|of) (?P<of>[^.;:()\n]{1,80}?))? from " + _LITTLE + r"<D>",
    ),
    Form("originally", ("originally", "initially", "first "), _ONCE + _SEEN + r" <D>"),
    Form("previously", ("previously", "formerly"), _BEFORE + _SEEN + r" <D>"),
    Form(
        "was",
        ("was ", "were "),
        r"(?:(?<![\w-])Was|\b(?i:was|were)(?= (?:already|previously|only|left) ))"
        r"(?: (?:already|previously|only|left)){0,2}(?: at| as)? <D>",
    ),
    Form("was", ("was <d>", "were <d>"), r"\b(?:was|were) <D>", needs_source=True),
    Form(
        "student has",
        ("already ha", "already hold", "already know", "already knew"),
        _LEARNERS + r" (?i:already )(?:ha[sd]|have|holds?|knows?|knew)"
        r"(?: " + _SUBJECT + r" at)? " + _LITTLE + r"<D>" + _UNDERSTANDING,
        looks_back=False,
    ),
    Form(
        "student has",
        (" has", " had", " have", " holds", " know", " knew"),
        _LEARNERS + r" (?:ha[sd]|have|holds?|knows?|knew)(?: already)?"
        r"(?: " + _SUBJECT + r" at)? " + _LITTLE + r"<D>" + _UNDERSTANDING,
        looks_back=False,
        needs_source=True,
    ),
    Form(
        "from source",
        ("(<d> from ", "(<d> depth from ", "(<d> level from "),
        r"\((?=<W>(?: depth| level)? from (?!<W>))<D>",
        needs_source=True,
    ),
    Form("gap fill", ("from <d>",), r"(?<![^\s(])From <D>(?= \(| to | in )"),
    Form("already", ("already",), r"\b(?i:already)(?: (?:at|known at|taught at|an?|the))? <D>"),
    Form("already", ("<d> (already",), r"<D> \((?i:already)\b[^()\n]{0,80}\)"),
    Form(
        "reinforces",
        ("reinforc", "extends", "extension", "revisits", "builds on", "building on", "deepens"),
        r"\b(?i:reinforc(?:es|ed|ing|ement of)|extends|extension of|revisits"
        r"|builds on|building on|deepens) " + _WITH_PLACE + r" <D>"
        r"(?= (?:concepts?|ideas?|material|pattern|treatment|understanding|depth)\b"
        r"|\)|\Z|\.\Z|\. |;)",
        looks_back=False,
    ),
    Form(
        "callback",
        ("the <d> ", "a <d> ", "an <d> "),
        r"\b(?i:callbacks? to|complet(?:es|ed|ing)|completion of|recall(?:s|ing)"
        r"|fulfil(?:l)?s|follows up(?: on)?|returns? to|pays off|resolves)"
        r" (?:the|an?) <D> (?:concept|idea|preview|mention|notion|version|treatment"
        r"|introduction|teaser|understanding)s?\b",
    ),
    Form(
        "in source",
        ("<d> in ", "<d> via "),
        r"(?:\A|(?<=-- )|(?<=--)|(?<=— )|(?<=—)|(?<=– )|(?<=; )|(?<=\. )|\()<D>"
        r"(?= in | via )",
        needs_source=True,
    ),
    Form(
        "built from",
        ("buil", "derived", "grounded"),
        r"\b(?i:buil(?:t|ds|ding) (?:from|on|upon)|derived from|grounded in) "
        + _SUBJECT
        + r" \(<D>\)",
        looks_back=False,
    ),
    Form(
        "ago",
        (" ago",),
        r"\bat <D> (?:depth|level)\b(?=[^.;\n]{0,40} (?:lessons?|modules?|series) ago\b)",
    ),
    Form(
        "known",
        ("already known", "already familiar", "already taught", "already established"),
        r"\b(?i:(?:concept|idea|mechanism|pattern|operation)s?"
        r" (?:is |are |was |were )?already) (?:known|familiar|taught|established)\b",
    ),
)

# Without a word of the ladder: what is known, and what is denied.
KNOWN = "lready "
DENIED = "TAUGHT"
NEW_DEPTH = r",? (?:to|->|→|and now|now)(?: at)? (?P<new>(?:<W>))(?!\w)"

_STOP = (
    r"(?! (?:to|via|where|which|when|while|with|without|by|because|so|as|for|but|then|now|here)\b"
    r"|[.!?](?=\s|\Z)|,(?! ?(?:\d|and\b|[Ss]eries|[Mm]odule|[Ll]esson))|--|—| -> |→)"
)
_BRACKET = r" ?\((?P<bracket>(?:[^()\n]|\([^()\n]{1,40}\)){1,160})\)"
_PHRASE = rf"(?P<phrase>(?:{_STOP}[^()\n;:]){{1,120}})"
_AT = r"(?:in|from|at|since) "
PLACE = lazy_pattern(rf"{_BRACKET}|,? {_AT}{_PHRASE}")
NEXT_PLACE = lazy_pattern(
    rf"{_BRACKET}|,?(?: and| or)? {_AT}{_PHRASE}|(?:,?(?: and| or)|,) {_PHRASE}".replace(
        "(?P<phrase>", "(?P<again>", 1
    )
)
NOUN = lazy_pattern(r"(?:(?: |-)(?:depth|level|concepts?|ideas?))?")
# Behind the depth: it is the one reached here and now.
UNLIKE = lazy_pattern(r" (?:after this|by the end|at the end|here\b|in this (?:lesson|module))")
HEDGE = lazy_pattern(
    rf"(?<![\w-])(?i:if|unless|may|might|{WORDS}|assum\w+|should be|would be|could be)(?![\w-])"
)

# What the sentence does with its subject is no part of its name.
LEADING_VERB = lazy_pattern(
    r"(?:[Rr]ecalls?|[Rr]ecall of|[Bb]uil(?:ds|t) on|[Ee]xtends|[Rr]euses|[Rr]evisits|[Cc]onnects"
    r"(?: back)?(?: to)?|[Bb]ridges|[Dd]eepens|[Rr]equires|[Pp]rerequisites?:|[Cc]allbacks? to"
    r"|[Bb]ased on|[Cc]ontinues|[Ll]everages) (?:the |an? )?"
)
# `Bridges concept`, `this idea`, `a fuller treatment`: the row or item is what is meant.
POINTS_BACK = lazy_pattern(
    r"(?:[A-Za-z][a-z]{2,}(?:s|ing) (?:back )?(?:to )?)?(?:(?:the|this|that|its|same|a|an) ){0,2}"
    r"(?:(?:[Mm]ore|[Ll]ess) \w+ |\w{3,}er |full |earlier |original |prior |deep |underlying ){0,2}"
    r"(?:concept|idea|notion|topic|term|thing|technique|mechanism|intuition|skill|approach|version"
    r"|treatment|material|subject|understanding|form)s?",
    re.IGNORECASE,
)

# Where the stretch begins that may hold the subject of a claim.
STRETCH_END = lazy_pattern(r"[.!?][\"”)]?\s|[;|\n]|\s?(?:--|—|–)\s?")
LEADS_ELSEWHERE = lazy_pattern(
    r"(?:in|on|at|by|here|now|further|again|only|through|with|via|over|during|slightly|gradually"
    r"|explicitly|formally)\b"
)
TRAILING = lazy_pattern(r"(?: (?:is|are|was|were|has been|have been|been|now|also|then))+\Z")
NO_SUBJECT = lazy_pattern(
    r"[\s,:*_-]*(?:(?i:also|now|here|this|that|it|its|the|an?|and|was|is|are|were|be|been|both"
    r"|concepts?|notes?|depth|depths|taught|explicitly|formally|further|again|slightly|fully"
    r"|student|students|in|to|at|deliberately|lesson|row|level|status|prior|build|stretch|may|might|be|itself|model|method|technique|idea)"
    r"[\s,:*_-]*){0,6}"
)
