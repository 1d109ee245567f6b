"""Files on the entries of a checklist: dropped on a row, guessed or asked, counted, opened, with real widgets."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF

from desktop.casework.documents import reading
from desktop.commands.window_desk import WindowDesk
from desktop.ui.attachments.material_files import NONE_YET
from desktop.ui.composing import make_shell
from desktop.ui.screens import put_away, settle
from tests.casework.desks import HandClock, scratch_desk
from tests.casework.documents.papers import drafted, held, read
from tests.exchange import images
from tests.ui.attachments.conftest import NEW, slices, whole
from tests.ui.attachments.test_attachments import drop as let_fall

PERSON = "林管家"


@pytest.fixture(scope="module")
def at_work(tmp_path_factory) -> Iterator[WindowDesk]:
    """A desk in an encrypted file with a consultation and a reading; shared, each test uses papers of its own."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREDESK_HOME", str(folder / "home"))
        desk = scratch_desk(f"sqlite:///{folder / 'desk.db'}", HandClock("2026-03-02 09:10"))
        made = WindowDesk(desk, PERSON)
        made.cases = {"mdt": held(desk), "nodule": read(desk)}
        for kind, case in made.cases.items():
            drafted(desk, case, kind)
        yield made
        made.attachment_desk.close()
        desk.store.engine.dispose()


@pytest.fixture
def workspace(at_work) -> Iterator[Callable]:
    """Opens a window on one of the cases' workspaces."""
    opened = []

    def _open(kind: str):
        shell = make_shell(at_work)
        opened.append(shell)
        shell.resize(1440, 900)
        shell.show()
        shell.begin()
        shell.watchdog.stop()
        settle(shell, 1)
        whole(shell).open_case(at_work.cases[kind])
        settle(shell, 2)
        room = whole(shell).consultation if kind == "mdt" else whole(shell).reading
        assert shell.whole is room.page
        return room

    yield _open
    for shell in opened:
        put_away(shell)


def drop(room, paths, point: QPointF) -> None:
    """Let files fall on a point of the page."""
    assert let_fall(room.page, *paths, at=point)
    settle(room.page.window(), 3)


def paper(folder, name: str, shade: int = 0):
    """A picture that no other test hands in."""
    path = folder / name
    path.write_bytes(images.picture("JPEG", (60 + shade, 40)))
    return path


def files_of(room) -> dict[str, int]:
    """How many files each entry has, those without left out."""
    lines = room.page.sheet.materials if hasattr(room.page.sheet, "materials") else room.page.sheet.items
    return {one.key: one.files for one in lines if one.files}


def test_a_file_dropped_on_a_row_is_that_entrys_and_others_go_by_their_names(workspace, tmp_path):
    room = workspace("mdt")
    rows = room.page.materials.list
    place = next(at for at, one in enumerate(rows.lines) if one.key == "consent")
    on_row = QPointF(rows.mapTo(room.page, rows.box(place).center().toPoint()))
    drop(room, [paper(tmp_path, "IMG_2041.jpg", 1)], on_row)
    assert files_of(room) == {"consent": 1}
    drop(room, [paper(tmp_path, "病理会诊.jpg", 2), paper(tmp_path, "出院小结.jpg", 3)], QPointF(600, 20))
    assert files_of(room) == {"consent": 1, "pathology": 1, "summary": 1}
    assert room.files.menu is None


def test_what_no_name_tells_is_asked_and_the_answer_sorts_it(workspace, tmp_path):
    room = workspace("nodule")
    drop(room, [paper(tmp_path, "扫描0001.jpg", 4)], QPointF(600, 20))
    menu = room.files.menu
    assert [action.text() for action in menu.actions()][:3] == ["「扫描0001.jpg」是哪一项？", "身份证件", "影像资料"]
    menu.actions()[1].trigger()
    menu.close()
    settle(room.page.window(), 2)
    assert files_of(room) == {"id": 1}


def test_enter_on_a_row_opens_its_file_and_an_empty_one_says_how_files_come(workspace, tmp_path):
    room = workspace("mdt")
    rows = room.page.materials.list
    drop(room, [paper(tmp_path, "基因检测.jpg", 5)], QPointF(600, 20))
    shell = room.page.window()
    rows.setFocus()
    rows.go(next(at for at, one in enumerate(rows.lines) if one.key == "genes"))
    shell.desk.trigger("mdt_open")
    settle(shell, 2)
    preview = whole(shell).attachments.preview
    assert preview.isVisible()
    assert preview.entry.title == "基因检测.jpg"
    preview.dismiss()
    rows.go(next(at for at, one in enumerate(rows.lines) if one.key == "policy_no"))
    shell.desk.trigger("mdt_open")
    settle(shell, 2)
    assert shell.toast.accessibleName() == NONE_YET


def test_a_disc_is_the_readings_images_and_a_key_image_reaches_the_live_preview(workspace, at_work, tmp_path):
    room = workspace("nodule")
    drop(room, [slices(NEW, tmp_path / "disc")], QPointF(600, 20))
    assert files_of(room)["images"] == 1
    shell, page = room.page.window(), room.page
    before = page.preview.view.sheets.pages.images
    shell.desk.trigger("nodule_images")
    settle(shell, 2)
    viewer = whole(shell).attachments.viewer.page
    assert shell.whole is viewer
    viewer.keep_key_image()
    settle(shell, 3)
    whole(shell).attachments.viewer.leave()
    settle(shell, 3)
    assert shell.whole is page
    (image,) = page.editor.writing.content["key_images"]
    assert image["title"].startswith("系列 3")
    assert page.preview.view.sheets.pages.images != before
    assert reading.current(at_work.desk, at_work.cases["nodule"], "nodule").content["key_images"] == [image]
