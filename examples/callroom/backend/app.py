"""The Flask application and its blueprints."""

import sentry_sdk
from flask import Flask, g, render_template, request
from flask_login import current_user
from sentry_sdk.integrations.flask import FlaskIntegration

from backend import (
    account,
    admin,
    auth,
    billing,
    calls,
    campaigns,
    devices,
    dialin,
    directory,
    jobs,
    newsletter,
    offers,
    partners,
    settings,
    support,
)
from backend.extensions import configure_logging, db, login_manager, migrate
from backend.masking import without_secrets

BLUEPRINTS = (account, admin, auth, billing, calls, devices, dialin, directory, newsletter, offers, partners, support)


def create_app() -> Flask:
    configure_logging()
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        integrations=[FlaskIntegration()],
        send_default_pii=False,
        max_request_body_size="never",
        before_send=without_secrets,
    )
    app = Flask(__name__, template_folder="../frontend/templates", static_folder="../frontend/dist")
    app.config.update(SECRET_KEY=settings.SECRET_KEY, SQLALCHEMY_DATABASE_URI=settings.DATABASE_URL)
    db.init_app(app)
    migrate.init_app(app, db)
    login_manager.init_app(app)
    for module in BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    app.cli.add_command(campaigns.commands)
    app.cli.add_command(jobs.commands)

    @app.before_request
    def tag_errors() -> None:
        g.request_id = request.headers.get("X-Request-Id", "-")
        if current_user.is_authenticated:
            sentry_sdk.set_user({"id": current_user.id})

    @app.get("/")
    def index() -> str:
        return render_template("index.html")

    @app.get("/pricing")
    def pricing() -> str:
        return render_template("pricing.html")

    @app.get("/healthz")
    def healthz() -> tuple[str, int]:
        return "ok", 200

    return app
