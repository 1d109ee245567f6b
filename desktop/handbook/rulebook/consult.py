"""Online consultation and phone doctor: OC-01 to PD-05."""

from __future__ import annotations

from desktop.handbook.conditions import consulting, phoning
from desktop.handbook.vocabulary import Clock, Item, Kind, Refuse, Rule, Unit

NOTICE = "内容仅供参考，咨询服务不是诊疗，不作为诊断治疗依据。实际诊疗活动请选择在医疗机构进行。"

ONLINE = (
    Rule("OC-01", "一（一）、（二）2", "图文咨询",
         "以图片和文字形式在线咨询交流，提供健康和医学指导建议。",
         clocks=(Clock("oc.answer", "解答", (Item.OC,), "applied_at", "answered_at", 30, Unit.MINUTES, Kind.TARGET,
                       step="答复客户"),)),
    Rule("OC-02", "一（三）", "不限次", "服务次数：不限次。"),
    Rule("OC-03", "一（六）", "仅供参考", f"在线问诊{NOTICE}"),
)

PHONE = (
    Rule("PD-01", "二（一）", "日常健康问题",
         "急症处理建议、疾病预防和治疗建议、医院推荐、就医指导等，涵盖内、外、皮肤、儿、妇产、骨、泌尿等科。",
         refuses=(Refuse(("record_call",), given=phoning.sign_left_open, items=(Item.PD,)),)),
    Rule("PD-02", "二（四）1", "7×24 小时", "服务时间为 7×24 小时。",
         clocks=(Clock("pd.answer", "接听", (Item.PD,), "applied_at", "taken_at", 10, Unit.MINUTES, Kind.TARGET,
                       step="接听或回拨"),)),
    Rule("PD-03", "二（四）2", "电话医生资质",
         "全科医生，公立医院 2 年以上临床从业经验，曾为二级医院或以上医院、主治及以上级别医生。",
         refuses=(Refuse(("take_call",), given=consulting.doctor_not_qualified, items=(Item.PD,)),
                  Refuse(("record_call",), when=phoning.nobody_answered, items=(Item.PD,)))),
    Rule("PD-04", "二（三）", "不限次", "服务次数：不限次。"),
    Rule("PD-05", "二（七）", "仅供参考", f"电话咨询{NOTICE}",
         refuses=(Refuse(("record_call",), given=phoning.notice_not_told, items=(Item.PD,)),)),
)
