"""`caredesk nodule FILE.json`: what each classification system says about nodules, borders and gaps included."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from desktop.commands.failing import CommandFault, EnvironmentFault, UsageFault
from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.inputs import InputFault
from desktop.handbook.nodules.vocabulary import STATUS_TITLES, Answer, Status
from desktop.nodule_tables import nodule_tables

_LARGEST = 20_000_000


class _Result(NamedTuple):
    """One asked nodule: its id, its system, and an answer or the sentence why there is none."""

    id: str
    system: str
    answer: Answer | None
    fault: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and how to answer."""
    parser.add_argument("file", help="JSON 文件：{system, inputs}、它们的列表或 {cases: [...]}；写 - 则读标准输入")
    parser.add_argument("--json", action="store_true", help="输出 JSON，与输入同序")


def run(args: argparse.Namespace) -> int:
    """Print one answer for each entry in its order; 1 when some could not be taken, 2 when none could."""
    asked = _asked(_document(args.file))
    results = [_result(number, entry, single=len(asked) == 1) for number, entry in enumerate(asked, 1)]
    faults = [result.fault for result in results if result.fault]
    if any(result.answer for result in results):
        print(json.dumps([_plain(one) for one in results], ensure_ascii=False) if args.json else "\n\n".join(
            _told(number, one) for number, one in enumerate(results, 1)))  # fmt: skip
    if faults:
        more = f"（另有 {len(faults) - 1} 条也不能用）" if len(faults) > 1 else ""
        kind = UsageFault if len(faults) == len(results) else CommandFault
        raise kind(" ".join((faults[0] + more).split()))
    return 0


def _document(name: str) -> Any:
    shown = "标准输入" if name == "-" else f"文件 {name}"
    try:
        text = sys.stdin.buffer.read(_LARGEST + 1) if name == "-" else _content(Path(name))
    except FileNotFoundError:
        raise UsageFault(f"没有{shown}") from None
    except IsADirectoryError:
        raise UsageFault(f"{shown} 是文件夹，应为 JSON 文件") from None
    except OSError as error:
        raise EnvironmentFault(f"{shown} 读不出来：{error.strerror or error}") from None
    if len(text) > _LARGEST:
        raise UsageFault(f"{shown} 超过 {_LARGEST // 1_000_000} MB")
    try:
        document = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_object)
        json.dumps(document, ensure_ascii=False).encode()
        return document
    except RecursionError:
        raise UsageFault(f"{shown} 嵌套过深") from None
    except UnicodeError:
        raise UsageFault(f"{shown} 不是 UTF-8 文字") from None
    except json.JSONDecodeError as error:
        raise UsageFault(f"{shown} 不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 列写错了") from None
    except ValueError:
        raise UsageFault(f"{shown} 里有过大的数字") from None


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)


def _no_number(word: str) -> NoReturn:
    raise UsageFault(f"{word} 不是有效的数字")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise UsageFault(f"字段「{key}」写了 {count} 次")
    return dict(pairs)


def _asked(document: Any) -> list[Any]:
    if isinstance(document, Mapping) and isinstance(document.get("cases"), list):
        document = document["cases"]
    entries = document if isinstance(document, list) else [document]
    if not entries:
        raise UsageFault("文件里没有要分类的结节")
    return entries


def _result(number: int, entry: Any, *, single: bool) -> _Result:
    place = "" if single else f"第 {number} 条："
    if not isinstance(entry, Mapping):
        return _Result("", "", None, f"{place}应为 {{system, inputs}} 对象")
    name, system = str(entry.get("id", "")), entry.get("system")
    tables = nodule_tables()
    if not isinstance(system, str) or system not in tables:
        return _Result(name, str(system), None, f"{place}没有分类系统（system）「{system}」，可用：{'、'.join(tables)}")
    if "inputs" not in entry:
        return _Result(name, system, None, f"{place}缺少字段 inputs")
    try:
        answer = classify(tables[system], entry["inputs"])
    except InputFault as fault:
        return _Result(name, system, None, f"{place}{fault}")
    return _Result(name, system, answer, f"{place}{answer.reason}" if answer.status is Status.REFUSED else "")


def _plain(result: _Result) -> dict[str, Any]:
    named = {"id": result.id} if result.id else {}
    if result.answer is None:
        return {**named, "system": result.system, "status": "refused", "error": result.fault}
    answer = result.answer
    return {
        **named, "system": answer.system, "revision": answer.revision, "status": answer.status.value,
        **{key: list(value) if isinstance(value, tuple) else value for key, value in answer.outputs.items()},
        "advice": answer.advice, "reason": answer.reason, "risk": answer.risk, "source": answer.source,
        "missing": _keys(answer.missing), "possible": list(answer.possible), "assumed": _keys(answer.assumed),
        "borders": [
            {"field": one.key, "size": one.size, "limit": one.limit, "output": one.output, "beyond": one.beyond,
             "words": one.words,
             "sentence": one.sentence()}
            for one in answer.borders
        ],
        **({"error": result.fault} if result.fault else {}),
    }  # fmt: skip


def _keys(titled: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"field": key, "title": title} for key, title in titled]


def _told(number: int, result: _Result) -> str:
    if result.answer is None:
        return f"{number}  {result.id or result.system}\n   不能用：{result.fault}"
    answer = result.answer
    head = f"{number}  {answer.title}{f'（{result.id}）' if result.id else ''}：{_value(answer)}"
    return "\n".join([head, *(f"   {title}：{text}" for title, text in _lines(answer) if text)])


def _value(answer: Answer) -> str:
    status = STATUS_TITLES[answer.status]
    shown = {key: value for key, value in answer.outputs.items() if key in _SHOWN and value is not None}
    words = "，".join(f"{_SHOWN[key]}{_spoken(value)}" for key, value in shown.items())
    return f"{words}（{status}）" if words and answer.status is not Status.INCOMPLETE else status


_SHOWN = {
    "category": "类别 ", "points": "计分 ", "score": "计分 ", "flags": "提示 ", "x": "x = ",
    "probability_pct": "恶性概率 % ",
}  # fmt: skip


def _spoken(value: object) -> str:
    return f"{len(value)} 项" if isinstance(value, tuple) else str(value)


def _lines(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "依据", answer.reason
    yield "处理", answer.advice
    yield "恶性率", answer.risk
    yield "边界", "；".join(border.sentence() for border in answer.borders)
    yield "可能", "、".join(answer.possible)
    yield "尚缺", _listed(answer.missing)
    yield "按未见处理", _listed(answer.assumed)
    yield "来源", f"{answer.source} · 规则表 {answer.revision}" if answer.source else ""


def _listed(titled: tuple[tuple[str, str], ...]) -> str:
    return "、".join(f"{title}（{key}）" for key, title in titled)
