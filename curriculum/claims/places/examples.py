"""What references are read from which text; those without any hold none."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "see mnist-project (2.2.2): dropout off": ("mnist-project = 2.2.2",),
    "as 7.4.3 (sd3-and-flux) showed": ("sd3-and-flux = 7.4.3",),
    "a reward model (rlhf-pipeline, 4.4.3)": ("rlhf-pipeline = 4.4.3",),
    "a linear map (from linear-layers, 3.2.1)": ("<- linear-layers = 3.2.1",),
    "- Training loops (lesson 4: training-loop)": ("training-loop = lesson 4",),
    "see `nn-module` (Lesson 3)": ("nn-module = lesson 3",),
    "Lesson 2 (autograd) and Lesson 3: nn-module.": (
        "autograd = lesson 2",
        "nn-module = lesson 3",
    ),
    "the engine of computational-graphs (1.3)": ("computational-graphs = module 1.3",),
    "with linear-layers 3.2 in view": ("linear-layers = module 3.2?",),
    "3.2 (linear-layers)": ("linear-layers = module 3.2",),
    "losses, optimizers (1.3)": ("optimizers = module 1.3?",),
    "(scaling-and-efficiency, Module 4.3)": ("scaling-and-efficiency = module 4.3",),
    "Extended from 7.2.1/7.2.2.": ("<- 7.2.1", "<- 7.2.2"),
    "(from 6.3.3, 7.4.1 and 7.4.3)": ("<- 6.3.3", "<- 7.4.1", "<- 7.4.3"),
    "from 5.1.1 (lock-picking disagreement)": ("<- 5.1.1", "lock-picking?"),
    "losses, not (7.4)": ("not = module 7.4?",),
    "see 4.1.1-4.1.3": ("4.1.1", "4.1.2", "4.1.3"),
    "Lessons 1-2, from L3": ("lesson 1", "lesson 2", "<- lesson 3?"),
    "Lesson 13 in Series 6": ("lesson 13 of series 6",),
    "Module 2.1, Lesson 3": ("2.1.3",),
    "from Module 2.1, Lesson 3": ("<- 2.1.3",),
    "Lessons 1-2 of Module 2.1": ("2.1.1", "2.1.2"),
    "skills from 6.5 but not 7.4": ("<- module 6.5",),
    "known from 1.3, used in 2.2.": ("<- module 1.3", "module 2.2"),
    "a callback to the Series 1.3 visuals, in Series 6-7": (
        "<- module 1.3",
        "series 6",
        "series 7",
    ),
    "deferred to Module 2.2": ("-> module 2.2",),
    "(Module 7.4 if it exists)": ("module 7.4 (hedged)",),
    "from gradient-descent, after fine-tuning": ("<- gradient-descent?", "fine-tuning?"),
    "taken from tensors": ("<- tensors?",),
    "sdxl, 7.4.1, 7.4.3": ("7.4.1", "7.4.3"),
    "slug (originally 2.1.4)": ("2.1.4",),
    "Wan 2.1 (video), ~1.2 GB, (1.3, -0.8)": (),
    "from 2.3 to 1.9, from 6.5 GB, from 1.5x": (),
    "Lesson title, Lesson plan, Module map": (),
    "version 1.2.3.4 (old)": (),
}
