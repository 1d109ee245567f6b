"""The six faces of the paper: registered by name, measured, checked for every character, and copyable from the PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from struct import unpack_from
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.paths import resource_path

rl_config.useA85 = 0
"""Binary streams: text-armoured images make a report ten times slower."""

EM = 1000
RAISED = {chr(0x2070 + digit): str(digit) for digit in (0, *range(4, 10))}
"""Superscripts that the faces may lack; each is then the digit's own glyph, set small and raised."""

PROPORTIONAL = frozenset("·×≥≤±→←↑↓−•≈≠")
"""Characters the faces draw in a full-width box although they belong to running text."""

SIDE_BEARING = 70
BFCHAR_LIMIT = 100
"""A ToUnicode table may list this many characters in one block."""


class Font(StrEnum):
    """A face by its name in the PDF."""

    SANS = "NotoSansSC-Regular"
    SANS_MEDIUM = "NotoSansSC-Medium"
    SANS_SEMI = "NotoSansSC-SemiBold"
    SERIF_MEDIUM = "NotoSerifSC-Medium"
    SERIF_SEMI = "NotoSerifSC-SemiBold"
    SERIF_BOLD = "NotoSerifSC-Bold"


FALLBACK = {Font.SERIF_MEDIUM: Font.SANS_MEDIUM, Font.SERIF_SEMI: Font.SANS_SEMI, Font.SERIF_BOLD: Font.SANS_SEMI}
"""The serif faces are subsets; what they lack is set in the sans of the same weight."""


class Glyph(NamedTuple):
    """How a character is set: in which face, how wide and how far to the left of its place, in 1/1000 em."""

    font: Font
    width: float
    shift: float = 0


SUBSETS = 4
"""So many subsets of a face are kept, some 40 KB each."""


class UnprintableText(ValueError):
    """A text holds characters that no face of the paper can draw; `characters` are those."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(characters)
        super().__init__("字库里没有这些字，不能打印：" + "、".join(_named(char) for char in self.characters))


def _named(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"{char if char.isprintable() else ''}（U+{ord(char):04X} {name}）".replace(" ）", "）")


class _Window:
    """A stretch of a face's bytes that is copied only where it is read: the whole outlines are 10 MB."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content = content
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._content[self._start + part.start : self._start + part.stop]


class HouseFont(TTFont):
    """A TrueType face whose embedded subsets say truly which characters they show, beyond U+FFFF too."""

    def __init__(self, font: Font) -> None:
        super().__init__(font.value, str(resource_path("fonts", f"{font.value}.ttf")), asciiReadable=0)
        for raised, digit in RAISED.items():
            if ord(raised) not in self.face.charToGlyph:
                self.face.charToGlyph[ord(raised)] = self.face.charToGlyph[ord(digit)]
                self.face.charWidths[ord(raised)] = self.face.charWidths[ord(digit)]

        self._spare_the_outlines(self.face)
        self._remember_subsets(self.face)

    @staticmethod
    def _spare_the_outlines(shape: Any) -> None:
        """Let subsetting read single outlines instead of copying the table once for each subset."""
        whole, content = shape.get_table, shape._ttf_data  # noqa: SLF001
        window = _Window(content, shape.get_table_pos("glyf")[0])
        shape.get_table = lambda tag: window if tag == "glyf" else whole(tag)

    @staticmethod
    def _remember_subsets(shape: Any) -> None:
        """A paper that is shown anew after a word was typed has the same characters in most of its faces."""
        made = lru_cache(maxsize=SUBSETS)(shape.makeSubset)
        shape.makeSubset = lambda subset: made(tuple(subset))

    def addObjects(self, doc: Any) -> None:
        """Embed the subsets, then put a correct ToUnicode table in the place of reportlab's."""
        subsets = [tuple(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            table = doc.idToObject[fonts[name].ToUnicode.name]
            table.content = to_unicode(fonts[name].BaseFont, subset)


def to_unicode(name: str, subset: Iterable[int]) -> str:
    """The ToUnicode table of a subset: the code of each glyph and its character in UTF-16."""
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset) if char
    ]
    blocks = [pairs[start : start + BFCHAR_LIMIT] for start in range(0, len(pairs), BFCHAR_LIMIT)]
    listed = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def", "/CMapType 2 def",
            "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
            *listed, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        )
    )  # fmt: skip


@lru_cache(maxsize=len(Font))
def face(font: Font) -> HouseFont:
    """The loaded face, registered with reportlab; some 50 ms the first time."""
    loaded = HouseFont(font)
    pdfmetrics.registerFont(loaded)
    return loaded


@lru_cache(maxsize=32768)
def glyph(font: Font, char: str) -> Glyph:
    """How a character is set in a face; UnprintableText when neither it nor its fallback has the character."""
    code = ord(char)
    width = face(font).face.charWidths.get(code)
    if width is None:
        if font in FALLBACK:
            return glyph(FALLBACK[font], char)
        raise UnprintableText([char])
    if char in PROPORTIONAL and width >= 0.9 * EM:
        left, right = _ink(font, code)
        return Glyph(font, right - left + 2 * SIDE_BEARING, left - SIDE_BEARING)
    return Glyph(font, width)


def _ink(font: Font, code: int) -> tuple[float, float]:
    """Where a glyph's ink begins and ends, in 1/1000 em."""
    shape = face(font).face
    start = shape.get_table_pos("glyf")[0] + shape.glyphPos[shape.charToGlyph[code]]
    left, _, right, _ = unpack_from(">hhhh", shape.get_chunk(start, 10), 2)
    return left * EM / shape.unitsPerEm, right * EM / shape.unitsPerEm


def is_ignorable(char: str) -> bool:
    """Whether a character is an invisible mark (joiner, variation selector, byte order mark) that is never drawn."""
    return unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of a text that cannot be printed, each once, in their order; blanks and line ends can."""
    known = face(Font.SANS).face.charWidths
    return tuple(
        char
        for char in dict.fromkeys(text)
        if ord(char) not in known and not is_ignorable(char) and not char.isspace()
    )  # fmt: skip
