"""What is typed is kept within two seconds, survives a window that dies, and is never lost to another desk."""

from PySide6.QtTest import QTest

from desktop.casework.documents import drafts
from desktop.faults import OutsideFault
from desktop.ui.documents import writing
from desktop.ui.screens import settle
from tests.ui.mdt.conftest import OTHER, kept, write


def save_elsewhere(desk, case, **values):
    """Another desk saves the draft."""
    row = kept(desk, case)
    drafts.save_draft(desk, row.id, OTHER, content={**row.content, **values}, revision=row.revision)


def test_typing_is_kept_two_seconds_after_its_first_key_at_the_latest(keys, page, monkeypatch):
    monkeypatch.setattr(writing, "SAVE_MS", 2000)
    keys("F8")
    write("一")
    first = page.editor.writing.kept_in()
    assert 1500 < first <= 2000
    QTest.qWait(300)
    write("二三四")
    assert page.editor.writing.kept_in() < first - 200


def test_what_was_typed_survives_a_window_that_was_never_closed(keys, page, rest, open_window, real_desk, case):
    keys("F8")
    write("程序中断前写下的话")
    rest()
    assert page.editor.writing.unsaved is False
    assert page.editor.head.state.endswith("已自动保存")
    again = open_window()
    again.desk.trigger("down")
    again.desk.trigger("open")
    settle(again, 2)
    assert again.whole.editor.writing.content["not_advised"] == "程序中断前写下的话"
    assert kept(real_desk, case).content["not_advised"] == "程序中断前写下的话"


def test_changes_of_two_desks_in_different_fields_are_put_together(keys, page, rest, real_desk, case):
    save_elsewhere(real_desk, case, urgency_note="一周内开始治疗")
    told = []
    page.told.connect(told.append)
    keys("F8")
    write("我写的")
    rest()
    row = kept(real_desk, case)
    assert (row.content["not_advised"], row.content["urgency_note"]) == ("我写的", "一周内开始治疗")
    assert told == ["已并入 陈凯 的修改"]
    assert page.editor.views["J"].fields["urgency_note"].value() == "一周内开始治疗"
    assert page.editor.strip.isHidden()


def clash(keys, page, rest, real_desk, case):
    save_elsewhere(real_desk, case, not_advised="陈凯写的")
    keys("F8")
    write("我写的")
    rest()
    assert not page.editor.strip.isHidden()
    assert page.editor.strip.pairs == [("J 不推荐方案及理由", "我写的", "陈凯写的")]
    assert page.editor.views["J"].fields["not_advised"].value() == "我写的"


def test_the_same_field_is_settled_by_the_person_and_mine_can_stay(keys, page, rest, real_desk, case):
    clash(keys, page, rest, real_desk, case)
    assert kept(real_desk, case).content["not_advised"] == "陈凯写的"
    keys("Alt+M")
    rest()
    row = kept(real_desk, case)
    assert row.content["not_advised"] == "我写的"
    assert {"陈凯 的文字，被 林管家 替换前", writing.CLASH_NOTE} <= {one.note for one in row.versions[0].snapshots}


def test_theirs_can_be_taken_and_mine_stays_as_a_version(keys, page, rest, real_desk, case):
    clash(keys, page, rest, real_desk, case)
    keys("Alt+T")
    rest()
    assert page.editor.views["J"].fields["not_advised"].value() == "陈凯写的"
    row = kept(real_desk, case)
    assert row.content["not_advised"] == "陈凯写的"
    assert [one.note for one in row.versions[0].snapshots] == [writing.CLASH_NOTE]


def test_a_save_that_fails_says_so_and_f5_tries_again(window, keys, page, rest, real_desk, case, monkeypatch):
    documents = window.source.documents
    real = documents.save

    def broken(*_args, **_more):
        raise OutsideFault("与共享库断开")

    monkeypatch.setattr(documents, "save", broken)
    keys("F8")
    write("断线时写的")
    rest()
    assert page.editor.head.fault == "未保存·与共享库断开"
    assert page.editor.views["J"].fields["not_advised"].value() == "断线时写的"
    monkeypatch.setattr(documents, "save", real)
    keys("F5")
    rest()
    assert page.editor.head.fault == ""
    assert kept(real_desk, case).content["not_advised"] == "断线时写的"


def test_versions_show_what_changed(window, keys, page, rest, real_desk, case):
    row = kept(real_desk, case)
    window.source.documents.keep(row.id, "会诊当天")
    keys("F8")
    write("后来补写")
    rest()
    keys("Ctrl+H")
    rest()
    panel = page.editor.versions
    assert [one.title for one in panel.entries] == ["第 1 版 草稿", "留存 会诊当天"]
    assert [(one.field, one.before, one.after) for one in panel.changes] == [("不推荐方案及理由", "", "后来补写")]
