"""Rooms, calls, guests and recordings."""

import logging
from datetime import UTC, datetime
from uuid import uuid4

import boto3
from flask import Blueprint, abort, jsonify, render_template, request
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from backend import settings
from backend.extensions import db
from backend.geo import place_of
from backend.models import Call, CallParticipant, GuestCall, Recording, Room
from backend.signalling import show_to_everyone

blueprint = Blueprint("calls", __name__)
log = logging.getLogger("callroom.calls")
s3 = boto3.client("s3", region_name=settings.AWS_REGION)


@blueprint.post("/rooms/<slug>/calls")
@login_required
def begin(slug: str) -> Response:
    room = Room.query.filter_by(slug=slug).first_or_404()
    call = Call(room_id=room.id, kind="video", started_at=datetime.now(UTC), server_name="media-1")
    db.session.add(call)
    db.session.flush()
    db.session.add(participant(call, current_user.id))
    db.session.commit()
    log.info("call %s begun", call.id, extra={"room": room.slug})
    return jsonify(call=call.id)


def participant(call: Call, user_id: int | None) -> CallParticipant:
    address = request.remote_addr or ""
    country, city = place_of(address)
    return CallParticipant(
        call_id=call.id,
        user_id=user_id,
        ip_address=address,
        ip_country=country,
        ip_city=city,
        user_agent=request.user_agent.string[:255],
        os_build=request.headers.get("Sec-CH-UA-Platform-Version"),
        phone_model=request.headers.get("Sec-CH-UA-Model"),
        joined_at=datetime.now(UTC),
    )


@blueprint.route("/guest/<int:call_id>", methods=["GET", "POST"])
def join_as_guest(call_id: int) -> str | Response:
    call = db.get_or_404(Call, call_id)
    if request.method == "GET":
        return render_template("guest_call.html", call=call)
    guest = GuestCall(
        call_id=call.id,
        nickname=request.form["nickname"],
        email=request.form.get("email"),
        ip_address=request.remote_addr or "",
        page_url=request.referrer or "",
        access_needs=request.form.get("access_needs"),
        created_at=datetime.now(UTC),
    )
    db.session.add_all([guest, participant(call, None)])
    db.session.commit()
    log.info("guest joined call %s", call.id)
    return jsonify(guest=guest.id)


@blueprint.post("/calls/<int:call_id>/recording")
@login_required
def record(call_id: int) -> Response:
    """Recording begins when every participant's client has confirmed that the notice is on screen."""
    call = db.get_or_404(Call, call_id)
    if not show_to_everyone(call.id, "recording-notice", until="recording-stopped"):
        abort(409, "not every participant has seen the notice")
    recording = Recording(call_id=call.id, s3_key=f"{call.id}/{uuid4()}.webm", duration_s=0)
    recording.notice_shown_at = datetime.now(UTC)
    db.session.add(recording)
    db.session.commit()
    upload = s3.generate_presigned_post(settings.RECORDINGS_BUCKET, recording.s3_key, ExpiresIn=14400)
    log.info("recording of call %s begun", call.id)
    return jsonify(upload)
