"""Erasure, clean-ups, age gates, visibility and inline ignores."""

from __future__ import annotations

from collections.abc import Callable

from scanner.model import Control, ControlKind, Inventory

Scan = Callable[..., Inventory]

MODELS = """
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String)
    listed = db.Column(db.Boolean)

class Call(db.Model):
    phone = db.Column(db.String)
    created_at = db.Column(db.DateTime)
    user_id = db.Column(db.ForeignKey("user.id", ondelete="CASCADE"))

class Ticket(db.Model):
    email = db.Column(db.String)
"""
HEAD = "from datetime import datetime, timedelta\nfrom models import Call, Ticket, User, db\n\n"


def found(inventory: Inventory, kind: ControlKind) -> list[Control]:
    return [control for control in inventory.controls if control.kind is kind]


def covered(inventory: Inventory, kind: ControlKind) -> list[tuple[str, ...]]:
    return [control.covers for control in found(inventory, kind)]


def test_closing_an_account_covers_what_it_deletes_and_what_goes_with_it(scan: Scan) -> None:
    code = "def delete_account(user):\n    db.session.delete(user)\n    Ticket.query.filter_by(email=user.email).delete()\n"

    inventory = scan({"models.py": MODELS, "account.py": HEAD + code})

    assert covered(inventory, ControlKind.ERASURE) == [("shop/call", "shop/ticket", "shop/user")]


def test_deletions_are_followed_through_calls_and_raw_sql(scan: Scan) -> None:
    code = "def close_account(user):\n    wipe(user)\n\ndef wipe(user):\n    db.session.execute('DELETE FROM visits WHERE user_id = 1')\n"

    inventory = scan({"models.py": MODELS, "account.py": HEAD + code})

    assert covered(inventory, ControlKind.ERASURE) == [("shop/visits",)]


def test_overwriting_all_personal_columns_is_erasure(scan: Scan) -> None:
    code = "def forget_user(user):\n    user.email = None\n"

    inventory = scan({"models.py": MODELS, "account.py": HEAD + code})

    assert covered(inventory, ControlKind.ERASURE) == [("shop/user",)]


def test_deleting_a_draft_closes_no_account(scan: Scan) -> None:
    code = "def delete_user_avatar(user):\n    Ticket.query.delete()\n\ndef remove_item(item):\n    db.session.delete(item)\n"

    assert found(scan({"models.py": MODELS, "account.py": HEAD + code}), ControlKind.ERASURE) == []


def test_a_clean_up_by_age_is_retention_with_its_period(scan: Scan) -> None:
    code = "KEEP_DAYS = 90\n\ndef tidy():\n    limit = datetime.utcnow() - timedelta(days=KEEP_DAYS)\n    Call.query.filter(Call.created_at < limit).delete()\n"

    inventory = scan({"models.py": MODELS, "jobs.py": HEAD + code})

    assert [(control.period, control.covers) for control in found(inventory, ControlKind.RETENTION)] == [
        ("P90D", ("shop/call",))
    ]


def test_a_loop_over_old_rows_is_retention_too(scan: Scan) -> None:
    code = "def tidy():\n    for call in Call.query.filter(Call.created_at < datetime.now() - timedelta(weeks=2)):\n        db.session.delete(call)\n"

    inventory = scan({"models.py": MODELS, "jobs.py": HEAD + code})

    assert [control.period for control in found(inventory, ControlKind.RETENTION)] == ["P2W"]


def test_a_time_to_live_of_a_token_is_no_retention(scan: Scan) -> None:
    code = (
        "def token():\n    return datetime.now() + timedelta(days=1)\n\ndef drop(call):\n    db.session.delete(call)\n"
    )

    assert found(scan({"models.py": MODELS, "jobs.py": HEAD + code}), ControlKind.RETENTION) == []


def test_a_comparison_of_the_age_is_an_age_gate(scan: Scan) -> None:
    code = "def register(age):\n    if age < 16:\n        raise ValueError\n"

    assert len(found(scan({"account.py": code}), ControlKind.AGE_GATE)) == 1


def test_the_age_of_a_cache_is_no_age_gate(scan: Scan) -> None:
    code = "def fresh(page, max_age):\n    if page > 16:\n        return True\n    if max_age < 3600:\n        return False\n"

    assert found(scan({"account.py": code}), ControlKind.AGE_GATE) == []


def test_a_directory_that_asks_whether_to_list_checks_visibility(scan: Scan) -> None:
    code = "def show(user):\n    if not user.listed:\n        return None\n    return user.email\n"

    assert len(found(scan({"models.py": MODELS, "directory.py": HEAD + code}), ControlKind.VISIBILITY)) == 1


def test_an_inline_ignore_is_a_suppression_with_its_reason(scan: Scan) -> None:
    inventory = scan({"app.py": "x = 1  # piimap: ignore[PM201] the vendor is our own\ny = 2  # nothing\n"})

    assert [(s.rule, s.reason) for s in inventory.suppressions] == [("PM201", "the vendor is our own")]
