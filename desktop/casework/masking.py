"""How personal data are shown on screens and papers: names, documents, phones and policies, masked."""

from __future__ import annotations

import re
from datetime import date

_LONG_NUMBER = re.compile(r"\d{7,}[\dXx]?")


def masked_name(name: str) -> str:
    """`王*芳`, `冯*`, `欧*` for one- and two-character names; the first and last characters stay."""
    if len(name) <= 2:
        return f"{name[:1]}*"
    return f"{name[0]}*{name[-1]}"


def masked_middle(text: str, head: int, tail: int) -> str:
    """The first `head` and last `tail` characters with `****` between; all of it hidden when it is shorter."""
    if not text:
        return ""
    return f"{text[:head]}****{text[-tail:]}" if len(text) > head + tail else "****"


def masked_phone(phone: str) -> str:
    """`138****2046`."""
    return masked_middle(phone, 3, 4)


def masked_policy(number: str) -> str:
    """`6608****2217`."""
    return masked_middle(number, 4, 4)


def masked_document(number: str) -> str:
    """`3101**********2048`, as long as the number itself."""
    if not number:
        return ""
    return f"{number[:4]}{'*' * max(len(number) - 8, 4)}{number[-4:]}" if len(number) > 8 else "****"


def masked_sample(text: str) -> str:
    """A cell of a list nobody has looked at yet: long runs of digits, which may be of a person, keep head and tail."""
    return _LONG_NUMBER.sub(lambda found: masked_middle(found[0], 3, 2), text)


def age_on(birth: date | None, day: date) -> int | None:
    """Completed years of life on a day; None when the birth date is not known."""
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def person_words(sex: str, birth: date | None, day: date) -> str:
    """`女 52 岁`, as far as known."""
    age = age_on(birth, day)
    return " ".join(part for part in (sex, f"{age} 岁" if age is not None else "") if part)
