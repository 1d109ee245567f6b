"""A record as one Chinese line of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.casework.message_rows import PURPOSES
from desktop.handbook import aftercare, breaches
from desktop.handbook.consultation_materials import FORMS, PROBLEMS, STATES
from desktop.handbook.moments import day_start, parse_moment, spoken_day, spoken_moment
from desktop.handbook.nodule_materials import EXAM_TITLES, MATERIAL_TITLES, NODULE_TITLES
from desktop.handbook.phone import OUTCOMES as CALL_ENDS
from desktop.handbook.verbs import VERBS
from desktop.handbook.vocabulary import ITEM_TITLES, Finding, Item

Details = Mapping[str, Any]

OUTCOMES = {"confirmed": "确诊", "suspected": "疑似", "more_material": "补材料", "refused": "不符合"}
CALL_OUTCOMES = {"reached": "接通", "no_answer": "未接", "refused": "拒接", "later": "约回电"}
DELIVERIES = {"wechat": "微信", "app": "APP", "post": "邮寄", "email": "电子邮件", "in_person": "当面"}
CAUSES = {"customer": "客户", "hospital": "医院", "provider": "服务商"}
SIGN_WAYS = {"told_120": "已告知拨打 120", "no_emergency": "不是急症"}
_SHOWN = 60
CHANNELS = {"sms": "短信", "phone": "电话"}
ENTRANCES = {"wechat": "微信", "app": "APP", "phone": "电话"}
MODES = {"on_site": "线下", "video": "视频", "written": "书面"}
PARTIES = {"customer": "客户", "host": "会诊地点"}
ORIGINAL_ID = "身份证原件"
BRING = (ORIGINAL_ID, "医保卡", "既往病历", "影像片子", "检查报告", "病理报告", "用药清单", "住院证")
ESCORT_SEXES = ("不限", "女", "男")
VISIT_PAPERS = {"id": "有效身份证件", "personal": "个人信息", "policy": "保单信息", "stay": "住院信息"}


def line(verb: str, details: Details, warned: Sequence[Finding] = ()) -> str:
    """The verb's name and what matters of its details; warnings and a late entry's reason at the end."""
    maker = _LINES.get(verb)
    said = maker(details) if maker else str(details.get("reason", ""))
    parts = [VERBS[verb].title, "" if any(finding.sentence.startswith(said) for finding in warned) else said]
    if details.get("late_reason"):
        parts.append(f"补录：{details['late_reason']}")
    parts.extend(finding.sentence for finding in warned)
    return " · ".join(part for part in parts if part)


def _apply(details: Details) -> str:
    wish = details.get("wish") or {}
    parts = [ITEM_TITLES[Item(details["item"])], NODULE_TITLES.get(details.get("nodule", ""), "")]
    parts += [ENTRANCES.get(details.get("entrance", ""), ""), _place({**wish})]
    parts.append(_escort_wish(wish))
    certificate = details.get("certificate")
    if certificate:
        parts.append(f"住院证 {certificate['hospital']} {_day(certificate['issued_on'])}")
    return " ".join(part for part in parts if part)


def _day(kept: Any) -> str:
    return spoken_day(day_start(str(kept)).date()) if kept else ""


def _meeting(details: Details) -> str:
    return f"会合 {spoken_moment(parse_moment(str(details['meeting_at'])))}" if details.get("meeting_at") else ""


def _escort_wish(details: Details) -> str:
    wished = details.get("escort_sex", "")
    return f"{wished}陪诊" if wished in ("女", "男") else "陪诊男女不限" if wished else ""


def _place(details: Details) -> str:
    return " ".join(details[key] for key in ("city", "hospital", "department") if details.get(key))


def _review(details: Details) -> str:
    illness = details.get("illness") or {}
    named = " ".join(str(illness[key]) for key in ("name", "icd10") if illness.get(key))
    missing = "、".join(details.get("missing", ()))
    told = f"（告知客户：{details['told']}）" if details.get("told") else ""
    return " ".join(filter(None, (OUTCOMES[details["outcome"]], named, missing, details.get("reason", "") + told)))


def _triage(details: Details) -> str:
    text = f"建议{details['advised']}"
    return f"{text}，客户选择{details['decided']}" if details.get("flagged") else text


def _book(details: Details) -> str:
    when = spoken_moment(parse_moment(details["visit_at"]))
    cause = f"{CAUSES[details['cause']]}原因" if details.get("cause") else ""
    bring = "需身份证原件" if details.get("original_id") else ""
    arrive = f"{details['arrive_at'][-5:]} 到院" if details.get("arrive_at") else ""
    parts = (when, details.get("title", ""), details.get("place", ""), cause, bring, arrive, _escort_wish(details))
    return " ".join(part for part in parts if part)


def _escort(details: Details) -> str:
    start, end = parse_moment(details["from"]), parse_moment(details["to"])
    return f"{details['escort']} {spoken_moment(start)}–{end:%H:%M} {details.get('reason', '')}".strip()


def _hours(details: Details) -> str:
    """The escort's hours and why they were cut short."""
    hours = f"{details['from'][-5:]}–{details['to'][-5:]}" if details.get("from") and details.get("to") else ""
    return " ".join(part for part in (hours, details.get("cut_short", "")) if part)


def _receive(details: Details) -> str:
    items = "、".join(MATERIAL_TITLES.get(item, item) for item in details["items"])
    exam = EXAM_TITLES.get(details.get("exam", ""), details.get("exam", ""))
    originals = f"原件 {'、'.join(details['originals'])}" if details.get("originals") else ""
    parts = (items, exam, *(details.get(key, "") for key in ("hospital_grade", "courier", "number")), originals)
    return " ".join(part for part in parts if part)


def _expert(details: Details) -> str:
    keys = ("specialty", "name", "title", "hospital", "grade", "city")
    return " ".join(details[key] for key in keys if details.get(key))


def _expert_gone(details: Details) -> str:
    return " ".join(details[key] for key in ("name", "hospital", "reason") if details.get(key))


def _proposed(details: Details) -> str:
    when = spoken_moment(parse_moment(details["meets_at"]))
    parts = (when, f"{details['minutes']} 分钟", MODES[details["mode"]], details.get("place", ""))
    return " ".join(part for part in parts if part)


def _checked(details: Details) -> str:
    parts = (details["title"], STATES.get(details.get("state", ""), "撤回登记"), FORMS.get(details.get("form", ""), ""),
             PROBLEMS.get(details.get("problem", ""), ""), details.get("hospital", ""), details.get("dated", ""),
             details.get("note", ""))  # fmt: skip
    return " ".join(part for part in parts if part)


def _posted(details: Details) -> str:
    originals = "、".join(details.get("originals", ()))
    tail = "原件留待另寄" if details.get("originals_kept") else f"附原件 {originals}" if originals else ""
    return " ".join(part for part in (details["courier"], details["number"], tail) if part)


def _gaps(details: Details) -> str:
    gaps = "；".join(f"{name}：{reason}" for name, reason in (details.get("gaps") or {}).items())
    cause = f"{CAUSES.get(details['cause'], details['cause'])}原因，权益退回" if details.get("cause") else ""
    return " ".join(part for part in (str(details.get("summary", "")), gaps, cause) if part)


def _call(details: Details) -> str:
    """How the call went, and what was said in it."""
    request = "已记录安排需求" if details.get("request_recorded") else ""
    again = f"{spoken_moment(parse_moment(details['again_at']))} 再拨" if details.get("again_at") else ""
    parts = (CALL_OUTCOMES[details["outcome"]], again, request, str(details.get("reason", "")).strip())
    return "，".join(part for part in parts if part)


def _plan(details: Details) -> str:
    return f"{'、'.join(details['disciplines'])}；{len(details['questions'])} 个问题"


def _doctor(details: Details) -> str:
    doctor = details["doctor"]
    return f"{doctor.get('name', '')} {doctor.get('title', '')}".strip()


def _phoned(details: Details) -> str:
    """How a phone doctor's call ended, in which department, what was said, and the notice."""
    again = f"{details['again_at'][-11:]} 回呼" if details.get("again_at") else ""
    emergency = "已告知拨打 120" if details.get("told_120") else ""
    calm = f"不是急症：{details['not_emergency']}" if details.get("not_emergency") else ""
    parts = (CALL_ENDS[details["outcome"]], details.get("department", ""), details.get("complaint", ""),
             details.get("advice", ""), emergency, calm, again, details.get("reason", ""))  # fmt: skip
    told = "；已口头告知仅供参考" if details.get("notice_told") else ""
    return "，".join(part for part in parts if part) + told


def _written(details: Details) -> str:
    """What was written in a conversation: its beginning, its pictures, and what the program added."""
    words = str(details.get("text", "")).replace("\n", " ")
    short = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
    files = f"附 {details['files']}" if details.get("files") else ""
    receipt = f"已自动回执“{details['receipt']}”" if details.get("receipt") else ""
    return " ".join(part for part in (short, files, receipt) if part)


def _opinion(details: Details) -> str:
    return f"：{details['opinion']}" if details.get("opinion") else ""


def _serve(details: Details) -> str:
    parts = [f"{details['from'][-5:]}–{details['to'][-5:]}"]
    parts += ["专家开出入院通知"] if details.get("admission_ordered") else []
    parts += [f"就诊中断：{details['cut_short']}"] if details.get("cut_short") else []
    return " ".join(parts)


def _survey(details: Details) -> str:
    level = aftercare.LEVELS.get(str(details.get("level")), "")
    said = f"{level} {details['level']} 分" if level else f"未回访：{aftercare.NOT_REACHED[details['reason']]}"
    return "，".join(part for part in (said, details.get("words", "")) if part)


_LINES: Mapping[str, Callable[[Details], str]] = {
    "apply": _apply, "review": _review, "triage": _triage, "settle": _place, "book": _book, "rebook": _book,
    "certificate": lambda d: f"{d['hospital']} {_day(d['issued_on'])} 开具",
    "notify": lambda d: f"{CHANNELS[d['by']]}，锁定：不能再取消或更改",
    "remind": lambda d: CHANNELS[d["by"]],
    "escort_call": lambda d: " ".join(part for part in (_meeting(d), str(d.get("place") or "")) if part),
    "confirm_visit": lambda d: str(d["said"]),
    "assign_escort": _escort,
    "release_escort": lambda d: " ".join(part for part in (d.get("escort", ""), d.get("reason", "")) if part),
    "discharge_notice": lambda d: spoken_moment(parse_moment(d["discharge_at"])),
    "serve": _serve,
    "admit": lambda d: _hours(d), "discharge": lambda d: _hours(d), "visit_done": lambda d: _hours(d),
    "no_show": lambda d: " ".join(part for part in (_hours(d), d.get("reason", "")) if part),
    "visit_materials": lambda d: "、".join(VISIT_PAPERS.get(name, name) for name in d["have"]),
    "plan_visit": _book, "call": _call,
    "plan_mdt": _plan, "book_expert": _expert, "assign_reader": _expert, "receive_materials": _receive,
    "issue_report": lambda d: f"第 {d['version']} 版" + (f"，替代第 {d['replaces']} 版" if d.get("replaces") else ""),
    "post_report": _posted, "return_originals": _posted, "release_expert": _expert_gone, "propose_time": _proposed,
    "confirm_time": lambda d: "、".join(PARTIES.get(name, name) for name in d["who"]), "check_material": _checked,
    "send_guidance": lambda d: f"{DELIVERIES[d['channel']]}，{d['received_by']} 收到" if d.get("channel") else "",
    "message": _written, "answer": _written, "ask_more": lambda d: "、".join(d["asked"]),
    "refer": lambda d: " ".join(part for part in (d["doctor"], d.get("question", "")) if part),
    "settle_sign": lambda d: SIGN_WAYS[d["way"]] + "".join(f"：{d[key]}" for key in ("reason",) if d.get(key)),
    "take_call": _doctor, "record_call": _phoned,
    "turn_into": lambda d: f"{ITEM_TITLES[Item(d['item'])]} {d['to']} {d.get('reason', '')}".strip(),
    "came_from": lambda d: f"{d['from']} {d.get('reason', '')}".strip(),
    "hand_over": lambda d: f"转给{d['to']}" + (f"：{d['reason']}" if d.get("reason") else ""), "close": _gaps,
    "cancel": lambda d: f"{CAUSES[d['by']]}取消 {d.get('reason', '')}".strip(),
    "void": lambda d: f"第 {d['record']} 条：{d['reason']}",
    "exempt": lambda d: f"{d['reason']}（{d['approved_by']}批准{_opinion(d)}）",
    "ask_exemption": lambda d: f"{_place(d)} {_day(d.get('start'))}–{_day(d.get('end'))} {d['reason']}".strip(" –"),
    "refuse_exemption": lambda d: str(d["opinion"]),
    "note": lambda d: str(d["text"]),
    "send_text": lambda d: PURPOSES.get(d["about"], d["about"]),
    "survey": _survey,
    "complain": lambda d: f"{d['number']} {aftercare.CATEGORIES[d['category']]}：{d['words']}（{d['responsible']}处理，"
                          f"{_day(d['due_on'])} 前）",
    "settle_complaint": lambda d: f"{d['number']} {aftercare.RESULTS[d['outcome']]}：{d['answer']}",
    "explain_breach": lambda d: f"{d['title']}：{breaches.CAUSES[d['cause']]}，{d['words']}",
    "attach": lambda d: str(d["files"]), "detach": lambda d: str(d["files"]),
    "policy_changed": lambda d: str(d["reason"]), "recalculated": lambda d: str(d["reason"]),
}  # fmt: skip
