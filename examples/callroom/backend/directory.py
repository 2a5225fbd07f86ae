"""The directory in which members find each other."""

from datetime import UTC, datetime

from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from backend.extensions import db
from backend.models import DirectorySearch, User

blueprint = Blueprint("directory", __name__, url_prefix="/directory")


@blueprint.post("/search")
@login_required
def search() -> Response:
    query = request.get_json().get("q", "").strip()
    db.session.add(DirectorySearch(user_id=current_user.id, query=query, created_at=datetime.now(UTC)))
    db.session.commit()
    members = User.query.filter_by(organisation_id=current_user.organisation_id)
    found = members.filter(User.name.ilike(f"%{query}%")).limit(20)
    return jsonify([{"name": user.name, "id": user.id} for user in found])
