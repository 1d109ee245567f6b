"""A file is written whole or not at all."""

import pytest

from desktop.reports.outfile import whole_file, write_whole


def test_the_file_appears_under_its_name_when_it_is_finished(tmp_path):
    path = tmp_path / "单.pdf"
    with whole_file(path) as temporary:
        temporary.write_bytes(b"half")
        assert not path.exists()
        temporary.write_bytes(b"whole")
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "单.pdf"
    write_whole(path, b"old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as temporary:
        temporary.write_bytes(b"half" * (1 // 0))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_an_error_of_the_environment(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "单.pdf", b"")
