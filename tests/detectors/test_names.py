"""Identifiers: what they say, what only looks personal, and what their surroundings change."""

from __future__ import annotations

import pytest

from detectors.model import Confidence, Protection
from detectors.names import judge_name
from detectors.redact import safe_name
from detectors.subjects import subject_of

SAYS = {
    "email": "user.contact.email",
    "customerEmailAddress": "user.contact.email",
    "CUST_E_MAIL": "user.contact.email",
    "useremail": "user.contact.email",
    "lastloginip": "user.device.ip_address",
    "firstName": "user.name.first",
    "f_name": "user.name.first",
    "vorname": "user.name.first",
    "nom_de_famille": "user.name.last",
    "apellidos": "user.name.last",
    "codice_fiscale": "user.government_id.national_identification_number",
    "data_nascimento": "user.demographic.date_of_birth",
    "geburtsDatum": "user.demographic.date_of_birth",
    "straße": "user.contact.address.street",
    "huisnummer": "user.contact.address.street",
    "soyadi": "user.name.last",
    "denwa_bangou": "user.contact.phone_number",
    "jusho": "user.contact.address",
    "born_at": "user.demographic.date_of_birth",
    "phone2": "user.contact.phone_number",
    "session_id": "user.device.cookie_id",
    "advertising-id": "user.device.device_id",
    "blood_type": "user.health_and_medical",
}
ONLY_LOOKS = [
    "email_verified",
    "email_verified_at",
    "is_email",
    "has_phone",
    "phone_model",
    "class_name",
    "fileName",
    "hostname",
    "ip_version",
    "ip_count",
    "address_count",
    "email_template",
    "email_subject",
    "sms_enabled",
    "card_type",
    "code",
    "passed",
    "cold",
    "created_at",
    "email_token",
    "company_name_id",
]


@pytest.mark.parametrize(("name", "category"), SAYS.items())
def test_a_telling_name_says_its_category(name: str, category: str) -> None:
    finding = judge_name(name)

    assert finding is not None
    assert finding.category == category
    assert finding.confidence is not Confidence.LOW


@pytest.mark.parametrize("name", ONLY_LOOKS)
def test_a_name_that_only_looks_personal_is_no_finding(name: str) -> None:
    finding = judge_name(name)

    assert finding is None or finding.confidence is Confidence.LOW


def test_a_name_in_users_is_a_persons_and_in_products_a_things() -> None:
    of_user = judge_name("name", owner="app.users")

    assert of_user is not None
    assert of_user.category == "user.name"
    assert judge_name("name", owner="products") is None


def test_personal_neighbours_make_a_name_a_persons() -> None:
    finding = judge_name("name", owner="t_17", neighbours=("email", "phone", "id"))

    assert finding is not None
    assert finding.confidence is Confidence.MEDIUM


def test_a_title_is_a_job_in_employees_and_nothing_in_jobs() -> None:
    of_employee = judge_name("title", owner="employees")

    assert of_employee is not None
    assert of_employee.category == "user.job_title"
    assert judge_name("title", owner="jobs") is None


def test_a_state_is_a_part_of_an_address_only_beside_one() -> None:
    of_order = judge_name("state", owner="orders", neighbours=("total", "email", "phone"))
    of_address = judge_name("state", owner="customers", neighbours=("street", "city", "zip"))

    assert of_order is not None
    assert of_order.confidence is Confidence.LOW
    assert of_address is not None
    assert of_address.confidence is Confidence.MEDIUM


def test_a_duration_is_a_call_log_in_calls_alone() -> None:
    of_call = judge_name("duration", owner="calls")

    assert of_call is not None
    assert of_call.category == "x.user.communication.call_log"
    assert judge_name("duration", owner="videos") is None


def test_a_telephone_of_a_school_is_no_finding() -> None:
    finding = judge_name("telephone", owner="schools")

    assert finding is not None
    assert finding.confidence is Confidence.LOW


def test_a_foreign_key_is_low() -> None:
    finding = judge_name("user_id", owner="orders")

    assert finding is not None
    assert finding.confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("name", "protection"),
    [
        ("email_hash", Protection.HASHED),
        ("hashed_email", Protection.HASHED),
        ("encrypted_ssn", Protection.ENCRYPTED),
        ("ssn_ciphertext", Protection.ENCRYPTED),
        ("masked_iban", Protection.MASKED),
        ("card_last4", Protection.MASKED),
        ("card_number_token", Protection.TOKENISED),
        ("password_digest", Protection.HASHED),
        ("email", Protection.PLAIN),
    ],
)
def test_affixes_change_the_protection(name: str, protection: Protection) -> None:
    finding = judge_name(name)

    assert finding is not None
    assert finding.protection is protection


def test_a_type_that_cannot_hold_it_contradicts_the_name() -> None:
    assert judge_name("email", declared_type="BOOLEAN") is None
    assert judge_name("email", declared_type="timestamp with time zone") is None
    assert judge_name("email", declared_type="varchar(255)") is not None
    assert judge_name("birth_date", declared_type="date") is not None


@pytest.mark.parametrize(
    ("owner", "subject"),
    [
        ("public.customers", "customer"),
        ("EmployeeForm", "employee"),
        ("job_candidates", "job_applicant"),
        ("leads", "prospect"),
        ("children", "child"),
        ("products", None),
        ("", None),
    ],
)
def test_an_owner_tells_whose_data_it_holds(owner: str, subject: str | None) -> None:
    assert subject_of(owner) == subject


def test_a_path_with_a_persons_data_is_made_safe() -> None:
    assert safe_name("exports/jane.doe@example.org/2024.csv") == "exports/{user.contact.email}/2024.csv"
    assert safe_name("exports/2024.csv") == "exports/2024.csv"
