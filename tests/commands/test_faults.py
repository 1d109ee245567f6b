"""Whatever goes wrong is one Chinese sentence and the agreed exit code; a bug keeps its trace without any content."""

import errno
from pathlib import Path

import pytest

from desktop.casework.acting import BadInput
from desktop.commands.faults import sentence_of
from desktop.fault_log import NAME
from desktop.handbook.workdays import CalendarInputError, CalendarRangeError
from desktop.models.errors import DeskError, Unreachable
from desktop.settings import SettingsError


@pytest.mark.parametrize(
    ("fault", "sentence", "code"),
    [
        (Unreachable("连不上数据库"), "连不上数据库", 3),
        (BadInput("请选择服务项目"), "请选择服务项目", 2),
        (CalendarRangeError("2150 年"), "2150 年", 2),
        (CalendarInputError("两个放假"), "两个放假", 2),
        (SettingsError("时间写错"), "时间写错", 2),
        (FileNotFoundError(errno.ENOENT, "No such file", "甲.xlsx"), "读写文件失败：No such file（甲.xlsx）", 3),
        (PermissionError("拒绝"), "读写文件失败：拒绝（）", 3),
        (ImportError("libEGL.so"), "缺少运行所需的部件：libEGL.so；请运行 caredesk doctor", 3),
    ],
)
def test_a_known_fault_is_one_sentence_and_a_code(fault, sentence, code):
    assert sentence_of(fault) == (sentence, code)
    assert "\n" not in sentence_of(fault)[0]


def test_every_fault_of_the_desk_ends_with_three():
    def kinds(kind):
        return [kind, *(deeper for one in kind.__subclasses__() for deeper in kinds(one))]

    assert len(kinds(DeskError)) > 5
    assert {code for _, code in (sentence_of(kind("一句")) for kind in (DeskError, Unreachable))} == {3}


def test_a_bug_is_kept_without_its_words_and_never_printed_raw(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    words = " ".join(("王", "芳"))
    try:
        raise KeyError(words)
    except KeyError as fault:
        sentence, code = sentence_of(fault)
    kept = Path(tmp_path, NAME).read_text(encoding="utf-8")
    assert code == 1
    assert NAME in sentence
    assert "KeyError" in kept
    assert "test_faults.py" in kept
    assert words not in kept + sentence
