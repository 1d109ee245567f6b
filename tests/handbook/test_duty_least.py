"""The least number on duty as it is typed: read, refused with a sentence, and shown again."""

import pytest

from desktop.handbook.duty import Minimum
from desktop.handbook.duty_least import read_least, spell_least


@pytest.mark.rule("PD-02")
@pytest.mark.parametrize(
    ("words", "spans", "shown"),
    [
        ("2", [(0, 24, 2)], "2"),
        ("2 人", [(0, 24, 2)], "2"),
        ("8-20 2", [(8, 20, 2)], "8-20 2"),
        ("8-20 2，20-8 1", [(0, 8, 1), (8, 20, 2), (20, 24, 1)], "0-8 1，8-20 2，20-24 1"),
        ("22–0 1", [(22, 24, 1)], "22-24 1"),
        ("", [], ""),
        ("0", [], ""),
    ],
)
def test_words_become_spans_and_are_shown_again(words, spans, shown):
    read = read_least("儿科", words)
    assert read == tuple(Minimum("儿科", *span) for span in spans)
    assert spell_least((*read, Minimum("全科", 0, 24, 3)), "儿科") == shown
    assert read_least("儿科", shown) == read


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("8-20", "写成 2"), ("两人", "写成 2"), ("21", "不超过 20"), ("8-25 1", "0 到 24"), ("8-8 1", "不能相同"),
     ("8-20 2，19-22 1", "重叠"), ("2，8-20 3", "重叠")],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence(words, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_least("儿科", words)
