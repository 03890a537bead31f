"""What attributions are read from which text; those without any are no attributions."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    '"a loss is a thermometer" from 1.2.3': ("unknown: a loss is a thermometer from lesson 1.2.3",),
    '"Fog and lamp" (score-fields)': ("unknown: Fog and lamp from slug score-fields",),
    '"Fog and lamp" (from 7.4.1) -- used here': ("unknown: Fog and lamp from lesson 7.4.1",),
    '"Fog and lamp" (the sampler walks home, from score-fields) again': (
        "unknown: Fog and lamp from slug score-fields",
    ),
    '- "Fog and lamp" callback from Module 6.4 (score-fields), extended': (
        "unknown: Fog and lamp from module 6.4 score-fields",
    ),
    'extends the "score as a compass" analogy from 6.4.2': (
        "analogy: score as a compass from lesson 6.4.2",
    ),
    '"Two dials" sizing recipe (from 7.4.2)': ("unknown: Two dials from lesson 7.4.2",),
    '"Fog" and "lamp in the fog" mental models from score-fields.': (
        "model: Fog + lamp in the fog from slug score-fields",
    ),
    '"Fog and lamp" callback and extension from 7.2.1/7.2.2 (now three)': (
        "unknown: Fog and lamp from lesson 7.2.1 & lesson 7.2.2",
    ),
    '"Fog and lamp," established in score-fields': (
        "unknown: Fog and lamp, from slug score-fields",
    ),
    '"Fog and lamp" extended from the sampler story (Module 4.2) to all': (
        "unknown: Fog and lamp from module 4.2",
    ),
    'the Series 4 "critic with a notebook" analogy': (
        "analogy: critic with a notebook from series 4",
    ),
    'callback to sampling\'s "lamp in the fog" metaphor': (
        "analogy: lamp in the fog from word sampling",
    ),
    "the compass analogy from score-fields": ("analogy: compass from slug score-fields",),
    "Cake mental model (Lesson 2) comes back": ("model: Cake from number 2",),
    "DPO and GRPO directly transferred from Series 5 to images": (
        "concept: DPO + GRPO from series 5",
    ),
    "cross-attention, taught in 6.3.4": ("concept: cross-attention from lesson 6.3.4",),
    "checked off: self-attention from 4.2.4, pre-norm from 4.2.5": (
        "concept: self-attention from lesson 4.2.4",
        "concept: pre-norm from lesson 4.2.5",
    ),
    "- Flow matching (from 7.2.2, 7.4.3) -- the standard": (
        "concept: Flow matching from lesson 7.2.2 & lesson 7.4.3",
    ),
    "Paths (INTRODUCED)--same straight paths from 7.2.2": (
        "concept: straight paths from lesson 7.2.2",
    ),
    "Extension of log-odds from 4.1.1/4.3.2.": (
        "concept: log-odds from lesson 4.1.1 & lesson 4.3.2",
    ),
    "connects to the chain rule from backprop-by-hand (1.3)": (
        "concept: chain rule from slug 1.3 backprop-by-hand",
    ),
    '"Fog and lamp" returns in 8.1.2': ("unknown: Fog and lamp to lesson 8.1.2",),
    '"Fog and lamp" from Module 9.1 (planned)': ("unknown: Fog and lamp from module 9.1, planned",),
    '"It is zero." Connected to slopes from 1.1.4': ("concept: slopes from lesson 1.1.4",),
    '"Fog and lamp" (an echo) -- sampling joins noise (Series 4) and steps': (),
    '"Fog and lamp" (high-noise steps first)': (),
    '"Fog and lamp" -- two words taken from the graph; more': (),
    "the speed story from Series 6 through Module 7.3": (),
    "works differently: away from 7.2.1": (),
    "built on it (DEVELOPED from 3.2.3), starting from two-paths": (),
    "raised from INTRODUCED in 3.2.3": (),
    "the numbers (1.3, -0.8) and 42 from 3.5% of them": (),
    "learns from scratch, from data, from the paper": (),
    '"Fog and lamp" is not what 6.4.2 is about; more from 7.1.1': (),
    '"Fog and lamp" (two words that say it all)': (),
    '"Fog". Another sentence: from 6.4.2': (),
    "Module 6.3 starts with noise (Series 5 has none)": (),
}
