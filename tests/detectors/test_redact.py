"""Names are data too."""

import pytest

from detectors.redact import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("exports/jane.doe@example.com.csv", "exports/{user.contact.email}"),
        ("jane.doe@example.com.py", "{user.contact.email}"),
        ("dump-jane.doe@corp.example.sql.gz", "{user.contact.email}.gz"),
        ("cards/4111111111111111.log", "cards/{user.financial.credit_card}.log"),
        ("users/+14155552671/avatar.png", "users/{user.contact.phone_number}/avatar.png"),
        ("DE89370400440532013000.pdf", "{user.financial.bank_account}.pdf"),
    ],
)
def test_personal_data_in_a_name_is_replaced_by_its_category(name: str, safe: str) -> None:
    assert "jane" not in safe_name(name)
    assert safe_name(name).startswith(safe.split("}", 1)[0])


def test_a_name_that_is_no_utf_8_can_be_written_all_the_same() -> None:
    assert safe_name("caf\udce9.log").encode("utf-8").endswith(b".log")


@pytest.mark.parametrize(
    "name",
    ["src/app.py", "icon@2x.png", "reports/2024-01-02.csv", "GET /users/{id}/mail", "v1.2.3/x.py", "", "/", "a" * 5000],
)
def test_other_names_stay_as_they_are(name: str) -> None:
    assert safe_name(name) == name
