"""Campaigns that the growth team starts from the command line: `flask campaign NAME`."""

import logging

from flask.cli import AppGroup
from sendgrid.helpers.mail import To
from twilio.rest import Client

from backend import mail, settings
from backend.models import Subscription, User

commands = AppGroup("campaign")
log = logging.getLogger("callroom.campaigns")

REFERRAL = """
<p>Hi {name},</p>
<p>bring a friend to CallRoom and both of you get <b>20% off</b> for three months.
Offer ends on Sunday: <a href="https://www.callroom.example/refer">invite a friend now</a>.</p>
<p>The CallRoom team</p>
"""
WEEKEND = "CallRoom weekend deal: upgrade today and save 30%. https://www.callroom.example/deal"


@commands.command("spring")
def spring() -> None:
    """The spring offer, to newsletter readers."""
    log.info("spring offer sent to %d readers", mail.send_newsletter("Spring at CallRoom", "spring_offer.html"))


@commands.command("referral")
def referral() -> None:
    for user in paying_users():
        mail.deliver(To(user.email, user.name), "Get 20% off with a friend", REFERRAL.format(name=user.name))


@commands.command("weekend")
def weekend() -> None:
    twilio = Client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, region=settings.TWILIO_REGION)
    for user in User.query.filter(User.phone.is_not(None), User.closed_at.is_(None)):
        twilio.messages.create(to=user.phone, from_=settings.TWILIO_FROM, body=WEEKEND)


@commands.command("winback")
def winback() -> None:
    for user in User.query.filter(User.id.not_in(select_paying())):
        mail.send_template(user, "We miss you", "winback.html")


def paying_users() -> list[User]:
    return User.query.filter(User.id.in_(select_paying())).all()


def select_paying() -> object:
    return Subscription.query.filter_by(status="active").with_entities(Subscription.user_id)
