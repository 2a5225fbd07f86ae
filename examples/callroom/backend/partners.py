"""Requests for a demonstration, and the sales partners who answer them."""

import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import requests
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from backend import settings
from backend.extensions import db
from backend.models import Call, CallParticipant, Lead, Room, User

blueprint = Blueprint("partners", __name__)
log = logging.getLogger("callroom.partners")


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    company: str
    email: str
    phone: str
    city: str


@blueprint.route("/demo", methods=["GET", "POST"])
def demo() -> str | Response:
    if request.method == "GET":
        return render_template("demo.html")
    lead = Lead(source="website", created_at=datetime.now(UTC), **lead_fields(request.form))
    db.session.add(lead)
    db.session.commit()
    tell_sales(lead)
    pass_on(lead)
    return redirect("/demo/thanks")


@blueprint.post("/partners/leads")
def from_partner() -> tuple[str, int]:
    body = request.get_json()
    db.session.add(Lead(source=body["partner"], created_at=datetime.now(UTC), **lead_fields(body)))
    db.session.commit()
    return "", 201


def lead_fields(given: Any) -> dict[str, str]:
    return {field: given[field] for field in ("name", "company", "email", "phone", "city")}


def tell_sales(lead: Lead) -> None:
    text = f"New demo request: {lead.name}, {lead.company} ({lead.email}, {lead.phone})"
    requests.post(settings.SLACK_WEBHOOK_URL, json={"text": text}, timeout=5)


def pass_on(lead: Lead) -> None:
    """The south is looked after by Southline, everybody else by Northbell."""
    if lead.city in {"Lyon", "Marseille", "Milano", "Valencia"}:
        to_southline(lead)
    else:
        to_northbell(lead)


def contact_of(lead: Lead) -> Contact:
    return Contact(lead.name, lead.company, lead.email, lead.phone, lead.city)


def to_southline(lead: Lead) -> None:
    requests.post(settings.SOUTHLINE_URL, json=asdict(contact_of(lead)), headers=partner_key(), timeout=10)


def to_northbell(lead: Lead) -> None:
    body = asdict(contact_of(lead)) | {"activity": activity_of(lead)}
    response = requests.post(settings.NORTHBELL_URL, json=body, headers=partner_key(), timeout=10)
    log.info("lead passed on: %s", response.status_code, extra={"lead_id": lead.id})


def activity_of(lead: Lead) -> list[dict[str, Any]]:
    """What the prospect has already done with a free account."""
    rows = (
        Call.query.join(Room)
        .join(User, User.id == Room.owner_id)
        .join(CallParticipant, CallParticipant.call_id == Call.id)
        .filter(User.email == lead.email)
        .with_entities(Call.started_at, Call.ended_at, CallParticipant.ip_address)
    )
    return [{"from": str(start), "to": str(end), "peer": peer} for start, end, peer in rows]


def enrich(lead: Lead) -> dict[str, str]:
    """Job title and size of the company, as far as LeadLens knows them."""
    answer = requests.get(
        settings.LEADLENS_URL,
        params={"email": lead.email, "name": lead.name},
        headers={"Authorization": f"Bearer {settings.LEADLENS_KEY}"},
        timeout=10,
    )
    known = answer.json() if answer.ok else {}
    return {"job_title": known.get("title", ""), "company_size": known.get("employees", "")}


def partner_key() -> dict[str, str]:
    return {"X-Partner-Key": settings.PARTNER_KEY}
