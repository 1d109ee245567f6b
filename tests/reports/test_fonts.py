"""Every character of a paper is drawn, embedded and copyable, or refused by its name."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.blocks import paragraph
from desktop.reports.flow import compose
from desktop.reports.fonts import (
    PROPORTIONAL,
    RAISED,
    Font,
    UnprintableText,
    face,
    glyph,
    missing_glyphs,
    to_unicode,
)
from desktop.reports.linebreak import set_text
from desktop.reports.page import Sheet, render
from desktop.reports.styles import BODY, TITLE
from tests.reports.reading import fonts_of, text_of

SHEET = Sheet("样张", "安衡健康", "样张", datetime(2026, 9, 23, 10), "CareDesk", ("", "", ""), "页脚")


def paper(text, style=BODY):
    return render(SHEET, compose(paragraph(text, style, before=30.0), []))


@pytest.mark.parametrize("text", ["𨱇", "䶮", "镕", "堃", "×10⁹/L", "Ⅳ 期", "≥8 mm", "℃", "µmol/L", "①②⑳"])
def test_rare_characters_and_signs_can_be_copied_from_the_file(text):
    assert "".join(text.split()) in text_of(paper(f"字{text}字"))


def test_characters_beyond_the_basic_plane_are_written_as_utf_16():
    table = to_unicode("AAAAAA+Face", [0, 32, 0x28C47])
    assert "<02> <D863DC47>" in table
    assert "<00> <" not in table.split("endcodespacerange")[1]


def test_a_block_of_the_unicode_table_holds_at_most_a_hundred_characters():
    table = to_unicode("AAAAAA+Face", range(1, 251))
    assert [line for line in table.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar", "100 beginbfchar", "50 beginbfchar",
    ]  # fmt: skip


def test_only_the_house_faces_are_in_the_file_and_all_are_embedded():
    fonts = fonts_of(paper("中文 English 123", TITLE))
    assert fonts
    assert all(fonts.values())
    assert not [name for name in fonts if "Noto" not in name]


def test_more_characters_than_one_subset_holds_are_still_copied():
    text = "".join(chr(0x4E00 + number) for number in range(700))
    assert text in text_of(paper(text)).replace("\n", "")


def test_a_character_the_serif_lacks_is_set_in_the_sans():
    assert glyph(Font.SERIF_SEMI, "✓").font is Font.SANS_SEMI
    assert "✓" in text_of(paper("题✓", TITLE))


def test_a_character_no_face_has_is_refused_with_its_name():
    with pytest.raises(UnprintableText, match=r"U\+20BB7") as refused:
        set_text("王𠮷", BODY)
    assert refused.value.characters == ("𠮷",)


def test_every_missing_character_is_named_at_once():
    with pytest.raises(UnprintableText) as refused:
        set_text("𠮷好😀𠮷\x00", BODY)
    assert refused.value.characters == ("𠮷", "😀", "\x00")
    assert "GRINNING FACE" in str(refused.value)


def test_blanks_line_ends_and_invisible_marks_are_not_missing():
    assert missing_glyphs("中 \t\n\u3000\u2009\u200b\ufeff\u200d文\ufe00") == ()


@pytest.mark.parametrize("char", sorted(PROPORTIONAL))
def test_full_width_signs_take_the_room_of_their_ink_and_a_little_beside_it(char):
    width, shift = glyph(Font.SANS, char)[1:]
    assert width < 1000 or char in "←→"
    assert shift != 0 or width == face(Font.SANS).face.charWidths[ord(char)]


@pytest.mark.parametrize("char", sorted(RAISED))
def test_every_raised_figure_can_be_drawn(char):
    assert glyph(Font.SANS, char).width > 0


@pytest.mark.parametrize("font", [Font.SANS, Font.SANS_MEDIUM, Font.SANS_SEMI])
def test_figures_are_equally_wide(font):
    assert len({glyph(font, digit).width for digit in "0123456789"}) == 1


@given(st.text(st.characters(max_codepoint=0x9FFF, exclude_categories=["Cs"]), max_size=30))
def test_a_text_is_either_set_or_refused_for_what_is_missing(text):
    if missing_glyphs(text):
        with pytest.raises(UnprintableText):
            set_text(text, BODY)
    else:
        assert set_text(text, BODY)


def test_a_face_is_loaded_once():
    assert face(Font.SANS) is face(Font.SANS)
