"""Rows about rooms, calls, guests, recordings and devices."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

from builder.numbers import hex_digits, ip_address, uuid
from builder.people import AGENTS, CITIES, COUNTRIES, FIRST, NOW, PHONES, invent, moment
from builder.rows import Row

NEEDS = (
    "deaf, I need captions",
    "hearing aid on the left, please speak slowly",
    "epilepsy, no flashing backgrounds",
    "recovering from a stroke, I need more time",
    "blind, please describe what you show",
)
ROOMS, CALLS, GUEST_DAYS = 500, 1600, 120


def tables(random: Random, users: int) -> Iterator[tuple[str, Iterable[Row]]]:
    starts = sorted(moment(random, days=320) for _ in range(CALLS))
    recent = [key for key, start in enumerate(starts, 1) if begin(start) > NOW - timedelta(days=GUEST_DAYS)]
    yield "rooms", (room(random, key, users) for key in range(1, ROOMS + 1))
    yield "calls", (call(random, key, start) for key, start in enumerate(starts, 1))
    yield "call_participants", (participant(random, starts, users) for _ in range(2000))
    yield "guest_calls", (guest(random, random.choice(recent), starts) for _ in range(500))
    yield "recordings", (recording(random, starts) for _ in range(250))
    yield "call_archive", (archived(random, start) for start in starts[:700])
    yield "devices", (device(random, users) for _ in range(600))


def begin(start: str) -> datetime:
    return datetime.fromisoformat(start)


def room(random: Random, key: int, users: int) -> Row:
    return {
        "id": key,
        "owner_id": random.randrange(1, users + 1),
        "slug": f"{random.choice(('blue', 'quiet', 'north', 'tall'))}-{random.choice(('oak', 'tide', 'lamp'))}-{key}",
        "class_name": random.choice(("room--wide", "room--cosy", "room--stage")),
        "card_color": f"#{hex_digits(random, 6)}",
        "settings": json.dumps({"lobby": random.random() < 0.5, "max_people": random.randrange(2, 50)}),
    }


def call(random: Random, key: int, start: str) -> Row:
    return {
        "id": key,
        "room_id": random.randrange(1, ROOMS + 1),
        "kind": random.choice(("video", "video", "audio")),
        "started_at": start,
        "ended_at": (begin(start) + timedelta(seconds=random.randrange(30, 5400))).isoformat(sep=" "),
        "disconnect_reason": random.choice(("left", "left", "network", "idle")),
        "server_name": f"media-{random.randrange(1, 5)}",
    }


def participant(random: Random, starts: list[str], users: int) -> Row:
    key = random.randrange(1, len(starts) + 1)
    place = random.randrange(len(CITIES))
    return {
        "call_id": key,
        "user_id": random.randrange(1, users + 1) if random.random() < 0.75 else None,
        "ip_address": ip_address(random),
        "ip_country": COUNTRIES[place],
        "ip_city": CITIES[place],
        "user_agent": random.choice(AGENTS),
        "os_build": random.choice(("10.0.19041.1", "10.0.22631.3880", "14.5.0", "6.8.0.39")),
        "phone_model": random.choice((*PHONES, None, None)),
        "joined_at": starts[key - 1],
    }


def guest(random: Random, key: int, starts: list[str]) -> Row:
    someone = invent(random, f"g{key}")
    return {
        "call_id": key,
        "nickname": random.choice(FIRST),
        "email": someone.email if random.random() < 0.5 else None,
        "ip_address": ip_address(random),
        "page_url": f"https://{random.choice(('shop', 'clinic', 'school'))}.example/contact",
        "access_needs": random.choice(NEEDS) if random.random() < 0.3 else None,
        "created_at": starts[key - 1],
    }


def recording(random: Random, starts: list[str]) -> Row:
    key = random.randrange(1, len(starts) + 1)
    return {
        "call_id": key,
        "s3_key": f"{key}/{uuid(random)}.webm",
        "duration_s": random.randrange(20, 5000),
        "notice_shown_at": starts[key - 1],
    }


def archived(random: Random, start: str) -> Row:
    return {
        "host_email": invent(random, "a").email,
        "peer_ip": ip_address(random),
        "started_at": start,
        "duration_s": random.randrange(30, 5400),
    }


def device(random: Random, users: int) -> Row:
    located = random.random() < 0.7
    return {
        "user_id": random.randrange(1, users + 1),
        "platform": random.choice(("ios", "android")),
        "device_id": uuid(random),
        "push_token": hex_digits(random, 64),
        "app_version": random.choice(("4.2.1", "4.1.0", "2.9.4")),
        "lat": round(random.uniform(45.0, 59.0), 6) if located else None,
        "lon": round(random.uniform(4.0, 18.0), 6) if located else None,
        "seen_at": moment(random, days=60),
    }
