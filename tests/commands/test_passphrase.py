"""`caredesk passphrase` changes the passphrase of a local desk and says plainly what it cannot change."""

import pytest

from desktop.__main__ import main
from desktop.app import build_desk
from desktop.commands.passphrase import NEW
from desktop.models.errors import WrongKey
from desktop.settings import Settings, read_settings


def test_a_desk_without_a_passphrase_gets_one_and_loses_its_key_file(tmp_path, monkeypatch, capsys):
    path = tmp_path / "desk.db"
    build_desk(Settings(f"sqlite:///{path}")).store.engine.dispose()
    assert (tmp_path / "desk.db.key").exists()
    monkeypatch.setenv(NEW, "一个新的口令八字")
    assert main(["passphrase", "--db", str(path)]) == 0
    assert "附件照常打开" in capsys.readouterr().out
    assert not (tmp_path / "desk.db.key").exists()
    with pytest.raises(WrongKey):
        build_desk(read_settings(str(path)), existing=True)
    monkeypatch.setenv("CAREDESK_PASSPHRASE", "一个新的口令八字")
    build_desk(read_settings(str(path)), existing=True).store.engine.dispose()


@pytest.mark.parametrize(("new", "told"), [("", "CAREDESK_NEW_PASSPHRASE"), ("短", "至少 8 个字")])
def test_a_passphrase_that_is_none_is_refused(new, told, tmp_path, monkeypatch, capsys):
    path = tmp_path / "desk.db"
    path.write_bytes(b"x")
    monkeypatch.setenv(NEW, new)
    assert main(["passphrase", "--db", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert main(["passphrase", "--db", str(tmp_path / "none.db")]) == 2
