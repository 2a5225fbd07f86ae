"""Phones and tablets that ring for a user."""

from datetime import UTC, datetime

from flask import Blueprint, request
from flask_login import current_user, login_required

from backend.extensions import db
from backend.models import Device

blueprint = Blueprint("devices", __name__, url_prefix="/devices")


@blueprint.post("")
@login_required
def seen() -> tuple[str, int]:
    body = request.get_json()
    device = Device.query.filter_by(device_id=body["device_id"]).first()
    if device is None:
        device = Device(user_id=current_user.id, device_id=body["device_id"], platform=body["platform"])
        db.session.add(device)
    device.push_token = body["push_token"]
    device.app_version = body["app_version"]
    position = body.get("position") or {}
    device.lat, device.lon = position.get("latitude"), position.get("longitude")
    device.seen_at = datetime.now(UTC)
    db.session.commit()
    return "", 204
