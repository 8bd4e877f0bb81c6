"""Every encoding is proved or refused, never guessed."""

import os

import pytest

from graph.errors import BadInput
from loaders.documents.decode import decode

RUSSIAN = "Консорциум возобновил отгрузку нефти после ремонта причала в Новороссийске — «без ограничений».\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"])
def test_russian_comes_out_whole(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)).text == RUSSIAN


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5"])
def test_older_code_pages_are_told_apart(encoding: str) -> None:
    text = RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-")
    found = decode(text.encode(encoding))
    assert (found.text, found.flags) == (text, ("encoding_guessed",))


def test_a_declaration_that_letters_confirm_is_no_guess() -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared="windows-1251").flags == ()


def test_a_false_declaration_does_not_win_over_valid_utf8() -> None:
    assert decode(RUSSIAN.encode(), declared="windows-1251").text == RUSSIAN


def test_curly_quotes_of_an_english_windows_text() -> None:
    text = "It’s the “port” – loading goes on…"
    assert decode(text.encode("cp1252")).text == text


def test_few_broken_bytes_are_kept_and_flagged() -> None:
    data = (RUSSIAN * 50).encode()
    found = decode(data[:3000] + b"\xff" + data[3000:])
    assert found.flags == ("broken_bytes",)
    assert found.text.startswith(RUSSIAN)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"ab\x00\x01\x02\x03cd" * 100, "binary"),
        (bytes(range(256)) * 40, "binary"),
        ("Türkiye'de petrol şirketi açıkladı".encode("cp1254"), "cannot tell the encoding"),
        ("شركة النفط الوطنية في بحر قزوين".encode("cp1256"), "cannot tell the encoding"),
        ("Η εταιρεία πετρελαίου της Κασπίας".encode("cp1253"), "cannot tell the encoding"),
        ("里海石油公司的管道运输业务报告".encode("gb18030"), "cannot tell the encoding"),
        (RUSSIAN.replace("«", '"').encode("mac-cyrillic"), "cannot tell the encoding"),
        ("КТК стоит".encode("cp1251"), "cannot tell the encoding"),
        (b"\xff".join((RUSSIAN[i : i + 9].encode()) for i in range(60)), "cannot tell the encoding"),
    ],
)
def test_refused_with_one_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        decode(data)


def test_noise_is_refused() -> None:
    with pytest.raises(BadInput):
        decode(os.urandom(5000))
