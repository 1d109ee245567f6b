"""A demo leaves nothing behind, neither when it is ended from outside nor when it was killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop.app import sweep_demos

ROOT = Path(__file__).resolve().parents[1]


def test_what_a_killed_demo_left_is_removed_and_a_running_one_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in (f"caredesk-demo-{gone.pid}-a", f"caredesk-demo-{os.getpid()}-b", "another"):
        (tmp_path / name).mkdir()
    sweep_demos()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["another", f"caredesk-demo-{os.getpid()}-b"])


def test_a_demo_ended_from_outside_cleans_up(tmp_path):
    surroundings = {**os.environ, "TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        surroundings.pop(name, None)
    demo = subprocess.Popen(
        [sys.executable, "-m", "desktop", "--demo"], cwd=tmp_path, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**surroundings, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    until = time.monotonic() + 60
    while not list(tmp_path.glob("caredesk-demo-*/demo.db")) and time.monotonic() < until:
        time.sleep(0.1)
    demo.send_signal(signal.SIGTERM)
    assert demo.wait(60) == 143
    assert not list(tmp_path.glob("caredesk-demo-*"))
