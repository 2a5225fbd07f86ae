"""Feedback about purchases for our campaigns."""

import hashlib
import time
from typing import Any

import requests

from backend import settings
from backend.models import Plan, User


def fingerprint(value: str) -> str:
    return hashlib.sha256(value.strip().lower().encode()).hexdigest()


def audience_member(user: User) -> dict[str, Any]:
    member = {"em": [fingerprint(user.email)]}
    if user.phone:
        member["ph"] = [fingerprint(user.phone.lstrip("+"))]
    return member


def purchase(user: User, plan: Plan) -> None:
    event = {
        "event_name": "Purchase",
        "event_time": int(time.time()),
        "action_source": "website",
        "user_data": audience_member(user),
        "custom_data": {"currency": plan.currency, "value": plan.price_cents / 100},
    }
    requests.post(
        f"https://graph.facebook.com/v19.0/{settings.META_DATASET_ID}/events",
        params={"access_token": settings.META_ACCESS_TOKEN},
        json={"data": [event]},
        timeout=5,
    )
