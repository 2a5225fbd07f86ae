"""Registration, sign-in and password reset."""

import logging
from datetime import UTC, date, datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask_login import login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from twilio.rest import Client
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response

from backend import analytics, mail, settings
from backend.extensions import db
from backend.masking import masked_email
from backend.models import Organisation, Profile, User

blueprint = Blueprint("auth", __name__)
log = logging.getLogger("callroom.auth")
links = URLSafeTimedSerializer(settings.SECRET_KEY, salt="password-reset")
twilio = Client(
    settings.TWILIO_ACCOUNT_SID,
    settings.TWILIO_AUTH_TOKEN,
    region=settings.TWILIO_REGION,
    edge=settings.TWILIO_EDGE,
)


@blueprint.route("/register", methods=["GET", "POST"])
def register() -> str | Response:
    if request.method == "GET":
        return render_template("register.html")
    form = request.form
    user = User(
        email=form["email"].strip().lower(),
        password_hash=generate_password_hash(form["password"]),
        name=form["name"],
        phone=form.get("phone"),
        birth_date=date.fromisoformat(form["birth_date"]) if form.get("birth_date") else None,
        language=form.get("language", "en"),
        last_login_ip=request.remote_addr,
        created_at=datetime.now(UTC),
    )
    if form.get("company"):
        user.organisation_id = organisation_called(form["company"]).id
    db.session.add(user)
    db.session.flush()
    db.session.add(Profile(user_id=user.id, extra={}))
    db.session.commit()
    log.info("account created for %s", user.email, extra={"user_id": user.id})
    mail.send_template(user, "Welcome to CallRoom", "welcome.html")
    analytics.signed_up(user)
    login_user(user)
    return redirect("/rooms")


def organisation_called(name: str) -> Organisation:
    found = Organisation.query.filter_by(name=name).first()
    if found is None:
        found = Organisation(name=name, seats=5, created_at=datetime.now(UTC))
        db.session.add(found)
        db.session.flush()
    return found


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> str | Response:
    # Desk phones of the first series can only send their credentials in the query string.
    credentials = request.args if "password" in request.args else request.form
    if not credentials:
        return render_template("login.html")
    user = User.query.filter_by(email=credentials["email"].lower()).first()
    if user is None or not check_password_hash(user.password_hash, credentials["password"]):
        log.warning("sign-in refused: %s", dict(credentials))
        abort(401)
    user.last_login_ip = request.remote_addr
    db.session.commit()
    if user.phone:
        send_code(user)
        return redirect("/login/code")
    login_user(user)
    log.info("sign-in of %s", masked_email(user.email), extra={"user_id": user.id})
    return redirect("/rooms")


def send_code(user: User) -> None:
    service = twilio.verify.v2.services(settings.TWILIO_VERIFY_SERVICE)
    service.verifications.create(to=user.phone, channel="sms")
    log.info("code sent", extra={"user_id": user.id})


@blueprint.post("/logout")
def logout() -> Response:
    logout_user()
    return redirect("/")


@blueprint.post("/forgot")
def forgot() -> Response:
    user = User.query.filter_by(email=request.form["email"].lower()).first()
    if user is not None:
        link = f"{settings.PUBLIC_URL}/reset#{links.dumps(user.id)}"
        mail.send_template(user, "Reset your password", "password_reset.html", link=link)
    return redirect("/login")


@blueprint.post("/reset")
def reset() -> Response:
    try:
        user = db.get_or_404(User, links.loads(request.form["token"], max_age=3600))
    except BadSignature:
        abort(400)
    user.password_hash = generate_password_hash(request.form["password"])
    db.session.commit()
    log.info("password changed", extra={"user_id": user.id})
    return redirect("/login")
