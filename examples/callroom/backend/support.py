"""The help desk: chats are kept here and opened as tickets in Zendesk."""

import logging
from datetime import UTC, datetime

import requests
from flask import Blueprint, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from backend import settings
from backend.extensions import db
from backend.models import SupportChat

blueprint = Blueprint("support", __name__, url_prefix="/support")
log = logging.getLogger("callroom.support")


@blueprint.route("", methods=["GET", "POST"])
def ask() -> str | Response:
    if request.method == "GET":
        return render_template("support.html")
    chat = SupportChat(
        user_id=current_user.id if current_user.is_authenticated else None,
        name=request.form["name"],
        email=request.form["email"],
        transcript=[{"from": "customer", "text": request.form["message"]}],
        created_at=datetime.now(UTC),
    )
    db.session.add(chat)
    db.session.commit()
    open_ticket(chat)
    return redirect("/support/thanks")


def open_ticket(chat: SupportChat) -> None:
    response = requests.post(
        f"{settings.ZENDESK_URL}/api/v2/tickets.json",
        auth=(settings.ZENDESK_USER, settings.ZENDESK_TOKEN),
        json={
            "ticket": {
                "subject": f"Chat {chat.id}",
                "comment": {"body": chat.transcript[0]["text"]},
                "requester": {"name": chat.name, "email": chat.email},
            }
        },
        timeout=10,
    )
    log.info("ticket opened: %s", response.status_code, extra={"chat_id": chat.id})
