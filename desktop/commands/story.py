"""`caredesk story FILE-or-FOLDER ... [--db URL] [--json]`: plays stories and says which step differs."""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path
from typing import Any

from desktop.app import work_calendar
from desktop.casework.stories.script import StoryError, story_files
from desktop.casework.stories.telling import Told, tell
from desktop.commands.failing import UsageFault
from desktop.models.scratch import scratch_store
from desktop.settings import database_url


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files or folders, and where to play them."""
    parser.add_argument("paths", nargs="+", type=Path, help="故事文件或文件夹")
    parser.add_argument("--db", default="", help="在这个数据库上播放（每个故事一个新的 schema）；默认内存 SQLite")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 only if every story holds."""
    told: list[Told] = []
    url = database_url(args.db) if args.db else ""
    try:
        for one in tell(story_files(args.paths), partial(scratch_store, url), work_calendar()):
            told.append(one)
            if not args.json:
                print("\n".join(_lines(one)), flush=True)
    except StoryError as error:
        raise UsageFault(str(error)) from error
    if args.json:
        print(json.dumps({"stories": [_answer(one) for one in told]}, ensure_ascii=False))
    return 0 if all(one.ok for one in told) else 1


def _lines(one: Told) -> list[str]:
    if one.ok:
        return [f"ok  {one.story}（{one.file}）"]
    differing = [f"    第 {failure.step} 步：应为 {failure.wanted}，实为 {failure.got}" for failure in one.failures]
    return [f"不符  {one.story}（{one.file}）", *differing]


def _answer(one: Told) -> dict[str, Any]:
    failures = [failure._asdict() for failure in one.failures]
    return {"file": one.file, "story": one.story, "ok": one.ok, "steps": one.steps, "failures": failures}
