"""Texts are decoded as they were written, whatever the bytes claim."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents.encoding import decode

SENTENCE = "本年度共收到政府信息公开申请1,205件，办结1,198件。"
TRADITIONAL = "本年度政府資訊公開申請共處理一百二十件，機關單位均依法答覆，總計如下。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_sentence_comes_back_from_every_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


@pytest.mark.parametrize("size", [6, 12, 50])
def test_short_gb18030_is_not_taken_for_something_else(size: int) -> None:
    text = ("政府信息公开工作年度报告总体情况" * 4)[:size]
    read = decode(text.encode("gb18030"))
    assert (read.text, read.encoding) == (text, "gb18030")


def test_double_bytes_that_are_letters_in_utf8_are_chinese() -> None:
    assert decode("00000息".encode("gb18030")).text == "00000息"
    assert decode("naïve café".encode()).text == "naïve café"


def test_characters_that_gb2312_and_gbk_lack_are_read() -> None:
    text = "阿卜杜拉·买买提——龙䶮、𠮷林€"
    assert decode(("政府信息公开年度报告" + text).encode("gb18030")).text.endswith(text)


def test_one_bad_byte_in_utf8_costs_one_character() -> None:
    data = bytearray((SENTENCE * 20).encode())
    data[300] = 0xFF
    read = decode(bytes(data))
    assert read.encoding == "utf-8"
    assert read.text.count("1,205") == 20 - (SENTENCE * 20).encode()[295:306].count(b"1,205")
    assert 1 <= read.undecoded <= 3


def test_one_bad_byte_in_gb18030_keeps_the_rest() -> None:
    data = bytearray((SENTENCE * 20).encode("gb18030"))
    data[100] = 0xFF
    read = decode(bytes(data))
    assert read.encoding == "gb18030"
    assert read.text.count("信息公开申请1,205件") >= 18


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("cut", [1, 2])
def test_a_tail_cut_inside_a_character_costs_that_character_only(encoding: str, cut: int) -> None:
    text = SENTENCE * 3 + "公开"
    data = text.encode(encoding)
    if cut >= len("开".encode(encoding)):
        pytest.skip("nothing of the last character is left")
    read = decode(data[:-cut])
    assert read.encoding == encoding
    assert read.text.rstrip("\ufffd") == text[:-1]


def test_big5_is_read_where_gb18030_makes_no_sense() -> None:
    read = decode(TRADITIONAL.encode("big5"))
    assert (read.text, read.encoding) == (TRADITIONAL, "big5hkscs")


def test_traditional_text_in_gb18030_stays_gb18030() -> None:
    assert decode(TRADITIONAL.encode("gb18030")).text == TRADITIONAL


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_decode_to_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("政府信息公开年度报告总体情况0123456789、，。\n<td>"), min_size=6, max_size=80))
def test_utf8_and_gb18030_of_the_same_text_agree(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text
    assert decode(text.encode("gb18030")).text == text
