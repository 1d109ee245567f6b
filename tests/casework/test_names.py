"""Names are found by pinyin and initials, surnames in the reading that surnames have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.names import name_key, plain_name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("王芳", "wangfang wf"),
        ("欧阳敏", "ouyangmin oym"),
        ("单文静", "shanwenjing swj"),
        ("仇晓峰", "qiuxiaofeng qxf"),
        ("解志强", "xiezhiqiang xzq"),
        ("查丽华", "zhalihua zlh"),
        ("区炳辉", "oubinghui obh"),
        ("曾可欣", "zengkexin zkx"),
        ("尉迟建国", "yuchijianguo ycjg"),
        ("万俟雪", "moqixue mqx"),
        ("王𨱇", "wangqiu wq"),
        ("阿依古丽·买买提", "ayigulimaimaiti ayglmmt"),
        ("Mary-Ann Smith", "maryannsmith mas"),
        ("", ""),
    ],
)
def test_a_name_has_its_pinyin_and_initials(name, key):
    assert name_key(name) == key


def test_a_given_name_keeps_its_own_reading():
    assert name_key("王单").startswith("wangdan")


def test_a_compound_surname_alone_is_read_as_a_name():
    assert name_key("欧阳").startswith("ouyang")


def test_names_are_compared_without_blanks_dots_and_width():
    assert plain_name("阿依古丽•买买提") == plain_name("阿依古丽·买买提 ")
    assert plain_name("ＭＡＲＹ") == plain_name("mary")
    assert plain_name("王芳") != plain_name("王方")


@given(st.text(max_size=30))
def test_no_name_breaks_the_key(name):
    assert name_key(name) == name_key(name).strip()
