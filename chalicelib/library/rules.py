"""How the text of an entry is put in parts, and how long it takes to read."""

import math
import re

_WORDS_A_MINUTE = 180


def parts(text: str) -> list[tuple[str, str, list[str]]]:
    """Kind, text and items of each block of a text. Blocks are parted by blank lines; "## " begins a heading, "- " an item of a list."""
    return [_part(block) for block in re.split(r"\n\s*\n", text.strip())]


def _part(block: str) -> tuple[str, str, list[str]]:
    if block.startswith("## "):
        return "heading", block.removeprefix("## "), []
    if block.startswith("- "):
        return "list", "", [line.removeprefix("- ") for line in block.splitlines()]
    return "paragraph", " ".join(block.splitlines()), []


def minutes(text: str) -> int:
    """Whole minutes it takes to read a text without hurry, one at least."""
    return max(1, math.ceil(len(text.split()) / _WORDS_A_MINUTE))
