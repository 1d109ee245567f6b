"""Writes desktop/handbook/illness_table.py from resources/critical_illness.json, with pinyin to search by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "resources" / "critical_illness.json"
TABLE = ROOT / "desktop" / "handbook" / "illness_table.py"
HEAD = '''"""The illnesses of resources/critical_illness.json as rows; written by `make illnesses`, not by hand."""

# ruff: noqa: E501
from __future__ import annotations

'''


def pinyin_of(name: str) -> str:
    """`瘫痪` as `tanhuan th`: letters of all syllables, then their initials; punctuation is left out."""
    syllables = [word for word in lazy_pinyin(name) if word.isascii() and word.isalpha()]
    return f"{''.join(syllables)} {''.join(word[0] for word in syllables)}"


def module_text(document: dict[str, Any]) -> str:
    """The module's whole text for the resource's JSON."""
    source = "".join(f"    {text!r},\n" for text in document["source"].values())
    rows = "".join(_row(one) for one in document["illnesses"])
    exclusions = "".join(f"    {text!r},\n" for text in document["cancer_exclusions"])
    body = f"SOURCE = (\n{source})\nROWS = (\n{rows})\nCANCER_EXCLUSIONS = (\n{exclusions})\n".replace("'", '"')
    return f"{HEAD}{_numbered(body)}"


def _row(one: dict[str, Any]) -> str:
    cells = (one["number"], one["name"], one["icd10"], one["confidence"], one["condition"], pinyin_of(one["name"]))
    return "    (" + ",\n     ".join(repr(cell) for cell in cells) + "),\n"


def _numbered(body: str) -> str:
    """The table is typed as a whole, so that readers know the order of the cells."""
    return body.replace("ROWS = (", "ROWS: tuple[tuple[int, str, str, str, str, str], ...] = (")


def main() -> None:
    """Write the module."""
    TABLE.write_text(module_text(json.loads(SOURCE.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
