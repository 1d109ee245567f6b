"""The icon and the short title of every verb, for timelines and narrow buttons."""

from __future__ import annotations

from collections.abc import Mapping

ICONS: Mapping[str, str] = {
    "apply": "inbox", "review": "shield-check", "triage": "phone", "settle": "map-pin", "certificate": "id-card",
    "book": "calendar-check", "notify": "send", "rebook": "calendar-days", "assign_escort": "user-check",
    "remind": "bell", "escort_call": "phone-outgoing", "serve": "stethoscope", "admit": "bed",
    "discharge": "log-out", "no_show": "user-x", "visit_materials": "paperclip", "plan_visit": "calendar-clock",
    "visit_done": "heart-pulse", "call": "phone", "plan_mdt": "clipboard-list", "book_expert": "user-plus",
    "hold_consultation": "users", "receive_materials": "package-check", "assign_reader": "microscope",
    "issue_report": "file-check", "post_report": "truck", "delivered": "package", "send_guidance": "send",
    "answer": "message-circle", "take_call": "phone-incoming", "exempt": "pause", "take": "user-check",
    "hand_over": "user-plus", "cancel": "ban", "close": "check-check", "reopen": "lock-open", "void": "undo-2",
    "note": "square-pen", "send_text": "message-square-text", "recalculated": "history",
    "record_call": "phone-call", "turn_into": "external-link", "came_from": "log-in",
    "message": "inbox", "ask_more": "hourglass", "refer": "stethoscope", "settle_sign": "siren",
    "attach": "paperclip", "detach": "trash-2", "confirm_visit": "calendar-check",
    "survey": "star", "complain": "flag", "settle_complaint": "badge-check",
    "explain_breach": "timer", "policy_changed": "id-card",
}  # fmt: skip

SHORT: Mapping[str, str] = {
    "call": "电话", "note": "备注", "send_text": "短信", "assign_escort": "陪诊",
    "notify": "发时间通知", "remind": "发就诊提醒",
    "escort_call": "陪诊来电", "settle": "定医院科室", "triage": "诊前分诊", "receive_materials": "登记资料",
    "assign_reader": "派阅片专家", "send_guidance": "发诊后指导", "visit_materials": "探视资料",
    "confirm_visit": "核对就诊日",
}  # fmt: skip

PHONED_IN_VAIN = "phone-missed"


def icon_of(verb: str, detail: str = "") -> str:
    """The icon of a timeline entry; a call that was not answered has its own."""
    if verb == "call" and detail.startswith(("未接", "拒接")):
        return PHONED_IN_VAIN
    return ICONS.get(verb, "circle")


def short_title(verb: str, title: str) -> str:
    """The verb's title where room is scarce."""
    return SHORT.get(verb, title)
