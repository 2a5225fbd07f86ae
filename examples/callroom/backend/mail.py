"""E-mail to users, sent through SendGrid."""

import logging
from pathlib import Path
from uuid import uuid4

from flask import render_template_string
from sendgrid import SendGridAPIClient
from sendgrid.helpers.mail import Mail, To

from backend import settings
from backend.models import NewsletterSubscriber, User

log = logging.getLogger("callroom.mail")
TEMPLATES = Path(__file__).parent.parent / "frontend" / "emails"
SENDER = "hello@callroom.example"


def send_template(user: User, subject: str, template: str, **values: object) -> None:
    html = render_template_string((TEMPLATES / template).read_text(), user=user, message_id=uuid4(), **values)
    deliver(To(user.email, user.name), subject, html)


def send_newsletter(subject: str, template: str) -> int:
    """Sends to everybody who has subscribed and not left since."""
    readers = NewsletterSubscriber.query.filter_by(unsubscribed_at=None).all()
    for reader in readers:
        html = render_template_string(
            (TEMPLATES / template).read_text(),
            user=reader,
            message_id=uuid4(),
            unsubscribe_url=f"{settings.PUBLIC_URL}/newsletter/leave/{reader.id}",
        )
        deliver(To(reader.email, reader.name), subject, html)
    return len(readers)


def deliver(to: To, subject: str, html: str) -> None:
    message = Mail(from_email=SENDER, to_emails=to, subject=subject, html_content=html)
    response = SendGridAPIClient(settings.SENDGRID_API_KEY).send(message)
    log.info("mail accepted", extra={"subject": subject, "status": response.status_code})
