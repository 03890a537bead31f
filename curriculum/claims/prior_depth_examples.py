"""Phrasings of earlier depths, by the numbers of the forms, and what only looks like one."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    # 1 Elevated
    "Elevated from INTRODUCED (dot-products, 1.4.2).": ("INTRODUCED in dot-products, 1.4.2",),
    "Now used freely. Elevated from DEVELOPED.": ("DEVELOPED",),
    "elevated from MENTIONED in first-steps to INTRODUCED": (
        "MENTIONED -> INTRODUCED in first-steps",
    ),
    "Vectors are elevated from MENTIONED in 1.2.1.": ("Vectors: MENTIONED in 1.2.1",),
    "elevate padding from MENTIONED to DEVELOPED": ("padding: MENTIONED -> DEVELOPED",),
    # 2 Upgraded
    "Upgraded from DEVELOPED (drilled in 3.1.2 and 3.2.1) to APPLIED (in code)": (
        "DEVELOPED -> APPLIED in 3.1.2, 3.2.1",
    ),
    "upgraded from INTRODUCED (vectors (1.4)) to DEVELOPED": (
        "INTRODUCED -> DEVELOPED in vectors, 1.4",
    ),
    "upgraded from INTRODUCED in vectors (1.4)": ("INTRODUCED in vectors, 1.4",),
    # 3, 15 arrows
    "slicing with negative steps MENTIONED->INTRODUCED": (
        "slicing with negative steps: MENTIONED -> INTRODUCED",
    ),
    "Padding (INTRODUCED -> DEVELOPED): drawn again": ("Padding: INTRODUCED -> DEVELOPED",),
    "elevated INTRODUCED -> DEVELOPED": ("INTRODUCED -> DEVELOPED",),
    "elevated MENTIONED→INTRODUCED": ("MENTIONED -> INTRODUCED",),
    # 4 gap fill
    "Gap fill from MENTIONED (pooling context in 3.1.4) to INTRODUCED": (
        "MENTIONED -> INTRODUCED in 3.1.4",
    ),
    "Padding (INTRODUCED)--gap fill from MENTIONED, two drawings": ("MENTIONED",),
    "a recap of kernels (gap fill from MENTIONED to INTRODUCED).": (
        "a recap of kernels: MENTIONED -> INTRODUCED",
    ),
    "Gap fill: student had NOT TAUGHT. Third of its kind": ("not before",),
    "Pooling: gap fill from NOT TAUGHT.": ("Pooling: not before",),
    # 5 Originally
    "Not taught again. Originally INTRODUCED in 6.4.2.": ("INTRODUCED in 6.4.2",),
    "originally DEVELOPED in drawing-trees": ("DEVELOPED in drawing-trees",),
    # 6 D2 from D1
    "Moving batches inside the loop (DEVELOPED from MENTIONED in arrays 2.1.1)": (
        "Moving batches inside the loop: MENTIONED -> DEVELOPED in arrays, 2.1.1",
    ),
    "DEVELOP padding from MENTIONED": ("padding: MENTIONED",),
    "Strides (INTRODUCED, developed from MENTIONED in 3.1.1)--two drawings": (
        "Strides: MENTIONED in 3.1.1",
    ),
    # 7 Student already has
    "Student already has INTRODUCED understanding from 7.4.3.": ("INTRODUCED in 7.4.3",),
    "The student already has DEVELOPED understanding of padding from Series 3.": (
        "padding: DEVELOPED in Series 3",
    ),
    "Student already has padding at INTRODUCED from first-kernels (3.1).": (
        "padding: INTRODUCED in first-kernels, 3.1",
    ),
    "students had strides at MENTIONED from 3.1.1": ("strides: MENTIONED in 3.1.1",),
    # 8 Extended
    "Extended from MENTIONED in counting-loops (2.1)": ("MENTIONED in counting-loops, 2.1",),
    "extended from INTRODUCED (in words only in 4.1.1) to DEVELOPED": (
        "INTRODUCED -> DEVELOPED in 4.1.1",
    ),
    # 9 in a bracket
    "Chain rule (DEVELOPED from 1.3.7)": ("Chain rule: DEVELOPED in 1.3.7",),
    "needs sums (APPLIED from Series 1)": ("needs sums: APPLIED in Series 1",),
    # 10 Gap resolution
    "Gap resolution from MENTIONED depth (slider in what-is-noise)": (
        "MENTIONED in what-is-noise",
    ),
    "Gap resolution from INTRODUCED (pooling lesson) to DEVELOPED": (
        "INTRODUCED -> DEVELOPED in pooling",
    ),
    # 11 From
    "From INTRODUCED (slopes, 1.3); now by hand": ("INTRODUCED in slopes, 1.3",),
    "Drawn twice. From MENTIONED (1.2.4) to DEVELOPED.": ("MENTIONED -> DEVELOPED in 1.2.4",),
    # 12 already
    "Masks (already INTRODUCED in 4.3.3)": ("Masks: INTRODUCED in 4.3.3",),
    "Masks: INTRODUCED (already, in 4.3)": ("Masks: INTRODUCED",),
    "Already DEVELOPED.": ("DEVELOPED",),
    # 13 Reinforces
    "Reinforces first-kernels (3.1.2) INTRODUCED concept.": ("INTRODUCED in first-kernels, 3.1.2",),
    "Extends Series 2 rounding INTRODUCED concept": ("rounding: INTRODUCED in Series 2",),
    "Halves as an extra (APPLIED, reinforces rounding-off INTRODUCED)": (
        "INTRODUCED in rounding-off",
    ),
    # 14 denials
    "From implicit to INTRODUCED: named at last": ("not before -> INTRODUCED",),
    "NEW at DEVELOPED": ("not before -> DEVELOPED",),
    "New concept at INTRODUCED, drawn": ("not before -> INTRODUCED",),
    # 16 Deepened
    "Deepened from MENTIONED (6.4.2) to INTRODUCED.": ("MENTIONED -> INTRODUCED in 6.4.2",),
    "Flow (INTRODUCED, deepened from MENTIONED in 6.4.2)--named": ("Flow: MENTIONED in 6.4.2",),
    # 17 Previously
    "Previously DEVELOPED in small-steps and great-leaps.": (
        "DEVELOPED in small-steps, great-leaps",
    ),
    "previously only MENTIONED in 5.1": ("MENTIONED in 5.1",),
    # 18 callback, preview
    "callback to the INTRODUCED concept from 5.1.1": ("INTRODUCED in 5.1.1",),
    "detach and copy — completes the MENTIONED preview from arrays": ("MENTIONED in arrays",),
    # 19 in source
    "Variants of it -- INTRODUCED in 5.1.2; the card points there": ("INTRODUCED in 5.1.2",),
    "Shown whole. DEVELOPED in great-leaps via three drawings": ("DEVELOPED in great-leaps",),
    # 20 built from
    "built from running means (DEVELOPED)": ("running means: DEVELOPED",),
    "Builds on slopes (INTRODUCED) and sums": ("slopes: INTRODUCED",),
    # 21 Was
    "Was MENTIONED from first-kernels (3.1).": ("MENTIONED in first-kernels, 3.1",),
    "Padding was INTRODUCED in 3.1.1 and is used here": ("Padding: INTRODUCED in 3.1.1",),
    # 22 ago
    "Both at INTRODUCED depth but seven lessons ago": ("INTRODUCED",),
    "Padding at DEVELOPED depth, many lessons ago": ("Padding: DEVELOPED",),
    # 23 known
    "No theory; concept already known": ("known",),
    "The mechanism is already familiar from 2.1.1": ("known in 2.1.1",),
    "The method itself was MENTIONED in 3.1.2; new is its proof": ("MENTIONED in 3.1.2",),
    "Upgraded from MENTIONED (what-may-go-wrong, 1.2.2).": (
        "MENTIONED in what-may-go-wrong, 1.2.2",
    ),
    # hedges
    "If time allows: elevated from MENTIONED (1.2.1).": (
        "If time allows: MENTIONED in 1.2.1 (hedged)",
    ),
    "May be upgraded from INTRODUCED to DEVELOPED": ("INTRODUCED -> DEVELOPED (hedged)",),
    # the lesson's own depth, and other uses of the words
    "Named in the summary (MENTIONED only)": (),
    "Depth is INTRODUCED: no practice yet": (),
    "Half precision is at INTRODUCED depth -- used, not explained": (),
    "Not DEVELOPED because nothing was exercised": (),
    "named (MENTIONED as a way out)": (),
    "2 improvement (DEVELOPED depth internal terms)": (),
    "Padding (DEVELOPED)": (),
    "Padding (DEVELOPED -- synthesis)": (),
    "Strides (DEVELOPED, extends the loop of first-kernels)": (),
    "Strides (DEVELOPED refinement of what was known)": (),
    "two settings were planned as MENTIONED items": (),
    "Depths: MENTIONED -> INTRODUCED -> DEVELOPED -> APPLIED": (),
    "Elevated to DEVELOPED in great-leaps": (),
    "will be DEVELOPED in 7.4.2": (),
    "all MENTIONED in this lesson": (),
    "Strides (INTRODUCED in this lesson)": (),
    "Strides (INTRODUCED from scratch)": (),
    "KL divergence: INTRODUCED (inline, at point of use)": (),
    "Students have it at DEVELOPED by the end": (),
    "cooling from 3 to 2, elevated from the floor": (),
}
