"""An invented guidance, and the letter that goes with the parcel. A doctor has not checked it: it is no template."""

from __future__ import annotations

from datetime import date

from desktop.casework.documents.filling_common import coded
from desktop.casework.documents.papers_common import KeyFact, Span, Station
from desktop.casework.documents.papers_guidance import Contact, Daily, GuidancePaper, NextStep
from desktop.casework.documents.papers_parcel import Address, ParcelItem, ParcelPaper
from desktop.casework.documents.samples.house import HOUSE, PROGRAM, issued, picture

CONTACT = Contact("林悦", "400-000-1234", "工作日 9:00–18:00", "9 月 30 日会给您回访电话")


def sample_guidance() -> GuidancePaper:
    """The guidance as it was issued."""
    return coded(_GUIDANCE)


def sample_parcel() -> ParcelPaper:
    """The parcel with the opinion and the originals."""
    return _PARCEL


_GUIDANCE = GuidancePaper(
    provider=HOUSE,
    issue=issued("GD-260911-004", date(2026, 9, 23)),
    day=date(2026, 9, 23),
    to="陈建华先生",
    addressed="写给陈建华先生和家人",
    three=(
        KeyFact("开始", "10 月 9 日前开始治疗", "先住院置输液港，林悦已在协调床位。"),
        KeyFact("顺序", "先化疗，再手术", "化疗 4 次，约 2 个月，复查后再定手术。"),
        KeyFact("警惕", "剧烈腹痛或大量便血", "不要等电话，马上去最近的急诊。", urgent=True),
    ),
    explained=(
        (Span("四位专家一致认为：肠上的肿瘤已经到了肝脏，有三处，但"), Span("都能切掉", True),
         Span("。如果马上开刀，复发的可能较大，所以先用 4 次化疗把看不见的癌细胞压一压，再把肠和肝一起切除。")),
        (Span("这条路的目标是"), Span("根治", True),
         Span("，不是维持。身体底子好、没有梗阻，是您的有利条件。轻度贫血和偏瘦不耽误治疗，边补边治。")),
    ),
    steps=(
        NextStep("9 月 28 日 周一", ("东安大学附属肿瘤医院", "门诊楼 5 层，肿瘤内科门诊"),
            ("身份证、医保卡", "会诊意见书"),
                 "上午 9:00"),
        NextStep("10 月 9 日前", ("住院 2–3 天", "置输液港，第 1 次化疗"), ("化验单、MRI 光盘", "日用品")),
        NextStep("每 2 周一次", ("日间病房化疗，每次约 2 天",), ("治疗手册、上次化验单",), fixed=False),
        NextStep("12 月 4 日前后", ("复查 CT 和 MRI，专家定手术",), ("全部影像光盘",)),
    ),
    costs="挂号、检查、治疗、药品和床位费由您承担；预约、会诊和陪诊服务不另收费。",
    illness=(
        (Span("大肠癌的细胞常随血液先到肝脏，这叫肝转移。与许多肿瘤不同，"),
         Span("肠癌的肝转移切干净后，仍有四到五成的人活过五年", True),
         Span("。化疗药 mFOLFOX6 常见的反应是怕冷、手脚发麻、恶心和白细胞下降，多数可以处理，停药后会减轻。")),
    ),
    daily=(
        Daily("吃", "少量多餐，每天 1–2 个鸡蛋、150 g 鱼或瘦肉；少渣，暂不吃芹菜、竹笋、糯米。"),
        Daily("动", "每天走 30 分钟，分两三次；不提重物。"),
        Daily("药", "降压药照吃；铁剂饭后服，大便会变黑；中药和保健品先问医生。"),
        Daily("冷", "化疗后 5 天内不喝凉水、不摸冰，出门戴手套。"),
        Daily("心", "睡不好、害怕很常见，可以打给林悦，也可以请家人一起听。"),
    ),
    red_flags=("体温 38.0 °C 以上，或寒战", "腹部剧痛、腹胀，一天不排气不排便", "大量便血，或头晕、站不稳",
               "输液港周围红肿热痛、胳膊肿"),
    long_term=(
        "手术后头两年，每 3 个月抽血查 CEA 并做超声，每 6 个月做 CT；满一年做肠镜。",
        (Span("兄弟姐妹和子女", True), Span("请从 40 岁起做肠镜，比您发病早 10 岁的更要提前。")),
    ),
    calendar=(
        Station("第 1 次化疗", "置输液港", "10 月 9 日前", state="done"), Station("抽血", "CEA、血常规", "11 月 6 日"),
        Station("CT 和 MRI", "定手术时间", "12 月 4 日"), Station("手术", "肠和肝一起", "2027 年 1 月"),
        Station("复查开始", "每 3 个月", "2027 年 4 月"),
    ),
    contact=CONTACT,
    refers="对应会诊意见书 MD-260911-004 第 1 版",
    online="CAREDESK/GD-260911-004/1",
)  # fmt: skip

_PARCEL = ParcelPaper(
    provider=HOUSE,
    number="PX-260922-018",
    program=PROGRAM,
    made_at_day=date(2026, 9, 22),
    to=Address("陈建华\u3000先生", "浙江省临海市**路**号", "138****5566"),
    sender=Address("安衡健康\u3000专家会诊与阅片中心", "浙江省杭州市西湖区示例路 8 号", "400-000-1234"),
    greeting="陈先生，您好。本次服务的报告已经完成。随信寄上报告，并退回您此前寄来的资料原件。请当面点清，缺少或有疑"
             "问，请在 3 天内打给"
             "健康管家林悦。",
    items=(
        ParcelItem("意见书（签章原件）", "纸质，5 页", 2, "新出具"), ParcelItem("诊后指导", "纸质，2 页", 1, "新出具"),
        ParcelItem("影像光盘，2026-08-29", "原件", 1, "退回"), ParcelItem("影像光盘，2026-09-02", "原件", 1, "退回"),
        ParcelItem("检查报告与化验单", "原件，10 页", 1, "退回"),
        ParcelItem("切片，编号 S26-08812", "玻片盒", 12, "退回"),
    ),
    items_note="玻片易碎，请平放保存；若治疗医院需要借片，可直接交给对方。您的身份证复印件已于 2026-09-22 销毁，不再"
               "寄回。",
    tracking="顺丰 SF1402 8830 5567\u3000已保价",
    next_steps="请把意见书交给接诊医生一份，自己留一份。9 月 30 日我们会给您打一次回访电话。报告供您和医生参考，不替"
               "代医疗机构的诊断与"
               "治疗；身体不适请及时就医。",
    contact=CONTACT._replace(call_back=""),
    online="CAREDESK/PX-260922-018",
    online_words="扫右侧二维码，凭手机验证码查看；30 天内有效。",
    signature=picture("sign-6.png"),
    fragile=True,
)  # fmt: skip
