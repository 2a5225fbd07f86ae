"""Log calls: which slot of which message gets which data."""

from __future__ import annotations

from collections.abc import Callable

from detectors.model import Protection
from scanner.model import FlowKind, Inventory

Scan = Callable[..., Inventory]

MODELS = """
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()

class User(db.Model):
    __tablename__ = "users"
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(200))
    phone = db.Column(db.String(20))

    def __repr__(self):
        return f"<User {self.id}>"
"""


def logged(inventory: Inventory) -> set[tuple[str, str]]:
    return {(flow.upstream, flow.downstream) for flow in inventory.flows if flow.kind is FlowKind.LOG}


def in_view(body: str) -> dict[str, str]:
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    head = "import logging\nfrom models import User, db\nlogger = logging.getLogger(__name__)\n\ndef act(user_id):\n"
    return {"models.py": MODELS, "act.py": f"{head}    user = User.query.get(user_id)\n{lines}\n"}


def test_a_logged_column_flows_from_its_table_to_the_slot_of_the_message(scan: Scan) -> None:
    inventory = scan(in_view('logger.info("user %s signed in from %s", user.email, "here")'))

    assert logged(inventory) == {("shop/users#email", "shop/log:act.py#user * signed in from *[1]")}


def test_the_second_slot_is_named_as_such(scan: Scan) -> None:
    inventory = scan(in_view('logger.warning(f"{user.id}: call {user.phone}")'))

    assert logged(inventory) == {("shop/users#phone", "shop/log:act.py#*: call *[2]")}


def test_an_object_whose_text_is_its_id_leaks_nothing(scan: Scan) -> None:
    inventory = scan(in_view('logger.info("signed in: %s", user)\nlogger.info("id %s", user.id)'))

    assert logged(inventory) == set()


def test_an_object_that_prints_its_address_leaks_it(scan: Scan) -> None:
    files = in_view('logger.info("signed in: %s", user)')
    files["models.py"] = files["models.py"].replace("<User {self.id}>", "<User {self.email}>")

    assert logged(scan(files)) == {("shop/users#email", "shop/log:act.py#signed in: *[1]")}


def test_a_dataclass_prints_all_its_fields(scan: Scan) -> None:
    inventory = scan(
        in_view("from dataclasses import dataclass\ncard = Card(user.email, 3)\nlogger.info('%s', card)")
        | {"extra.py": ""}
    )
    with_class = in_view("card = Card(user.email, 3)\nlogger.info('%s', card)")
    with_class["act.py"] = (
        "from dataclasses import dataclass\n\n@dataclass\nclass Card:\n    address: str\n    size: int\n\n"
        + with_class["act.py"]
    )

    assert logged(inventory) <= {("shop/users#email", "shop/log:act.py#*[1]")}
    assert logged(scan(with_class)) == {("shop/users#email", "shop/log:act.py#*[1]")}


def test_an_unused_key_of_a_dict_does_not_taint_the_others(scan: Scan) -> None:
    inventory = scan(in_view('row = {"mail": user.email, "n": 3}\nlogger.info("n=%s", row["n"])'))

    assert logged(inventory) == set()


def test_a_whole_dict_gives_away_all_it_holds(scan: Scan) -> None:
    inventory = scan(in_view('row = {"mail": user.email, "n": 3}\nlogger.info("row %s", row)'))

    assert logged(inventory) == {("shop/users#email", "shop/log:act.py#row *[1]")}


def test_data_is_followed_through_functions_of_other_files(scan: Scan) -> None:
    files = in_view("from pkg.notes import note\nnote(text='x', to=user.email)")
    files["pkg/__init__.py"] = ""
    files["pkg/notes.py"] = "from .out import write as put\n\ndef note(*, text, to):\n    put(to)\n"
    files["pkg/out.py"] = (
        "import structlog\nlog = structlog.get_logger()\n\ndef write(line):\n    log.info('sent', line=line)\n"
    )

    assert logged(scan(files)) == {("shop/users#email", "shop/log:pkg/out.py#sent[1]")}


def test_a_length_says_nothing(scan: Scan) -> None:
    inventory = scan(in_view('logger.info("%s %s", len(user.email), bool(user.phone))'))

    assert logged(inventory) == set()


def test_a_hash_changes_the_protection(scan: Scan) -> None:
    inventory = scan(in_view('import hashlib\nlogger.info("%s", hashlib.sha256(user.email.encode()).hexdigest())'))

    assert {flow.protection for flow in inventory.flows} == {Protection.HASHED}


def test_a_function_that_masks_by_its_name_changes_the_protection(scan: Scan) -> None:
    inventory = scan(in_view('from masks import mask_email\nlogger.info("%s", mask_email(user.email))'))

    assert {flow.protection for flow in inventory.flows} == {Protection.MASKED}


def test_the_last_four_characters_are_masked(scan: Scan) -> None:
    inventory = scan(in_view('logger.info("ends in %s", user.phone[-4:])'))

    assert {flow.protection for flow in inventory.flows} == {Protection.MASKED}


def test_a_reassigned_name_forgets_what_it_held(scan: Scan) -> None:
    inventory = scan(in_view('text = user.email\ntext = "nobody"\nlogger.info(text)'))

    assert logged(inventory) == set()


def test_either_branch_may_have_run(scan: Scan) -> None:
    inventory = scan(in_view('text = "nobody"\nif user_id:\n    text = user.email\nlogger.info("to %s", text)'))

    assert logged(inventory) == {("shop/users#email", "shop/log:act.py#to *[1]")}


def test_printing_to_the_console_is_a_log(scan: Scan) -> None:
    inventory = scan(in_view('print("sent to", user.email)'))

    assert logged(inventory) == {("shop/users#email", "shop/log:act.py#sent to[1]")}


def test_a_method_of_a_mathematician_is_no_logger(scan: Scan) -> None:
    inventory = scan(in_view("import math\nmath.log(user.email)\nuser.log(user.email)"))

    assert logged(inventory) == set()


def test_tests_leak_nothing(scan: Scan) -> None:
    files = in_view('logger.info("%s", user.email)')
    files["tests/test_act.py"] = files.pop("act.py")

    inventory = scan(files)

    assert inventory.flows == ()
    assert next(e.bound for e in inventory.examined if e.target == "shop/tests/test_act.py")


def test_a_recursive_function_ends(scan: Scan) -> None:
    inventory = scan(in_view("walk(user.email)\n") | {"x.py": ""})
    files = in_view("walk(user.email)")
    files["act.py"] += "\ndef walk(text):\n    logger.info('at %s', text)\n    return walk(text[1:])\n"

    assert logged(inventory) == set()
    assert logged(scan(files)) == {("shop/users#email", "shop/log:act.py#at *[1]")}
