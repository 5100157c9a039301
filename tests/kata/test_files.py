"""Files are replaced whole, or stay as they were."""

import os
import stat

import pytest

from kata.files import replace


def test_a_file_replaces_the_old_one(tmp_path):
    file = tmp_path / "result.json"
    file.write_text("old")
    replace(file, "new 中文\n")
    assert file.read_bytes() == "new 中文\n".encode(), "the new text"
    assert os.listdir(tmp_path) == ["result.json"], "nothing is left beside it"
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask, "as readable as any new file"


def test_a_file_stays_as_it_was_where_writing_fails(tmp_path, monkeypatch):
    file = tmp_path / "result.json"
    file.write_text("old")

    def full(*arguments):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        replace(file, "new")
    assert file.read_text() == "old", "the old text"
    assert os.listdir(tmp_path) == ["result.json"], "no half a file"


def test_links_and_devices_stay_what_they_are(tmp_path):
    file, link = tmp_path / "result.json", tmp_path / "link.json"
    link.symlink_to(file)
    replace(link, "through the link")
    assert link.is_symlink() and file.read_text() == "through the link", "the file that it names"
    device = tmp_path / "device"
    os.mkfifo(device)
    reader = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    replace(device, "into the pipe")
    assert os.read(reader, 100) == b"into the pipe", "read from the pipe"
    assert stat.S_ISFIFO(device.stat().st_mode), "the pipe is still one"
    os.close(reader)
