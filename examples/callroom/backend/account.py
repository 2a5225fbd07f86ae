"""My account: profile, family, identity check, export and closing."""

import logging
from datetime import UTC, datetime

import boto3
from flask import Blueprint, jsonify, redirect, render_template, request
from flask_login import current_user, login_required, logout_user
from werkzeug.wrappers import Response

from backend import settings
from backend.extensions import db
from backend.models import Call, FamilyMember, IdentityCheck, Lead, Recording, Room, User

blueprint = Blueprint("account", __name__, url_prefix="/account")
log = logging.getLogger("callroom.account")
s3 = boto3.client("s3", region_name=settings.AWS_REGION)


@blueprint.route("/profile", methods=["GET", "POST"])
@login_required
def profile() -> str | Response:
    if request.method == "GET":
        return render_template("profile.html", profile=current_user.profile)
    own = current_user.profile
    own.bio = request.form.get("bio")
    own.timezone = request.form.get("timezone", own.timezone)
    own.extra = own.extra | {"gender": request.form.get("gender"), "theme": request.form.get("theme", "light")}
    db.session.commit()
    return redirect("/account/profile")


@blueprint.post("/family")
@login_required
def add_child() -> Response:
    """Children from six years on can be added to a family plan."""
    age = int(request.form["child_age"])
    if 6 <= age < 18:
        db.session.add(
            FamilyMember(
                user_id=current_user.id,
                child_name=request.form["child_name"],
                child_age=age,
                school=request.form.get("school"),
            )
        )
        db.session.commit()
    return redirect("/account/profile")


@blueprint.post("/identity")
@login_required
def check_identity() -> Response:
    """Hosts who rent a phone number in Germany must be identified once."""
    number = request.form["passport_number"].replace(" ", "").upper()
    db.session.add(
        IdentityCheck(user_id=current_user.id, passport_number=number, result="open", checked_at=datetime.now(UTC))
    )
    db.session.commit()
    return redirect("/account/profile")


@blueprint.get("/export")
@login_required
def export() -> Response:
    own = current_user
    return jsonify(name=own.name, email=own.email, phone=own.phone, language=own.language, bio=own.profile.bio)


@blueprint.post("/close")
@login_required
def close() -> Response:
    current_user.closed_at = datetime.now(UTC)
    db.session.commit()
    logout_user()
    return redirect("/")


def erase(user: User) -> None:
    """Called two weeks after closing; the database removes what hangs on the user by foreign key."""
    keys = [row.s3_key for row in recordings_of(user)]
    if keys:
        s3.delete_objects(Bucket=settings.RECORDINGS_BUCKET, Delete={"Objects": [{"Key": key} for key in keys]})
    Lead.query.filter_by(email=user.email).delete()
    user_id = user.id
    db.session.delete(user)
    db.session.commit()
    log.info("account erased", extra={"user_id": user_id})


def recordings_of(user: User) -> list[Recording]:
    return Recording.query.join(Call).join(Room).filter(Room.owner_id == user.id).all()
