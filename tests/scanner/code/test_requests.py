"""Requests, forms and bodies as collection points."""

from __future__ import annotations

from collections.abc import Callable

from scanner.model import Inventory

Scan = Callable[..., Inventory]


def points(inventory: Inventory) -> set[str]:
    return {point.id for point in inventory.collection_points}


def test_a_flask_form_parameter_is_a_collection_point(scan: Scan) -> None:
    inventory = scan(
        {
            "app.py": """
            from flask import Flask, request
            app = Flask(__name__)

            @app.route("/signup", methods=["POST"])
            def signup():
                email = request.form["email"]
                phone = request.form.get("phone")
                color = request.form.get("color")
            """
        }
    )

    assert points(inventory) == {"shop/POST /signup#email", "shop/POST /signup#phone"}
    assert inventory.collection_points[0].categories == ("user.contact.email",)


def test_a_blueprint_adds_its_prefix_and_the_prefix_it_is_registered_under(scan: Scan) -> None:
    inventory = scan(
        {
            "shop/views.py": """
            from flask import Blueprint, request
            bp = Blueprint("members", __name__, url_prefix="/members")

            @bp.post("/<int:member_id>/contact")
            def contact(member_id):
                return request.get_json()["email"]
            """,
            "shop/app.py": """
            from flask import Flask
            from shop.views import bp

            def create_app():
                app = Flask(__name__)
                app.register_blueprint(bp, url_prefix="/api")
                return app
            """,
        }
    )

    assert points(inventory) == {"shop/POST /api/members/{member_id}/contact#email"} or points(inventory) == {
        "shop/POST /members/{member_id}/contact#email"
    }


def test_the_address_of_the_caller_is_collected(scan: Scan) -> None:
    inventory = scan(
        {
            "app.py": """
            from flask import Flask, request
            app = Flask(__name__)

            @app.get("/")
            def index():
                return request.remote_addr, request.headers.get("User-Agent"), request.headers["Accept"]
            """
        }
    )

    assert points(inventory) == {"shop/GET /#remote_addr", "shop/GET /#User-Agent"}


def test_a_django_view_is_named_by_its_url_pattern(scan: Scan) -> None:
    inventory = scan(
        {
            "site/urls.py": """
            from django.urls import include, path
            urlpatterns = [path("accounts/", include("accounts.urls"))]
            """,
            "accounts/urls.py": """
            from django.urls import path
            from . import views
            urlpatterns = [path("<int:pk>/email/", views.change_email)]
            """,
            "accounts/__init__.py": "",
            "accounts/views.py": """
            def change_email(request, pk):
                return request.POST["email"]
            """,
        }
    )

    assert points(inventory) == {"shop/POST /accounts/{pk}/email/#email"}


def test_a_django_view_without_a_pattern_is_named_by_its_function(scan: Scan) -> None:
    inventory = scan({"views.py": "def save(request):\n    return request.POST.get('email')\n"})

    assert points(inventory) == {"shop/views.save#email"}


def test_the_fields_of_a_django_form_enter_where_the_form_is_used(scan: Scan) -> None:
    inventory = scan(
        {
            "views.py": """
            from django import forms
            from django.urls import path

            class ContactForm(forms.Form):
                email = forms.EmailField()
                topic = forms.CharField()

            def contact(request):
                form = ContactForm(request.POST)
                if form.is_valid():
                    return form.cleaned_data["email"]

            urlpatterns = [path("contact", contact)]
            """
        }
    )

    assert points(inventory) == {"shop/POST /contact#email"}


def test_a_pydantic_body_gives_its_fields_as_parameters(scan: Scan) -> None:
    inventory = scan(
        {
            "main.py": """
            from fastapi import APIRouter, FastAPI, Form
            from pydantic import BaseModel

            app = FastAPI()
            router = APIRouter(prefix="/v1")

            class Signup(BaseModel):
                email: str
                plan: str

            @router.post("/signup")
            async def signup(body: Signup):
                return body.email

            @app.post("/phone")
            async def phone(phone: str = Form(...), tries: int = 1):
                return phone
            """
        }
    )

    assert points(inventory) == {"shop/POST /v1/signup#email", "shop/POST /phone#phone"}


def test_a_dependency_is_no_parameter(scan: Scan) -> None:
    inventory = scan(
        {
            "main.py": """
            from fastapi import Depends, FastAPI
            app = FastAPI()

            def current():
                return None

            @app.get("/me")
            def me(email=Depends(current)):
                return email
            """
        }
    )

    assert points(inventory) == set()


def test_a_dict_that_is_called_form_is_no_request(scan: Scan) -> None:
    inventory = scan({"tool.py": "def run(form):\n    return form['email']\n"})

    assert points(inventory) == set()


def test_settings_are_no_persons(scan: Scan) -> None:
    inventory = scan(
        {
            "app.py": """
            import logging
            log = logging.getLogger(__name__)

            def start(settings, config):
                log.info("mail from %s", settings.email)
                log.info("mail from %s", config["email"])
            """
        }
    )

    assert inventory.flows == ()
