"""Shortened forms of values for logs and error reports."""

from typing import Any

SECRET_KEYS = {"password", "authorization", "cookie", "card", "number", "cvc"}


def masked_email(email: str) -> str:
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"


def masked_card(number: str) -> str:
    return f"****{number[-4:]}"


def without_secrets(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    headers = event.get("request", {}).get("headers", {})
    for key in list(headers):
        if key.lower() in SECRET_KEYS:
            headers[key] = "[removed]"
    return event
