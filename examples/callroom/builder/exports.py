"""Lists that people have drawn from the systems."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from builder.numbers import TEST_CARDS, ip_address, with_luhn
from builder.people import CITIES, COMPANIES, Person, moment
from builder.rows import Row

TITLES = ("Head of Sales", "Office Manager", "Founder", "Paralegal", "Chief Technology Officer", "Receptionist")


def write_exports(directory: Path, random: Random, users: tuple[Person, ...], leads: tuple[Person, ...]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    write_csv(directory / "leads.csv", [lead(random, person) for person in leads])
    write_csv(directory / "payments_2026-10.csv", [payment(random) for _ in range(400)])
    write_csv(directory / "server_totals.csv", [total(random, number) for number in range(200)])
    write_lines(directory / "calls_2026-10.jsonl", (call(random, len(users)) for _ in range(600)))
    write_lines(directory / "newsletter_readers.jsonl", (reader(person) for person in users[:300]))


def write_csv(path: Path, rows: list[Row]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def write_lines(path: Path, rows: Iterator[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8", newline="\n")


def lead(random: Random, person: Person) -> Row:
    return {
        "name": person.name,
        "company": random.choice(COMPANIES),
        "email": person.email,
        "phone": person.phone,
        "city": random.choice(CITIES),
        "source": random.choice(("website", "southline", "fair")),
        "job_title": random.choice(TITLES),
        "company_size": random.choice(("1-10", "11-50", "51-200")),
    }


def payment(random: Random) -> Row:
    card = random.choice(TEST_CARDS)
    return {
        "order_no": with_luhn(f"900{random.randrange(10**11, 10**12)}"),
        "card_brand": {"4": "visa", "5": "mastercard", "3": "amex"}[card[0]],
        "card_last4": card[-4:],
        "amount_cents": random.choice((900, 1400, 2900)),
        "paid_at": moment(random, days=30),
    }


def total(random: Random, number: int) -> Row:
    return {
        "server_name": f"media-{number % 4 + 1}",
        "day": moment(random, days=60)[:10],
        "calls": random.randrange(3, 400),
        "version": f"10.0.19041.{random.randrange(1, 20)}",
    }


def call(random: Random, users: int) -> Row:
    return {
        "account": random.randrange(1, users + 1),
        "started_at": moment(random, days=45),
        "seconds": random.randrange(30, 5400),
        "ip_address": ip_address(random),
    }


def reader(person: Person) -> Row:
    return {"email": person.email, "name": person.name}
