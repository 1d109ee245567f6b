"""GC-19: which words would tell an illness on a paper that goes along in the open, such as a letter or a label."""

from __future__ import annotations

import re
from collections.abc import Iterable

ILLNESS = re.compile(r"癌|瘤(?!医院)|白血病|化疗|放疗|结节|恶性|转移灶|靶向药|病理|肿块")
HOSPITAL_NAME = re.compile(r"肿瘤(?:专科)?医院")
"""A hospital's name may say what it treats: it is the place the customer has to find."""


def words_of_illness(texts: Iterable[str]) -> tuple[str, ...]:
    """The words that tell an illness, each once."""
    found = (ILLNESS.findall(HOSPITAL_NAME.sub("", text)) for text in texts)
    return tuple(dict.fromkeys(word for words in found for word in words))
