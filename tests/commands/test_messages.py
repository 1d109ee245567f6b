"""`caredesk messages`: texts out as a batch, receipts in, wrong files told in one line."""

import argparse
import json

import pytest
from openpyxl import load_workbook

from desktop.casework import messages as texts
from desktop.commands import messages
from desktop.commands.failing import UsageFault
from desktop.exchange.sms.batch import COLUMNS
from tests.casework.booked import book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk


@pytest.fixture
def desk(tmp_path):
    """A desk with one notice that waits."""
    clock = HandClock("2026-09-23 09:10")
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    texts.send(desk, book_visit(desk, clock, "2026-09-29 09:30"), MANAGER, purpose="notice")
    yield desk
    desk.store.engine.dispose()


def run(desk, *words):
    parser = argparse.ArgumentParser()
    messages.add_arguments(parser)
    return messages.run(parser.parse_args([str(word) for word in words]), desk)


def test_texts_go_out_and_receipts_come_in(desk, tmp_path, capsys):
    assert run(desk, "export", tmp_path / "批次", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["texts"] == 1
    book = load_workbook(found["path"])
    book.active.cell(2, list(COLUMNS).index("回执") + 1, "送达")
    book.save(found["path"])
    assert run(desk, "receipts", found["path"]) == 0
    assert "送达 1 条，失败 0 条" in capsys.readouterr().out
    assert run(desk, "export", tmp_path / "批次") == 0
    assert "没有待发的短信" in capsys.readouterr().out


def test_receipts_of_another_desk_are_named(desk, tmp_path, capsys):
    run(desk, "export", tmp_path, "--json")
    path = json.loads(capsys.readouterr().out)["path"]
    book = load_workbook(path)
    book.active.cell(2, 1, "77")
    book.active.cell(2, list(COLUMNS).index("回执") + 1, "失败")
    book.save(path)
    assert run(desk, "receipts", path) == 1
    assert "77" in capsys.readouterr().out


def test_a_missing_file_and_a_file_as_folder_are_wrong_use(desk, tmp_path):
    with pytest.raises(UsageFault):
        run(desk, "receipts", tmp_path / "没有.xlsx")
    (tmp_path / "文件").write_text("x")
    with pytest.raises(UsageFault, match="不是文件夹"):
        run(desk, "export", tmp_path / "文件")
