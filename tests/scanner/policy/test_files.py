"""Policy files of each kind, and the files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner.errors import InvalidPolicy
from scanner.policy.files import load, read_file

SENTENCE = "We collect your phone number."


def test_text_and_markdown_are_read_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "policy.md"
    path.write_text(f"# Privacy\n\nLast updated: 3 May 2024\n\n{SENTENCE}\n", "utf-8")

    text, declaration = read_file(path)

    quote = declaration.statements[0].evidence[0]
    assert text == path.read_text("utf-8")
    assert (text[quote.start : quote.end], declaration.document.last_updated) == (SENTENCE, "2024-05-03")


def test_html_gives_its_visible_text_without_menus_and_scripts(tmp_path: Path) -> None:
    path = tmp_path / "policy.html"
    path.write_text(
        "<html><head><title>x</title><script>collect('your IP address')</script></head><body>"
        "<nav>We collect your name</nav><h2>Data</h2><p>We collect <b>your phone</b> number.</p></body></html>",
        "utf-8",
    )

    text, declaration = read_file(path)

    assert text == f"# Data\n\n{SENTENCE}\n"
    assert [phrase.key for one in declaration.statements for phrase in one.categories] == ["user.contact.phone_number"]


def test_a_policy_in_windows_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes("We collect your name – and more.".encode("cp1252"))

    assert read_file(path)[1].statements


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("policy.pdf", b"%PDF-1.7", "save the policy as text"),
        ("policy.docx", b"PK", "save the policy as text"),
        ("policy.txt", b"\x00\x01\x02", "binary"),
        ("policy.md", b"", "empty"),
        ("policy.md", b"The cat sat on the mat.", "no statement"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InvalidPolicy, match=told) as raised:
        load(tmp_path / name)

    assert "\n" not in str(raised.value)


def test_a_missing_policy_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="cannot be read"):
        load(tmp_path / "none.md")
