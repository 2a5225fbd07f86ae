"""Models and migrations as stores, and what is written to them."""

from __future__ import annotations

from collections.abc import Callable

from scanner.model import FlowKind, Inventory

Scan = Callable[..., Inventory]


def fields(inventory: Inventory) -> set[str]:
    return {field.id for field in inventory.fields}


def stored(inventory: Inventory) -> set[tuple[str, str]]:
    return {(flow.upstream, flow.downstream) for flow in inventory.flows if flow.kind is FlowKind.STORE}


SIGNUP = """
from flask import Flask, request
from models import User, db
app = Flask(__name__)

@app.post("/signup")
def signup():
    {body}
"""
MODELS = """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    mobile: Mapped[str] = mapped_column("phone", nullable=True)
    size: Mapped[int]
"""


def test_declarative_columns_are_fields_of_their_table(scan: Scan) -> None:
    assert fields(scan({"models.py": MODELS})) == {"shop/users#email", "shop/users#phone"}


def test_flask_sqlalchemy_names_tables_after_classes(scan: Scan) -> None:
    inventory = scan(
        {
            "models.py": """
            from flask_sqlalchemy import SQLAlchemy
            db = SQLAlchemy()
            class UserProfile(db.Model):
                email = db.Column(db.String)
            """
        }
    )

    assert fields(inventory) == {"shop/user_profile#email"}


def test_django_names_tables_after_the_application(scan: Scan) -> None:
    inventory = scan(
        {
            "accounts/models.py": """
            from django.db import models

            class Contact(models.Model):
                email = models.EmailField()

            class Caller(models.Model):
                phone = models.CharField(max_length=20)
                contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
                class Meta:
                    db_table = "callers"
            """
        }
    )

    assert fields(inventory) == {"shop/accounts_contact#email", "shop/callers#phone"}
    relation = inventory.relations[0]
    assert (relation.upstream, relation.downstream, relation.on_delete) == (
        "shop/callers#contact_id",
        "shop/accounts_contact#id",
        "CASCADE",
    )


def test_peewee_and_core_tables_are_stores(scan: Scan) -> None:
    inventory = scan(
        {
            "models.py": """
            import peewee
            from sqlalchemy import Column, MetaData, String, Table

            class Person(peewee.Model):
                email = peewee.CharField()

            guests = Table("guests", MetaData(), Column("phone", String))
            """
        }
    )

    assert fields(inventory) == {"shop/person#email", "shop/guests#phone"}


def test_a_model_of_a_mock_up_is_no_store(scan: Scan) -> None:
    inventory = scan({"ui.py": "class Dialog(Window):\n    email = TextBox()\n    phone = TextBox()\n"})

    assert inventory.stores == ()


def test_a_form_is_no_table(scan: Scan) -> None:
    inventory = scan(
        {"forms.py": "from django import forms\n\nclass SignUp(forms.Form):\n    email = forms.EmailField()\n"}
    )

    assert inventory.stores == ()


def test_a_constructor_stores_its_arguments(scan: Scan) -> None:
    body = 'db.session.add(User(email=request.form["email"], size=request.form["size"]))'

    inventory = scan({"models.py": MODELS, "app.py": SIGNUP.format(body=body)})

    assert stored(inventory) == {("shop/POST /signup#email", "shop/users#email")}


def test_an_assigned_attribute_is_stored_under_its_column(scan: Scan) -> None:
    body = 'user = User.query.first(); user.mobile = request.form["phone"]'

    inventory = scan({"models.py": MODELS, "app.py": SIGNUP.format(body=body)})

    assert stored(inventory) == {("shop/POST /signup#phone", "shop/users#phone")}


def test_a_plain_column_becomes_personal_by_what_flows_into_it(scan: Scan) -> None:
    body = 'User(size=request.form["email"])'

    inventory = scan({"models.py": MODELS, "app.py": SIGNUP.format(body=body)})

    assert "shop/users#size" in fields(inventory)


def test_django_managers_store_what_they_create(scan: Scan) -> None:
    inventory = scan(
        {
            "shopfront/models.py": """
            from django.db import models
            class Lead(models.Model):
                email = models.EmailField()
            """,
            "shopfront/views.py": """
            from .models import Lead
            def save(request):
                Lead.objects.get_or_create(email=request.POST["email"])
                Lead.objects.filter(pk=1).update(email=request.POST["other_email"])
            """,
        }
    )

    assert stored(inventory) == {
        ("shop/shopfront.views.save#email", "shop/shopfront_lead#email"),
        ("shop/shopfront.views.save#other_email", "shop/shopfront_lead#email"),
    }


def test_a_filter_stores_nothing(scan: Scan) -> None:
    body = 'User.query.filter_by(email=request.form["email"]).first()'

    inventory = scan({"models.py": MODELS, "app.py": SIGNUP.format(body=body)})

    assert stored(inventory) == set()


def test_parameters_of_raw_sql_are_stored_in_their_columns(scan: Scan) -> None:
    body = 'db.execute("INSERT INTO leads (email, n) VALUES (?, ?)", (request.form["email"], 1))'

    inventory = scan({"models.py": MODELS, "app.py": SIGNUP.format(body=body)})

    assert stored(inventory) == {("shop/POST /signup#email", "shop/leads#email")}


def test_alembic_columns_that_a_later_migration_drops_are_gone(scan: Scan) -> None:
    inventory = scan(
        {
            "migrations/versions/1.py": """
            import sqlalchemy as sa
            from alembic import op
            def upgrade():
                op.create_table("guests", sa.Column("id", sa.Integer()), sa.Column("email", sa.String()))
                op.add_column("guests", sa.Column("phone", sa.String()))
            """,
            "migrations/versions/2.py": """
            from alembic import op
            def upgrade():
                op.drop_column("guests", "email")
            """,
        }
    )

    assert fields(inventory) == {"shop/guests#phone"}


def test_django_migrations_use_the_same_ids_as_models(scan: Scan) -> None:
    inventory = scan(
        {
            "accounts/migrations/0001_initial.py": """
            from django.db import migrations, models
            class Migration(migrations.Migration):
                operations = [
                    migrations.CreateModel(name="Contact", fields=[("email", models.EmailField()), ("n", models.IntegerField())]),
                ]
            """
        }
    )

    assert fields(inventory) == {"shop/accounts_contact#email"}


def test_a_cache_and_a_queue_keep_data(scan: Scan) -> None:
    body = 'import redis; redis.Redis().set("last", request.form["email"]); send.delay(request.form["phone"])'
    files = {"models.py": MODELS, "app.py": SIGNUP.format(body=body) + "\ndef send(to):\n    pass\n"}

    inventory = scan(files)

    assert {(store.kind, store.name) for store in inventory.stores} >= {
        ("cache", "cache:last"),
        ("queue", "queue:send"),
    }


def test_a_written_file_is_a_store(scan: Scan) -> None:
    body = 'handle = open("out/leads.csv", "w"); handle.write(request.form["email"])'

    inventory = scan({"models.py": MODELS, "app.py": SIGNUP.format(body=body)})

    assert [(flow.kind, flow.downstream) for flow in inventory.flows] == [(FlowKind.COPY, "shop/out/leads.csv#email")]
