"""How data is followed through the constructs of the language: `leak` is a call that logs its argument."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from scanner.model import FlowKind, Inventory

Scan = Callable[..., Inventory]

HEAD = """
import logging
import json

def leak(value):
    logging.info("%s", value)

def act(user, flag, items):
    email = user.email
"""


def leaks(scan: Scan, body: str, *, before: str = "") -> bool:
    lines = "".join(f"    {line}\n" for line in dedent(body).strip().splitlines())
    inventory = scan({"act.py": dedent(before) + HEAD + lines})
    return any(flow.kind is FlowKind.LOG for flow in inventory.flows)


FOLLOWED = {
    "a tuple that is unpacked": "a, b = 1, email\nleak(b)",
    "a starred rest": "a, *rest = [1, email]\nleak(rest)",
    "a list that it is appended to": "found = []\nfound.append(email)\nleak(found)",
    "a comprehension": "leak([m.lower() for m in [email]])",
    "a comprehension over pairs": "leak({k: v for k, v in {'a': email}.items()})",
    "a key of a dict": "d = {}\nd['mail'] = email\nleak(d['mail'])",
    "update of a dict": "d = {}\nd.update(mail=email)\nleak(d.get('mail'))",
    "a spread dict": "d = {'mail': email}\nleak({**d, 'n': 1}['mail'])",
    "a closure": "def inner():\n    return email\nleak(inner())",
    "a lambda": "get = lambda suffix: email + suffix\nleak(get('x'))",
    "a default value": "def inner(x=email):\n    return x\nleak(inner())",
    "positional and keyword rest": "def inner(*args, **kwargs):\n    return kwargs['m']\nleak(inner(1, m=email))",
    "a spread call": "def inner(a, b):\n    return b\nleak(inner(*[1, email]))",
    "a conditional": "leak('x' if flag else email)",
    "an or": "leak(None or email)",
    "a walrus": "if (m := email):\n    leak(m)",
    "formatting with a percent sign": "leak('to %s' % email)",
    "formatting with a method": "leak('to {}'.format(email))",
    "adding up": "text = 'to '\ntext += email\nleak(text)",
    "join": "leak(','.join([email]))",
    "json": "leak(json.dumps({'m': email}))",
    "a generator": "def produce():\n    yield email\nfor m in produce():\n    leak(m)",
    "try and finally": "m = ''\ntry:\n    m = email\nfinally:\n    leak(m)",
    "a handler": "m = ''\ntry:\n    m = email\n    risky()\nexcept OSError:\n    leak(m)",
    "a loop": "m = ''\nfor x in items:\n    m = email\nleak(m)",
    "a match": "match flag:\n    case 1:\n        m = email\n    case _:\n        m = ''\nleak(m)",
    "a function as a value": "send = leak\nsend(email)",
    "a mapping of functions": "table = {'a': leak}\ntable['a'](email)",
    "map": "leak(list(map(str.lower, [email])))",
    "an unknown function": "leak(normalise(email))",
    "getattr": "leak(getattr(user, 'email'))",
}
NOT_FOLLOWED = {
    "another item of a tuple": "a, b = 1, email\nleak(a)",
    "another key of a dict": "d = {'mail': email, 'n': 2}\nleak(d['n'])",
    "a key that is overwritten": "d = {'mail': email}\nd['mail'] = 1\nleak(d['mail'])",
    "a function that drops its argument": "def inner(m):\n    return 3\nleak(inner(email))",
    "a comparison": "leak(email == 'x')",
    "a test": "leak('@' in email)",
    "a not": "leak(not email)",
    "a value after return": "leak(1)\nreturn\nleak(email)",
    "the other argument": "def inner(a, b):\n    return a\nleak(inner(1, email))",
    "a shadowed name": "def inner(email):\n    return email\nleak(inner('nobody'))",
    "an own function called len": "leak(len(email))",
    "an object's id": "leak(user.id)",
    "both branches reassign": "m = email\nif flag:\n    m = 1\nelse:\n    m = 2\nleak(m)",
    "a count of matches": "leak(email.count('@'))",
}


@pytest.mark.parametrize("body", FOLLOWED.values(), ids=FOLLOWED)
def test_data_is_followed_through(scan: Scan, body: str) -> None:
    assert leaks(scan, body)


@pytest.mark.parametrize("body", NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_data_does_not_get_into(scan: Scan, body: str) -> None:
    assert not leaks(scan, body)


CLASSES = """
class Base:
    def __init__(self, mail, size):
        self.mail = mail
        self.size = size

    def note(self):
        leak(self.shown())

    def shown(self):
        return self.size

    @property
    def label(self):
        return f"<{self.mail}>"

    @staticmethod
    def twice(text):
        return text + text

    @classmethod
    def of(cls, mail):
        return cls(mail, 1)


class Loud(Base):
    def __init__(self, mail):
        super().__init__(mail, 2)

    def shown(self):
        return self.mail
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Loud(email).note()", True),
        ("Base(email, 2).note()", False),
        ("leak(Base(email, 2).label)", True),
        ("leak(Base(email, 2).size)", False),
        ("leak(Base.twice(email))", True),
        ("leak(Base.of(email).mail)", True),
        ("one, two = Base(email, 1), Base('x', 1)\nleak(two.mail)", False),
        ("box = Base('x', 1)\nalias = box\nalias.mail = email\nleak(box.mail)", True),
        ("box = Base(email, 1)\nbox.mail = 'x'\nleak(box.mail)", False),
        ("leak(Base(email, 1))", False),
    ],
)
def test_objects_keep_their_fields_apart(scan: Scan, body: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert leaks(scan, body, before=CLASSES) is expected


def test_a_function_that_writes_to_its_argument_does_so_each_time(scan: Scan) -> None:
    before = "def fill(box, value):\n    box['m'] = value\n"
    body = "one, two = {}, {}\nfill(one, email)\nfill(two, email)\nleak(two['m'])"

    assert leaks(scan, body, before=before)


def test_like_calls_from_two_places_are_both_reported(scan: Scan) -> None:
    inventory = scan(
        {
            "app.py": """
            from flask import Flask, request
            import logging
            app = Flask(__name__)

            def note():
                logging.info("from %s", request.form["email"])

            @app.post("/a")
            def first():
                note()

            @app.post("/b")
            def second():
                note()
            """
        }
    )

    assert {point.id for point in inventory.collection_points} == {"shop/POST /a#email", "shop/POST /b#email"}


def test_deep_chains_of_calls_are_followed_or_passed_on(scan: Scan) -> None:
    chain = "".join(f"def f{n}(x):\n    return f{n + 1}(x)\n" for n in range(15)) + "def f15(x):\n    return x\n"

    assert leaks(scan, "leak(f0(email))", before=chain)
