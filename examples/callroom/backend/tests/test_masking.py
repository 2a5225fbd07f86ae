"""Masking of values for logs."""

from backend.masking import masked_card, masked_email, without_secrets


def test_an_address_keeps_its_first_letter_and_domain() -> None:
    assert masked_email("jane.doe@example.com") == "j***@example.com"


def test_a_card_keeps_its_last_four_digits() -> None:
    assert masked_card("4242424242424242") == "****4242"


def test_credentials_leave_the_error_report() -> None:
    event = {"request": {"headers": {"Authorization": "Bearer example", "Accept": "*/*"}}}
    assert without_secrets(event, {})["request"]["headers"]["Authorization"] == "[removed]"
