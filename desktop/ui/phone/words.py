"""Phrases for the advice on the phone, and the lines under the outcomes."""

from __future__ import annotations

from desktop.casework.documents.rows import Block

TITLE = "电话医生"
NOTICE = "已口头告知：仅供参考，不作诊断和治疗，请到医疗机构就诊"
_PHRASES = (
    ("在家观察", "在家休息观察，多饮水；三天内不见好转或加重，请到就近医院就诊。"),
    ("夜间加重", "今晚若出现加重、意识不清或呼吸费力，请马上拨打 120。"),
    ("带齐资料", "就诊时带好医保卡、既往病历、检查报告和正在服用的药。"),
    ("按原医嘱", "用药请按原医嘱，不要自行加减；有不适请回原就诊医院复诊。"),
    ("发热护理", "体温 38.5℃ 以上可按说明书服退热药，两次间隔不少于 4 小时；补水、少盖。"),
    ("转绿通", "这种情况符合绿通服务，我现在为您登记，专人会与您联系。"),
)
PHRASES = tuple(Block("phone", "advice", title, words, own=False) for title, words in _PHRASES)
"""Samples that a doctor must approve, as the popover says."""

END_NOTES = ("在家观察", "可转绿通", "先告知 120", "写明科室", "选时间", "记原因")
