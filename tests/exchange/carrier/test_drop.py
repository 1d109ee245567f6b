"""A watched folder: whole files are taken once, and go to done/ or, with what is wrong, to rejected/."""

import csv
import json

import pytest

from desktop.casework.feed.keeping import rejected
from desktop.casework.feed.outbox import outgoing
from desktop.casework.feed.settings import FeedSettings
from desktop.exchange.carrier import drop
from desktop.exchange.carrier.drop import SETTLED_SECONDS, Watch, take_file
from desktop.models.tables import Case
from tests.exchange.carrier.feeding import CODE, wire
from tests.exchange.carrier.test_taking import every
from tests.exchange.lists import application, table, workbook


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "申请"
    made.mkdir()
    return made


@pytest.fixture
def settings(folder):
    return FeedSettings(folder=str(folder))


def lines(path, *found):
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in found), encoding="utf-8")
    return path


def errors_of(path):
    text = path.with_name(f"{path.name}.错误.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))[1:]


@pytest.mark.rule("D-03")
def test_good_lines_open_their_cases_and_the_file_is_done(desk, folder, settings):
    path = lines(folder / "a.jsonl", wire(1), "", wire(2), wire(1))
    done = take_file(desk, path, settings)
    assert (done.opened, done.faults, done.path) == (2, (), folder / "done" / "a.jsonl")
    assert not path.exists()
    assert not outgoing(desk, CODE, 9), "without an interface nobody is told"
    assert take_file(desk, lines(path, wire(1)), settings).path.name == "a-2.jsonl"
    assert len(every(desk, Case)) == 2


def test_bad_lines_are_named_beside_the_file_and_the_good_ones_come_in(small_desk, folder, settings):
    path = lines(folder / "a.jsonl", wire(1), "{half", wire(2, phone=5), wire(3, plan="=cmd"), [1])
    done = take_file(small_desk, path, settings)
    assert (done.opened, done.path.parent.name) == (1, "rejected")
    found = errors_of(done.path)
    assert [row[0] for row in found] == ["2", "3", "4", "5"]
    assert found[1][1:3] == ["EJ2026000002", "手机号"]
    assert not any(cell.startswith("=") for row in found for cell in row)
    assert {row.source for row in rejected(small_desk, CODE)} == {"a.jsonl"}


def test_a_workbook_and_a_file_that_is_none_go_their_ways(small_desk, folder, settings):
    book = workbook(folder / "list.xlsx", table([application(1), application(2, phone="1")]))
    done = take_file(small_desk, book, settings)
    assert (done.opened, done.path.parent.name) == (1, "rejected")
    assert errors_of(done.path)[0][1:3] == ["EJ2026000002", "手机号"]
    (folder / "no.xlsx").write_bytes(b"nothing")
    (folder / "no.jsonl").write_bytes(b"\xff\xfe\x00")
    for name in ("no.xlsx", "no.jsonl"):
        assert take_file(small_desk, folder / name, settings).path.parent.name == "rejected"


def test_a_file_is_left_alone_until_it_stays_the_same(small_desk, folder, settings):
    watch = Watch(settings)
    path = lines(folder / "a.jsonl", wire(1))
    for other in (".hidden.jsonl", "~$a.xlsx", "a.part", "notes.txt"):
        (folder / other).write_text("x")
    assert watch.look(small_desk, 100) == []
    lines(path, wire(1), wire(2))
    assert watch.look(small_desk, 100 + SETTLED_SECONDS) == []
    assert watch.look(small_desk, 101 + SETTLED_SECONDS) == []
    (done,) = watch.look(small_desk, 100 + 2 * SETTLED_SECONDS)
    assert done.opened == 2
    assert watch.look(small_desk, 200) == []


@pytest.mark.rule("D-03")
def test_a_kill_between_cases_and_move_doubles_nothing(desk, folder, settings, monkeypatch):
    path = lines(folder / "a.jsonl", wire(1), wire(2))
    with monkeypatch.context() as patch:
        patch.setattr(drop.os, "replace", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            take_file(desk, path, settings)
    assert len(every(desk, Case)) == 2
    assert take_file(desk, path, settings).opened == 0
    assert len(every(desk, Case)) == 2
