"""Rows about support, mail, leads and consent."""

import json
from collections.abc import Iterable, Iterator
from random import Random

from builder.numbers import uuid
from builder.people import CITIES, COMPANIES, Person, invent_people, moment
from builder.rows import Row

TALKS = (
    ("My camera stays black.", "Please allow the camera in the address bar."),
    ("How do I change my plan?", "Under My account, Plans."),
    ("The invoice has the old address.", "You will get a new one today."),
    ("Nobody hears me in the room.", "Which headset do you use?"),
)


def tables(random: Random, users: tuple[Person, ...], leads: tuple[Person, ...]) -> Iterator[tuple[str, Iterable[Row]]]:
    readers = (*users[:350], *invent_people(random, 250, mark="n"))
    yield "support_chats", (chat(random, users) for _ in range(600))
    yield "newsletter_subscribers", (reader(random, person) for person in readers)
    yield "email_events", (mail_event(random, len(users)) for _ in range(900))
    yield "leads", (lead(random, person) for person in leads)
    yield "cookie_consents", (consent(random, len(users)) for _ in range(500))


def chat(random: Random, users: tuple[Person, ...]) -> Row:
    key = random.randrange(1, len(users) + 1)
    question, answer = random.choice(TALKS)
    return {
        "user_id": key,
        "name": users[key - 1].name,
        "email": users[key - 1].email,
        "transcript": json.dumps([{"from": "customer", "text": question}, {"from": "agent", "text": answer}]),
        "created_at": moment(random, days=900),
    }


def reader(random: Random, person: Person) -> Row:
    return {"email": person.email, "name": person.name, "subscribed_at": moment(random, days=800)}


def mail_event(random: Random, users: int) -> Row:
    return {
        "user_id": random.randrange(1, users + 1),
        "message_id": uuid(random),
        "event": random.choice(("open", "open", "click")),
        "occurred_at": moment(random, days=300),
    }


def lead(random: Random, person: Person) -> Row:
    return {
        "name": person.name,
        "company": random.choice(COMPANIES),
        "email": person.email,
        "phone": person.phone,
        "city": random.choice(CITIES),
        "source": random.choice(("website", "southline", "fair")),
        "created_at": moment(random, days=600),
    }


def consent(random: Random, users: int) -> Row:
    return {
        "user_id": random.randrange(1, users + 1) if random.random() < 0.3 else None,
        "visitor_id": uuid(random),
        "choices": json.dumps({"analytics": random.random() < 0.6}),
        "created_at": moment(random, days=250),
    }
