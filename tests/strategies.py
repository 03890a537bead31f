"""Records that nobody wrote: generated whole, and then damaged."""

from __future__ import annotations

from hypothesis import strategies as st

DEPTHS = (
    "MENTIONED",
    "INTRODUCED",
    "DEVELOPED",
    "APPLIED",
    "INTRODUCED -> DEVELOPED",
    "REVISITED (DEVELOPED)",
    "APPLIED (reinforced)",
    "REINFORCED",
    "DEVELOPD",
    "",
)
SLUGS = ("u-nets", "loss-functions", "autograd", "a-b-c", "sd3-and-flux")
WORDS = (
    "attention", "p(y|x)", "p(y\\|x)", "w*a + (1-w)*b", "__init__", "<bos>", "`a|b`", "`x`", "pi*",
    "**bold**", "(DEVELOPED)", "6.3.1", "--", "—", "->", "a\\", "\\|", "||", "\u00a0", "é", "“q”",
    "*em*", "(", ")", "1.", "-", "+", "#", ":", "**Label:**", "| **Type:** BUILD", "<!-- note -->",
    "2024-13-45", "Aug 2022", "12B", "7.4.3", "lessons 1-", "iteration 1", "²", "①", "İ",
    "<!-- curriculum: ignore[unknown-depth] reason -->", '"Quoted"', "NOT covered:", "and", "a,b",
)  # fmt: skip
LABELS = (
    "Concepts taught", "What was taught", "Mental models established", "Analogies used",
    "What is NOT covered (deferred)", "Review", "Review history", "Type", "Cognitive load",
    "New concepts", "Notebook", "Pi* to pi", "`code` moments", '"Of Course" moments', "Anything",
)  # fmt: skip
HEADINGS = (
    "{slug}", "{slug} (Lesson {n})", "{slug} (Lesson {n} — BUILD)",
    "{slug} (Lesson {n} -- Capstone)",
    "{slug} (Lesson {n}) — STRETCH / PROJECT", "Lesson {n}: A Title ({slug})",
    "Lesson {n}: A Title (`{slug}`)", "Lesson {n}: Title of {slug} (STRETCH)", "Lesson {n}: Plain",
    "Free heading", "Lesson {n}: A -- B", "Lesson {n} ({slug}) -- remark",
)  # fmt: skip
STRAY_LINES = (
    "", "A stray paragraph.", "- a stray item", "1. one", "3. three", "> quote", "```", "~~~",
    "```mermaid", "| a | b |", "|---|---|", "| stray | DEVELOPED | u-nets | |", "    indented code",
    "#### Fourth level", "## Unknown Section", "## Concept Index", "## Lesson Summaries",
    "## Key Mental Models and Analogies", "### autograd", "# Module 9.9: Another -- Record", "---",
    "===", "<div>", "</div>", "<!-- curriculum: ignore[split-table] a reason -->", "<!-- open",
    "**Goal:** again", "**Label:** text", "**A:** b | **C:** d", "* star", "+ plus", "\ttab", "   ",
    "- [ ] task", "  - nested", "[x]: http://example.org", "\x00", "\u202e", "text  ", "&amp;",
    "\\",
    "| a | b", "a | b | c | d", "-", "1.", "**Label**: text", "** not: ** a label", "Setext\n---",
)  # fmt: skip

# What begins, ends or parts something, put where nothing of it belongs.
MARKS = (
    "<!-- curriculum: ", "<!-- curriculum: ignore[x] y -->", "<!--", "-->", "**", "*", "_", "`",
    "``", "|", " | ", "\\|", "\\", "[", "](", "(", "((", ")", ":", ":**", "\r", "\r\n", "\n", "\t",
    "\ufeff", "\0", "\u2028", "\x0b", "->", "→", "<", ">", "-", "—",
)  # fmt: skip

words = st.sampled_from(WORDS) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1, max_size=6
)
texts = st.lists(words, min_size=0, max_size=6).map(" ".join)
slugs = st.sampled_from(SLUGS)


@st.composite
def rows(draw: st.DrawFn) -> str:
    lesson = draw(st.sampled_from(["{a}", "{a}, {b}", "{a} -> {b}", "{a} (a remark)", ""]))
    cells = [
        draw(texts),
        draw(st.sampled_from(DEPTHS)),
        lesson.format(a=draw(slugs), b=draw(slugs)),
        draw(texts),
    ]
    cells = cells[: draw(st.integers(1, 4))] if draw(st.integers(0, 9)) == 0 else cells
    pad = draw(st.sampled_from([" ", "", "  "]))
    return "|" + "|".join(f"{pad}{cell}{pad}" for cell in cells) + "|"


@st.composite
def fields(draw: st.DrawFn) -> list[str]:
    lines = [f"**{draw(st.sampled_from(LABELS))}:** {draw(texts)}"]
    for number in range(draw(st.integers(0, 3))):
        marker = draw(st.sampled_from(["-", "*", "+", f"{number + 1}.", "1)"]))
        lines.append(f"{marker} {draw(texts)}")
        if draw(st.integers(0, 4)) == 0:
            lines.append(draw(st.sampled_from(["  more", "  - nested", "", "lazy", "   | x |"])))
    return lines


@st.composite
def lessons(draw: st.DrawFn, number: int) -> list[str]:
    heading = draw(st.sampled_from(HEADINGS)).format(slug=draw(slugs), n=number)
    lines = [f"### {heading}"]
    lines += [""] * draw(st.integers(0, 2))
    if draw(st.booleans()):
        lines += [draw(texts), ""]
    for field in draw(st.lists(fields(), max_size=3)):
        lines += [*field, *[""] * draw(st.integers(0, 2))]
    return lines


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record in some dialect, without a final guarantee of any kind."""
    dash = draw(st.sampled_from(["--", "—"]))
    lines = [
        f"# Module {draw(st.integers(1, 9))}.{draw(st.integers(1, 9))}: A Title {dash} Record",
        "",
    ]
    if draw(st.booleans()):
        lines += [f"**Goal:** {draw(texts)}"]
    if draw(st.booleans()):
        lines += ["**Status:** Complete (2 of 2 lessons built)"]
    lines += ["", "## Concept Index", ""]
    lines += ["| Concept | Depth | Lesson | Notes |", "|---------|-------|--------|-------|"]
    lines += draw(st.lists(rows(), max_size=5))
    lines += ["", draw(st.sampled_from(["## Per-Lesson Summaries", "## Lesson Summaries"])), ""]
    for number in range(1, draw(st.integers(0, 3)) + 1):
        lines += draw(lessons(number))
    lines += ["", *draw(models())]
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n\n"]))


@st.composite
def models(draw: st.DrawFn) -> list[str]:
    heading = "## Key Mental Models and Analogies"
    form = draw(st.sampled_from(["none", "table", "list"]))
    if form == "none":
        return []
    if form == "list":
        items = draw(st.lists(st.tuples(texts, texts), min_size=1, max_size=3))
        return [heading, "", *(f'{n}. **"{a}"** -- {b}' for n, (a, b) in enumerate(items, start=1))]
    last = draw(st.sampled_from(["Used Again In", "Available For"]))
    cells = draw(st.lists(st.tuples(texts, slugs | texts, slugs | texts), min_size=1, max_size=3))
    return [
        heading, "", f"| Model/Analogy | Established In | {last} |", "|---|---|---|",
        *(f"| {a} | {b} | {c} |" for a, b, c in cells),
    ]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A record with lines put in, taken out, doubled and cut, in any of three line endings.

    Marks stand where they make no sense, line endings of another kind among them.
    """
    lines = draw(records()).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines)))
        action = draw(st.sampled_from(["insert", "insert", "drop", "double", "cut", "join"]))
        if action == "insert":
            lines.insert(at, draw(st.sampled_from(STRAY_LINES) | texts))
        elif at < len(lines) and action == "drop":
            del lines[at]
        elif at < len(lines) and action == "double":
            lines.insert(at, lines[at])
        elif at < len(lines) and action == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    for mark in draw(st.lists(st.sampled_from(MARKS), max_size=4)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + mark + text[at:]
    bom = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"]))
    return bom + text.encode("utf-8", "surrogatepass")
