"""Pages for administrators of a company account, and for our support staff."""

import logging
from typing import Any

from flask import Blueprint, abort, jsonify
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from backend.extensions import db
from backend.masking import masked_email
from backend.models import Call, CallParticipant, User

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
log = logging.getLogger("callroom.admin")


@blueprint.get("/members")
@login_required
def members() -> Response:
    require("admin")
    found = User.query.filter_by(organisation_id=current_user.organisation_id)
    return jsonify([{"id": user.id, "name": user.name, "email": user.email} for user in found])


@blueprint.get("/members/<int:user_id>/calls")
@login_required
def calls_of(user_id: int) -> Response:
    require("admin")
    member = db.get_or_404(User, user_id)
    if member.organisation_id != current_user.organisation_id:
        abort(404)
    taken = Call.query.join(CallParticipant).filter(CallParticipant.user_id == member.id)
    return jsonify([call_line(call) for call in taken])


@blueprint.get("/support/accounts/<int:user_id>")
@login_required
def open_account(user_id: int) -> Response:
    require("support")
    user = db.get_or_404(User, user_id)
    log.info("account opened by support", extra={"staff_id": current_user.id, "user_id": user.id})
    return jsonify(id=user.id, email=masked_email(user.email), language=user.language)


def require(role: str) -> None:
    if current_user.role != role:
        abort(403)


def call_line(call: Call) -> dict[str, Any]:
    return {"room": call.room_id, "from": str(call.started_at), "to": str(call.ended_at), "kind": call.kind}
