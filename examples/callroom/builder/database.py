"""The application database: schema and rows."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from builder import calls, crm
from builder.numbers import TEST_CARDS, ean, fiscal_code, hex_digits, iban, ip_address, passport, with_luhn
from builder.people import CITIES, COMPANIES, COUNTRIES, Person, invent, moment
from builder.rows import Row

SCHEMA = Path(__file__).parent / "schema.sql"
BIOS = ("I like long walks and short calls.", "Coffee first.", "Out on the water every weekend.", "")
STREETS = ("Lindenweg", "Kerkstraat", "Via Prova", "Example Road", "Storgatan")
QUERIES = ("tax advisor", "piano lessons", "divorce lawyer", "debt counselling", "night shift", "marketing", "yoga")


def write_database(path: Path, random: Random, users: tuple[Person, ...], leads: tuple[Person, ...]) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA foreign_keys = ON;\n" + SCHEMA.read_text(encoding="utf-8"))
        for table, rows in tables(random, users, leads):
            insert(connection, table, rows)
        connection.commit()
        connection.execute("VACUUM")


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))


def tables(random: Random, users: tuple[Person, ...], leads: tuple[Person, ...]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table with its rows, parents before children."""
    yield "alembic_version", [{"version_num": "0003"}]
    yield "organisations", organisations(random)
    yield "users", (user(random, key, person) for key, person in enumerate(users, 1))
    yield "profiles", (profile(random, key) for key in range(1, len(users) + 1))
    yield "family_members", (child(random, len(users)) for _ in range(220))
    yield "plans", plans()
    yield "subscriptions", (subscription(random, key) for key in range(1, 401))
    yield "billing_profiles", (billing(random, key, users[key - 1]) for key in range(1, 401))
    yield "invoices", (invoice(random, users) for _ in range(900))
    yield "payment_attempts", (attempt(random, len(users)) for _ in range(300))
    yield from calls.tables(random, len(users))
    yield "sip_accounts", (sip_account(random, key) for key in range(1, 241))
    yield "api_tokens", (api_token(random, len(users)) for _ in range(200))
    yield "identity_checks", (identity_check(random, key) for key in range(100, 320))
    yield "directory_searches", (search(random, len(users)) for _ in range(700))
    yield "staff", (employee(random, key) for key in range(1, 201))
    yield "handsets", (handset(random) for _ in range(300))
    yield from crm.tables(random, users, leads)


def organisations(random: Random) -> Iterator[Row]:
    for number in range(200):
        name = f"{COMPANIES[number % len(COMPANIES)]} {number}"
        yield {"name": name, "seats": random.randrange(2, 50), "created_at": moment(random, days=1200)}


def user(random: Random, key: int, person: Person) -> Row:
    salt = hex_digits(random, 16)
    digest = hashlib.sha512(f"{salt}{key}".encode()).hexdigest()
    return {
        "id": key,
        "organisation_id": random.randrange(1, 201) if random.random() < 0.5 else None,
        "email": person.email,
        "email_verified": random.random() < 0.9,
        "password_hash": f"scrypt:32768:8:1${salt}${digest}",
        "name": person.name,
        "phone": person.phone if random.random() < 0.8 else None,
        "birth_date": f"{person.birth_year}-{random.randrange(1, 13):02d}-{random.randrange(1, 29):02d}",
        "language": random.choice(("en", "de", "sv", "it")),
        "role": random.choice(("member", "member", "member", "admin")),
        "last_login_ip": ip_address(random),
        "created_at": moment(random, days=1200),
        "closed_at": moment(random, days=13) if random.random() < 0.01 else None,
    }


def profile(random: Random, key: int) -> Row:
    extra: dict[str, str] = {"theme": random.choice(("light", "dark"))}
    if random.random() < 0.6:
        extra["gender"] = random.choice(("female", "male", "other"))
    return {
        "user_id": key,
        "bio": random.choice(BIOS),
        "avatar_url": f"https://media.callroom.example/avatars/{hex_digits(random, 12)}.webp",
        "timezone": random.choice(("Europe/Berlin", "Europe/Stockholm", "Europe/Rome")),
        "extra": json.dumps(extra),
    }


def child(random: Random, users: int) -> Row:
    someone = invent(random, "x")
    return {
        "user_id": random.randrange(1, users + 1),
        "child_name": someone.first,
        "child_age": random.randrange(6, 18),
        "school": random.choice(("Lindenschule", "Harbour Primary", "Liceo Prova", None)),
    }


def plans() -> Iterator[Row]:
    for name, cents in (("Free", 0), ("Plus", 900), ("Team", 2900), ("Family", 1400)):
        yield {"name": name, "price_cents": cents, "currency": "EUR"}


def subscription(random: Random, key: int) -> Row:
    card = random.choice(TEST_CARDS)
    return {
        "user_id": key,
        "plan_id": random.randrange(2, 5),
        "stripe_customer_id": f"cus_{hex_digits(random, 14)}",
        "card_brand": {"4": "visa", "5": "mastercard", "3": "amex"}[card[0]],
        "card_last4": card[-4:],
        "status": random.choice(("active", "active", "active", "canceled")),
    }


def billing(random: Random, key: int, person: Person) -> Row:
    country = random.choice(COUNTRIES)
    italian = country == "IT" or random.random() < 0.1
    return {
        "user_id": key,
        "billing_name": person.name,
        "company": random.choice((*COMPANIES, None)),
        "street": f"{random.choice(STREETS)} {random.randrange(1, 120)}",
        "postal_code": f"{random.randrange(10000, 99999)}",
        "city": random.choice(CITIES),
        "country": country,
        "fiscal_code": fiscal_code(random, person.last, person.first, person.birth_year) if italian else None,
    }


def invoice(random: Random, users: tuple[Person, ...]) -> Row:
    key = random.randrange(1, 401)
    return {
        "user_id": key,
        "number": with_luhn(f"2026{random.randrange(10**10, 10**11)}"),
        "billing_name": users[key - 1].name,
        "amount_cents": random.choice((900, 1400, 2900)),
        "ref2": iban(random) if random.random() < 0.7 else None,
        "issued_on": moment(random, days=900)[:10],
    }


def attempt(random: Random, users: int) -> Row:
    card = {
        "number": random.choice(TEST_CARDS),
        "exp_month": random.randrange(1, 13),
        "exp_year": random.randrange(2027, 2031),
        "cvc": f"{random.randrange(100, 1000)}",
    }
    return {
        "user_id": random.randrange(1, users + 1),
        "outcome": random.choice(("paid", "paid", "declined")),
        "raw": json.dumps({"amount": 900, "card": card, "app": "2.9.4"}),
        "created_at": moment(random, days=500),
    }


def sip_account(random: Random, key: int) -> Row:
    word = random.choice(("harbour", "copper", "willow", "granite", "lantern"))
    return {"user_id": key, "username": f"desk{1000 + key}", "sip_password": f"{word}-{hex_digits(random, 6)}"}


def api_token(random: Random, users: int) -> Row:
    label = random.choice(("calendar", "build", "door camera"))
    return {"user_id": random.randrange(1, users + 1), "label": label, "token_sha256": hex_digits(random, 64)}


def identity_check(random: Random, key: int) -> Row:
    result = random.choice(("passed", "passed", "open"))
    return {
        "user_id": key,
        "passport_number": passport(random),
        "result": result,
        "checked_at": moment(random, days=200),
    }


def search(random: Random, users: int) -> Row:
    """Some of the searchers have closed their accounts since."""
    return {
        "user_id": random.randrange(1, users + 60),
        "query": random.choice((*QUERIES, invent(random, "x").name.lower())),
        "created_at": moment(random, days=220),
    }


def employee(random: Random, key: int) -> Row:
    someone = invent(random, "")
    return {
        "employee_no": f"E{1000 + key}",
        "full_name": someone.name,
        "work_email": f"{someone.first}.{someone.last}.{key}@callroom.example".lower(),
        "date_of_birth": f"{someone.birth_year}-{random.randrange(1, 13):02d}-11",
        "iban": iban(random),
        "salary_cents": random.randrange(280000, 720000, 1000),
    }


def handset(random: Random) -> Row:
    return {
        "ean": ean(random),
        "model": random.choice(("DeskLine 200", "DeskLine 300", "Konf One")),
        "batch_no": with_luhn(f"35{random.randrange(10**11, 10**12)}"),
        "firmware": f"10.0.19041.{random.randrange(1, 255)}",
    }
