"""What only looks like a defect, put into the project's own, clean records, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.course.course import Course
from tests.course_defects import Lines, Mutant, added

_TEACHING = "How concepts were taught"
_CONNECTED = "Concepts reinforced/connected"
_LEFT_OUT = "What is NOT covered"

# Label of the list, the item, and the first lesson (by its place) that may say so.
ITEMS: tuple[tuple[str, str, int], ...] = (
    (_CONNECTED, "Latent diffusion (latent-space-diffusion, 6.1.2) -- in one sentence.", 3),
    (_CONNECTED, "Latent diffusion, from Lesson 2 of Series 6 -- in one sentence.", 6),
    (_CONNECTED, "Closed-form noising, the fourth lesson of the series (6.2.1).", 6),
    (_CONNECTED, "Closed-form noising (closed-form-noising, Lesson 4 in Series 6).", 6),
    (_CONNECTED, "Fine-tuning and auto-set learning rates, in passing.", 0),
    (_CONNECTED, "Latent diffusion, DEVELOPED in 6.1.2, taken as known.", 3),
    (_CONNECTED, "U-Net denoiser -- student already has DEVELOPED understanding from 6.1.1.", 1),
    (_CONNECTED, "Score functions: MENTIONED only, at the end.", 0),
    (_CONNECTED, "Optimal transport, NEW at INTRODUCED, in a footnote.", 0),
    (_CONNECTED, "Group theory (from Series 3), if that series is ever written down.", 0),
    (_TEACHING, "With version 7.4.9 of the drawing program and 1.2 GB of memory to spare.", 0),
    (_TEACHING, "Wan 2.1 against Mochi 1, at (1.3, -0.8) in the scatter plot.", 0),
    (_TEACHING, "FLUX.1 (2024) on the poster of the year.", 0),
    (_TEACHING, "FLUX.1 (Aug 2024) on the poster of the month.", 0),
    (_TEACHING, "FLUX.2 (Nov 2025) and FLUX.1 (Aug 2024), side by side.", 0),
    (_TEACHING, "FLUX.1 Krea (Jul 2025) as a relative that nobody had to know.", 0),
    (_TEACHING, "SD3 (Feb 2024 announcement) under a cloth, then SD3 (Jun 2024 release).", 0),
    (_TEACHING, "SDXL (Podell et al., 2024) as a citation, with the year of the conference.", 0),
    (_TEACHING, "SDXL (paper Jan 2024) as the reference at the foot of the slide.", 0),
    (_TEACHING, "SD 1.5 (Oct 2022) came before SDXL (Jul 2023), as the wall shows.", 0),
    (_TEACHING, "SDXL (Jul 2023) followed SD 1.5 (Oct 2022).", 0),
    (_TEACHING, "FLUX.1 (~12B params) as the second largest bar of a chart.", 0),
    (_TEACHING, "FLUX.1 (about 24 GB in 16 bits) did not fit.", 0),
    (_TEACHING, "SD3.5 Medium (2.5B params) beside SD3 Medium (2B params).", 0),
    (_TEACHING, "A birthday on Feb 29, 2024 gave the seed; 2024-12-31 would have done.", 0),
    (_TEACHING, "The size 2400 in Jun was the last of the small runs.", 0),
    (_TEACHING, "Three stations: (1) look, (2) guess, (3) measure.", 0),
    (_TEACHING, "Two quick rounds, many questions, a break, a quiz.", 0),
    (_TEACHING, "Loss 4.2 at step 10, 4.1 at step 20, then 3.9.", 0),
    (_TEACHING, '"Clock on the wall" (from u-net-denoiser, 6.1.1), drawn again.', 1),
    (_TEACHING, '"Clock on the wall" is what one student called it, too.', 1),
    (_TEACHING, 'A student said "I would rather have a calculator", and got one.', 0),
    (_LEFT_OUT, "Quantum error correction", 0),
    (_LEFT_OUT, "Quantum error correction (perhaps in Module 8.4, if there is time)", 0),
    (_LEFT_OUT, "Joint attention over text and image tokens (deferred to Module 7.4)", 0),
    (_LEFT_OUT, "What comes after FLUX.1 (a later series, not yet planned)", 0),
    ("Notes for future lessons", "Low-rank updates will come back in any-point-to-the-end.", 0),
)


def look_alikes(lines: Lines, course: Course) -> Iterator[tuple[str, Mutant]]:
    """Each item at every lesson that may say so, with the item as its name."""
    for label, item, first in ITEMS:
        for lesson in course.lessons[first:]:
            for mutant in added(lines, lesson, label, item):
                yield item, mutant
