"""Asks the limited child process what a file shows; whatever the file does, the answer is facts or one sentence."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any

from desktop.exchange.limited import LimitedChild, child_command
from desktop.exchange.limits import HEAD

DECODE = "--decode"
SECONDS = 20.0
ANSWER_BYTES = 256 << 20
QUESTIONS = 500
"""After so many a fresh child takes over: what one file left behind does not wait for the others."""

PICTURES = ("jpeg", "png", "tiff")


class Undecodable(Exception):
    """A content that cannot be shown; the text is one Chinese sentence."""

    @property
    def sentence(self) -> str:
        """What is wrong."""
        return str(self)


class Decoder:
    """One child at a time, started when first asked; any thread may ask, one after another."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: LimitedChild | None = None
        self._asked = 0
        self._turn = threading.Lock()

    def ask(self, what: str, media: str, content: bytes, **more: Any) -> tuple[dict[str, Any], bytes]:
        """The facts and bytes; raises Undecodable. `what`: look, picture, frame or thumbnail.

        `media` is one of PICTURES, pdf or dicom; a picture needs `most` (pixels of its longer side), a frame its
        number `frame`.
        """
        question = {"what": what, "media": "picture" if media in PICTURES else media, **more}
        with self._turn:
            child = self._ready()
            with child.within(self._seconds):
                told = self._talk(child, question, content)
            if told is None:
                self._drop()
                late = child.late
                raise Undecodable(
                    f"打开了 {self._seconds:g} 秒还没有结果，已停止。" if late else "打不开：文件太大或已损坏。"
                )
        facts, body = told
        if "unreadable" in facts:
            raise Undecodable(f"{facts['unreadable']}。")
        return facts, body

    def _ready(self) -> LimitedChild:
        if self._child is None or self._asked >= QUESTIONS:
            self._drop()
            self._child, self._asked = LimitedChild(child_command("desktop.exchange.decoding_child", DECODE)), 0
        self._asked += 1
        return self._child

    def _talk(
        self, child: LimitedChild, question: Mapping[str, Any], content: bytes
    ) -> tuple[dict[str, Any], bytes] | None:
        """The child's answer; None when it died or said what no answer is."""
        head = json.dumps(question).encode("ascii")
        try:
            child.ears.write(HEAD.pack(len(head), len(content)) + head)
            child.ears.write(content)
            child.ears.flush()
            lengths = child.mouth.read(HEAD.size)
            said, body = HEAD.unpack(lengths) if len(lengths) == HEAD.size else (0, 0)
            if not said or said + body > ANSWER_BYTES:
                return None
            told, result = child.mouth.read(said), child.mouth.read(body)
            return (json.loads(told), result) if len(result) == body else None
        except (OSError, ValueError):
            return None

    @property
    def process(self) -> int:
        """The number of the child that answers now; 0 before the first question."""
        return self._child.process if self._child else 0

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None

    def close(self) -> None:
        """End the child."""
        with self._turn:
            self._drop()
