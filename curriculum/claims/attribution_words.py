"""The words around an attribution: what leads to a source, what is a name, and what is none."""

from __future__ import annotations

import re

from curriculum.claims.hint import Hint
from curriculum.text.patterns import lazy_pattern
from curriculum.text.words import vocabulary

# Behind a quotation, and before the words that say where it comes from.
LONGEST_GAP = 90
LONGEST_NAME = 90

# Few characters begin them, so that a text is passed over quickly.
LEAD = lazy_pattern(
    r"from(?= )(?<!\wfrom)|\((?:from |recap from |originally |see )?(?=[\da-zMSL`])"
    r"|in(?= (?:the )?[\da-zMSL`])(?<=[a-z] in)"
)
PARTICIPLES = (
    "taught|established|introduced|developed|covered|learned|met|seen|built|derived|explained"
    "|coined"
)
TAUGHT = lazy_pattern(rf"\b(?:{PARTICIPLES}) \Z")
FORWARD = lazy_pattern(
    r"\b(?:(?:will )?(?:returns?|reappears?|come(?:s)? back|be extended|be used again)"
    r"|(?:is|are) (?:extended|used again|picked up|revisited)) \Z"
)
LONGEST_LEAD = 24
# The words before the *in*, so that few of them are looked at twice.
IN_LEAD_ENDS = tuple(
    f"{word} "
    for word in f"{PARTICIPLES}|return|returns|reappear|reappears|back|extended|again|picked up"
    "|revisited".split("|")
)
QUOTE = lazy_pattern(r'["“][^"“”]{2,160}["”]')
GLOSS = lazy_pattern(r" ?\([^()]{0,60}\)")
DASH = lazy_pattern(r"(?: ?--| ?—) ?(?=(?:an? )?(?:callback|ech|exten|recall|deepen))")
GAP = lazy_pattern(r"[\w&/’', -]*(?: \([^()]*)?")
MOST_WORDS_IN_GAP = 9
NEW_SENTENCE = lazy_pattern(r"[.!?][\"”] [A-Z]")
# A bracket alone says where a name comes from only if it holds nothing else.
ALONE = lazy_pattern(r"[),;]")
MOST_WORDS_BEFORE_BRACKET = 3
# So many quotations may share one source.
MOST_QUOTES = 4
# Between two quotations that share what follows the second.
AND = lazy_pattern(r"[,;]? (?:and|/|or|\+) (?:the )?")
BREAKS_GAP = vocabulary(
    "are as became becomes but by differ differs different does in instead is not of on that than",
    "unlike versus vs was were when where which while with without",
)
# `extending the … from 4.4.3`: what comes from there is what the verb acts on, not what was quoted.
_DERIVES = (
    r"extend(?:s|ed|ing)?|echo(?:es|ed|ing)?|(?:build|builds|building|built|based|expand(?:s|ing))"
    r" (?:up)?on|(?:variation|variant|version|twist) (?:of|on)|in the spirit of|inspired by"
    r"|adapt(?:s|ing)|modell?ed (?:on|after)|generali[sz](?:es|ing)|deepen(?:s|ing)"
    r"|parallel(?:s|ing)?(?: to)?|mirror(?:s|ing)|analogous to|similar to|callbacks? to"
    r"|calls? back to"
    r"|recall(?:s|ing)|revisit(?:s|ing)|reus(?:es|ing)|combin(?:es|ing)|appl(?:ies|ying)"
)
ACTS_ON_OTHER = lazy_pattern(rf"\b(?:{_DERIVES}) (?!from\b)[\w\"“]", re.IGNORECASE)
ANALOGY = lazy_pattern(r"\b(?:analog(?:y|ies)|metaphors?)\b", re.IGNORECASE)
MODEL = lazy_pattern(
    r"\b(?:mental models?|framework|picture|principle|spectrum|framing|pattern)\b", re.IGNORECASE
)
CALLED = lazy_pattern(
    r"(?P<name>(?:[\w’'+/-]+ ){1,6})(?P<kind>analog(?:y|ies)|metaphors?|mental models?)"
    r"(?: callback| \(callback| recap| extended)?,? ?\Z"
)
CALLED_HINT = Hint(("analog", "metaphor", "mental model"))
POSSESSIVE = lazy_pattern(
    r"(?:\A|(?<=[\s(]))(?:the )?(?P<source>(?:[Ss]eries|[Mm]odule|[Ll]esson) [\d.]{1,8}"
    r"|\d{1,2}\.\d{1,2}\.\d{1,2}|[a-z][a-z0-9-]{1,60}(?=['’]s ))(?P<owns>['’]s)? \Z"
)
WORD = lazy_pattern(r"[^\s,;:()—-](?:[^\s,;:()—-]|-(?!-))*")
JOINED = lazy_pattern(r"(?:,? and |/)\Z")
LONGEST_JOINT = 6
DEPARTS = lazy_pattern(
    r"\b(?:different|differs?|departs?|departure|away|far|apart|aside|starting|range[sd]?|unlike"
    r"|switch\w*|moves?|goes|step|progress\w*|narrative|journey|depths?|understanding|knowledge)\Z",
    re.IGNORECASE,
)
# A name is what stands behind the last of these.
NO_NAME = vocabulary(
    "a about across add adds after against all already also an and any applied applies apply",
    "are as at based be been before both bridges bring brings build building builds but by call",
    "callback calls can combines connect connected connection connects contrast contrasts",
    "deeply developed each echo echoes every exact exactly existing explicit explicitly extend",
    "extended extending extends extension familiar first for format framed had has have how",
    "identical if in into introduced is it its itself just keep key like link linked links made",
    "make makes mentioned mirror mirroring mirrors more name needs no not now of on one only or",
    "our parallel preview previews prior recall recalls recap references reinforces reuse",
    "reused reuses same see series since so some student such take takes than that the their",
    "them then these they this to two uses using versus via vs was we were what when where",
    "which while with without you your",
)
# Words between a name and `from` that are not part of the name.
LINKS = vocabulary(
    "again already callback carried context concept concepts borrowed directly echoed explicitly",
    "extended extension formalized idea inherited known lifted machinery mechanism recalled",
    "recap recapped reused reinforced revisited skills taken taught transferred unchanged",
)
MOST_WORDS = 5
