"""The documents say what is there: links lead somewhere, commands exist, nothing names this machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from desktop import __version__
from desktop.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CHANGELOG.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_local_link_leads_somewhere(name):
    links = re.findall(r"\]\(([^)#]+)\)", text_of(name))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_readme_names_every_command_and_no_other():
    named = set(re.findall(r"^caredesk ([a-z-]+)", text_of("README.md"), re.MULTILINE))
    assert named == set(COMMANDS)


def test_make_targets_that_the_readme_names_exist():
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z-]+)", text_of("README.md"))) <= targets


def test_the_changelog_knows_this_version():
    assert f"## {__version__}" in text_of("CHANGELOG.md")


def test_no_tracked_text_names_a_registry_or_a_folder_of_one_machine():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    ends = (("py" "pi", "org"), ("python" "hosted", "org"), ("npm" "js", "org"))
    hosts = "|".join(rf"{name}\.{end}" for name, end in ends)
    folders = "|".join(("wo" "rk", "fa" "rm"))
    wanted = re.compile(rf"{hosts}|(?:^|[\s\"'=(])/(?:{folders})/", re.MULTILINE)
    kinds = (".py", ".md", ".toml", ".txt", ".lock", ".sh", ".yaml", ".json", ".svg", "Makefile", "run")
    files = [ROOT / name for name in listed.stdout.splitlines() if name.endswith(kinds)]
    assert [str(path) for path in files if path.exists() and wanted.search(path.read_text(encoding="utf-8"))] == []
