"""Joining and leaving the newsletter, and the answers of its beacon."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from backend.extensions import db
from backend.models import CookieConsent, EmailEvent, NewsletterSubscriber

blueprint = Blueprint("newsletter", __name__)


@blueprint.post("/newsletter/join")
def join() -> Response:
    db.session.add(NewsletterSubscriber(email=request.form["email"], subscribed_at=datetime.now(UTC)))
    db.session.commit()
    return redirect("/newsletter/thanks")


@blueprint.get("/newsletter/leave/<int:reader_id>")
def leave(reader_id: int) -> str:
    db.get_or_404(NewsletterSubscriber, reader_id).unsubscribed_at = datetime.now(UTC)
    db.session.commit()
    return render_template("left.html")


@blueprint.get("/o/<int:user_id>/<message_id>.gif")
def opened(user_id: int, message_id: str) -> tuple[bytes, int, dict[str, str]]:
    db.session.add(EmailEvent(user_id=user_id, message_id=message_id, event="open", occurred_at=datetime.now(UTC)))
    db.session.commit()
    return b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", 200, {"Content-Type": "image/gif"}


@blueprint.post("/consent")
def consent() -> tuple[str, int]:
    body = request.get_json()
    choice = CookieConsent(visitor_id=body["visitor_id"], choices=body["choices"], created_at=datetime.now(UTC))
    db.session.add(choice)
    db.session.commit()
    return "", 204
