"""The price shown on the upgrade page."""

from flask import Blueprint, jsonify
from flask_login import current_user, login_required
from sqlalchemy import select
from werkzeug.wrappers import Response

from backend.extensions import db
from backend.models import CallParticipant, Plan, User

blueprint = Blueprint("offers", __name__, url_prefix="/offers")
WELL_OFF = {"CH", "LU", "NO", "DK"}


@blueprint.get("/<int:plan_id>")
@login_required
def offer(plan_id: int) -> Response:
    plan = db.get_or_404(Plan, plan_id)
    cents = round(plan.price_cents * willingness_to_pay(current_user))
    return jsonify(plan=plan.name, cents=cents, currency=plan.currency)


def willingness_to_pay(user: User) -> float:
    """From 1.0 to 1.25: owners of recent phones and callers from certain countries accept more."""
    newest = select(CallParticipant).filter_by(user_id=user.id).order_by(CallParticipant.joined_at.desc()).limit(1)
    last = db.session.scalars(newest).first()
    if last is None:
        return 1.0
    factor = 1.0
    if (last.phone_model or "").startswith(("iPhone 16", "Pixel 9")):
        factor += 0.1
    if last.ip_country in WELL_OFF:
        factor += 0.15
    return factor
