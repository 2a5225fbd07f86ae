"""Phone calls into and out of a room."""

import logging

from flask import Blueprint, request
from flask_login import current_user, login_required
from twilio.rest import Client
from twilio.twiml.voice_response import Dial, VoiceResponse

from backend import settings

blueprint = Blueprint("dialin", __name__, url_prefix="/dialin")
log = logging.getLogger("callroom.dialin")
twilio = Client(settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, region=settings.TWILIO_REGION)


@blueprint.post("/rooms/<slug>/ring")
@login_required
def ring(slug: str) -> tuple[str, int]:
    call = twilio.calls.create(
        to=current_user.phone,
        from_=settings.TWILIO_FROM,
        url=f"{settings.PUBLIC_URL}/dialin/rooms/{slug}/answer",
    )
    log.info("ringing", extra={"sid": call.sid, "room": slug})
    return "", 202


@blueprint.post("/rooms/<slug>/answer")
def answer(slug: str) -> str:
    response = VoiceResponse()
    response.say("Connecting you to the room.")
    dial = Dial(record="record-from-answer-dual", recording_status_callback="/dialin/recorded")
    dial.conference(slug, start_conference_on_enter=True)
    response.append(dial)
    return str(response)


@blueprint.post("/recorded")
def recorded() -> tuple[str, int]:
    log.info("phone recording stored", extra={"sid": request.form["RecordingSid"]})
    return "", 204
