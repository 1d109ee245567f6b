"""People's names as the desk searches them: pinyin and initials, surnames in the reading that surnames have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from pypinyin import lazy_pinyin

SURNAMES: Mapping[str, str] = {
    "解": "xie", "查": "zha", "仇": "qiu", "曾": "zeng", "单": "shan", "区": "ou", "盖": "ge", "朴": "piao",
    "任": "ren", "冼": "xian", "翟": "zhai", "覃": "qin", "乐": "yue", "员": "yun", "缪": "miao", "黑": "he",
    "种": "chong", "秘": "bi", "宓": "mi", "逄": "pang", "洗": "xian", "华": "hua", "燕": "yan", "应": "ying",
    "纪": "ji", "葛": "ge", "哈": "ha", "那": "na", "柏": "bai", "卜": "bu", "车": "che", "晁": "chao",
    "都": "du", "隗": "wei", "能": "nai", "宁": "ning", "逯": "lu", "祭": "zhai", "谌": "chen", "佴": "nai",
    "召": "shao", "折": "she", "眭": "sui", "相": "xiang", "行": "xing", "宿": "su", "谷": "gu", "角": "jue",
    "尉": "wei", "郗": "xi", "俞": "yu", "曲": "qu", "訾": "zi", "重": "chong", "尹": "yin", "于": "yu",
    "於": "yu", "薄": "bo", "钻": "zuan", "撒": "sa", "盛": "sheng", "石": "shi", "沈": "shen", "瞿": "qu",
    "句": "gou", "阚": "kan", "令": "ling", "牟": "mou", "万": "wan", "干": "gan", "过": "guo", "强": "qiang",
    "会": "gui", "藏": "zang", "长": "chang", "朝": "chao", "尧": "yao", "幺": "yao", "殷": "yin", "郇": "xun",
}  # fmt: skip
COMPOUND: Mapping[str, tuple[str, str]] = {
    name: (first, second) for name, first, second in (row.split() for row in (
        "欧阳 ou yang", "司马 si ma", "上官 shang guan", "诸葛 zhu ge", "东方 dong fang", "皇甫 huang fu",
        "尉迟 yu chi", "公孙 gong sun", "慕容 mu rong", "令狐 ling hu", "司徒 si tu", "长孙 zhang sun",
        "宇文 yu wen", "夏侯 xia hou", "闻人 wen ren", "澹台 tan tai", "万俟 mo qi", "独孤 du gu",
        "南宫 nan gong", "端木 duan mu", "西门 xi men", "百里 bai li", "东郭 dong guo", "呼延 hu yan",
        "轩辕 xuan yuan", "司空 si kong", "完颜 wan yan", "钟离 zhong li", "单于 chan yu", "鲜于 xian yu",
        "申屠 shen tu", "公羊 gong yang", "太史 tai shi", "濮阳 pu yang", "淳于 chun yu", "赫连 he lian",
        "耶律 ye lv", "拓跋 tuo ba", "宗政 zong zheng", "仲孙 zhong sun", "第五 di wu", "梁丘 liang qiu",
    ))
}  # fmt: skip
PLACES: Mapping[str, tuple[str, ...]] = {
    row[0]: tuple(row[1:]) for row in (line.split() for line in (
        "长海 chang hai", "长治 chang zhi", "长春 chang chun", "长沙 chang sha", "长征 chang zheng", "长庚 chang geng",
        "朝阳 chao yang", "藏医 zang yi", "血 xue", "厦 xia",
    ))
}  # fmt: skip
_PLACE = re.compile(f"({'|'.join(PLACES)})")


@lru_cache(maxsize=65_536)
def plain_name(name: str) -> str:
    """A name for comparing: full-width folded, one kind of middle dot, no blanks, small letters."""
    folded = unicodedata.normalize("NFKC", name)
    return re.sub(r"[\s·・•.‧∙]", "", folded).casefold()


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """`欧阳敏` -> `ouyangmin oym`: pinyin without tones and initials; Latin names by their words."""
    syllables = [syllable for syllable in _syllables(name.strip()) if syllable]
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}".strip()


@lru_cache(maxsize=65_536)
def place_key(name: str) -> str:
    """`长海医院` -> `changhaiyiyuan chyy`: like `name_key`, for hospitals and departments, which have no surname."""
    parts = [part for part in _PLACE.split(name.strip()) if part]
    syllables = [one for part in parts for one in PLACES.get(part) or _given(part)]
    return f"{''.join(syllables)} {''.join(one[0] for one in syllables)}".strip()


def _syllables(name: str) -> list[str]:
    if name.isascii():
        return re.findall(r"[a-z0-9]+", name.casefold())
    surname = COMPOUND.get(name[:2])
    if surname and len(name) > 2:
        return [*surname, *_given(name[2:])]
    first = SURNAMES.get(name[:1])
    return [first, *_given(name[1:])] if first else _given(name)


def _given(name: str) -> list[str]:
    words = [word.casefold() for word in lazy_pinyin(name)]
    return [part for word in words for part in (re.findall(r"[a-z0-9]+", word) if word.isascii() else _unread(word))]


def _unread(word: str) -> list[str]:
    """Characters without a known reading stand for themselves; dots and blanks are left out."""
    return [char for char in word if char.isalnum()]
