"""Names from outside are made harmless, long sentences are cut in the middle, places read as editors open them."""

import pytest

from reports.wording import circumstances, counted, place, printable, share, shortened
from scanner.model import Evidence


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\u2028b", "a\\u2028b"),
        ("a\u202eb", "a\\u202eb"),
        ("a\udcffb", "a\\udcffb"),
        ("two\nlines\tand more", "two lines and more"),
        ("naïve Ünïcode 名前", "naïve Ünïcode 名前"),
    ],
)
def test_what_could_steer_a_terminal_or_mislead_the_eye_is_shown_as_an_escape(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_a_long_sentence_keeps_its_beginning_and_its_end() -> None:
    sentence = "We keep your data " + "for as long as we like " * 30 + "and never sell it."

    short = shortened(sentence, 120)

    assert len(short) <= 120
    assert short.startswith("We keep your data")
    assert " … " in short
    assert short.endswith("and never sell it.")


def test_a_long_word_is_cut_too() -> None:
    assert len(shortened("x" * 5000, 100)) <= 100


def test_a_place_in_a_file_is_written_as_editors_open_it() -> None:
    assert place(Evidence("backend/calls.py", 77)) == "backend/calls.py:77"


def test_a_place_in_data_names_the_store_and_the_share_of_rows() -> None:
    seen = Evidence("pan", store="api/payments", rows_examined=12000, matched_share=0.982)

    assert place(seen) == "api/payments · pan"
    assert circumstances(seen) == "98.2 % of 12,000 rows"


def test_a_log_is_shown_with_how_often_and_when() -> None:
    seen = Evidence("access.log", 3, count=1200, first_seen="2024-01-02", last_seen="2024-03-04")

    assert circumstances(seen) == "1,200 times, 2024-01-02 to 2024-03-04"


def test_a_share_that_is_not_nothing_is_never_shown_as_nothing() -> None:
    assert share(0.00001) == "under 0.1 %"
    assert share(0.0) == "0 %"
    assert share(1.0) == "100 %"


def test_amounts_agree_with_their_noun() -> None:
    assert (counted(1, "gap"), counted(1204, "gap"), counted(0, "category", "categories")) == (
        "1 gap",
        "1,204 gaps",
        "0 categories",
    )
