"""Vendors, hosts and mail servers as recipients."""

from __future__ import annotations

from collections.abc import Callable

from scanner.model import ControlKind, ControlState, FlowKind, Inventory, Use

Scan = Callable[..., Inventory]


def shared(inventory: Inventory) -> set[tuple[str, str]]:
    return {(flow.downstream, flow.categories[0]) for flow in inventory.flows if flow.kind is FlowKind.SHARE}


def view(body: str, head: str = "") -> dict[str, str]:
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    start = "from flask import Flask, request\napp = Flask(__name__)\n"
    return {"app.py": f"{start}{head}\n\n@app.post('/pay')\ndef pay():\n    email = request.form['email']\n{lines}\n"}


def uses(inventory: Inventory) -> dict[str, Use]:
    return {recipient.id: recipient.use for recipient in inventory.recipients}


def test_data_passed_to_a_vendors_library_is_shared(scan: Scan) -> None:
    inventory = scan(view("stripe.Customer.create(email=email)", "import stripe"))

    assert shared(inventory) == {("stripe", "user.contact.email")}
    assert uses(inventory) == {"stripe": Use.USED}


def test_data_passed_to_an_instance_of_a_vendors_client_is_shared(scan: Scan) -> None:
    head = "from twilio.rest import Client\nclient = Client('sid', 'token')"

    inventory = scan(view("client.messages.create(to=request.form['phone'], body='hi')", head))

    assert shared(inventory) == {("twilio", "user.contact.phone_number")}


def test_setting_a_key_configures_a_vendor_and_shares_nothing(scan: Scan) -> None:
    inventory = scan(
        {"app.py": "import stripe, sentry_sdk\nstripe.api_key = 'x'\nsentry_sdk.init(dsn='https://x.example')\n"}
    )

    assert set(uses(inventory).values()) == {Use.CONFIGURED}
    assert {"stripe", "sentry"} <= set(uses(inventory))
    assert inventory.flows == ()


def test_an_import_alone_reaches_nobody(scan: Scan) -> None:
    assert scan({"app.py": "import stripe\n"}).recipients == ()


def test_a_web_request_reaches_the_host_of_its_url(scan: Scan) -> None:
    head = "import requests\nBASE = 'https://api.partner.example.org'"

    inventory = scan(view("requests.post(f'{BASE}/leads', json={'mail': email})", head))

    assert shared(inventory) == {("api.partner.example.org", "user.contact.email")}


def test_a_url_is_resolved_through_settings_and_env_files(scan: Scan) -> None:
    files = view("httpx.post(settings.PARTNER_URL + '/x', data={'e': email})", "import httpx\nimport settings")
    files["settings.py"] = "import os\nPARTNER_URL = os.environ.get('PARTNER_URL', 'http://localhost:1')\n"
    files[".env"] = "PARTNER_URL=https://in.partner.example.org\n"

    assert shared(scan(files)) == {("in.partner.example.org", "user.contact.email")}


def test_own_domains_and_inner_hosts_are_no_recipients(scan: Scan) -> None:
    body = "requests.post('https://api.shop.example.com/x', json=email)\nrequests.post('http://billing:8000', json=email)\nrequests.get('http://127.0.0.1/' + email)"

    inventory = scan(view(body, "import requests"), own_domains=("shop.example.com",))

    assert inventory.recipients == ()


def test_a_host_that_gets_no_data_is_not_used(scan: Scan) -> None:
    inventory = scan(view("requests.get('https://rates.example.org/eur')", "import requests"))

    assert uses(inventory) == {"rates.example.org": Use.CONFIGURED}
    assert shared(inventory) == set()


def test_mail_reaches_the_host_of_the_mail_server(scan: Scan) -> None:
    body = "server = smtplib.SMTP('smtp.relay.example.org', 587)\nserver.sendmail('shop@example.com', email, 'hi')"

    assert shared(scan(view(body, "import smtplib"))) == {("smtp.relay.example.org", "user.contact.email")}


def test_an_answer_does_not_hold_what_was_asked_with(scan: Scan) -> None:
    head = "import requests, logging"

    inventory = scan(
        view("r = requests.post('https://a.example.org', json=email)\nlogging.info('%s', r.status_code)", head)
    )

    assert {flow.kind for flow in inventory.flows} == {FlowKind.SHARE}


def test_a_client_kept_in_self_is_followed(scan: Scan) -> None:
    head = """
import stripe

class Gateway:
    def __init__(self, client):
        self.client = client

    def register(self, **data):
        self.client.create(**data)
"""

    assert shared(scan(view("Gateway(stripe.Customer).register(email=email)", head))) == {
        ("stripe", "user.contact.email")
    }


def test_a_flow_after_a_question_for_consent_is_covered_by_a_control(scan: Scan) -> None:
    inventory = scan(
        view("if request.form.get('marketing_consent'):\n    stripe.Customer.create(email=email)", "import stripe")
    )

    consent = next(control for control in inventory.controls if control.kind is ControlKind.CONSENT)
    assert consent.state is ControlState.PRESENT
    assert "stripe" in consent.covers


def test_leaving_without_consent_guards_what_follows(scan: Scan) -> None:
    body = "if not request.form.get('consent'):\n    return 'no'\nstripe.Customer.create(email=email)"

    assert [control.state for control in scan(view(body, "import stripe")).controls] == [ControlState.PRESENT]


def test_consent_on_one_way_only_is_partial(scan: Scan) -> None:
    body = "if request.form.get('consent'):\n    stripe.Customer.create(email=email)\nstripe.Charge.create(email=email)"

    assert [control.state for control in scan(view(body, "import stripe")).controls] == [ControlState.PARTIAL]


def test_a_flow_in_the_branch_without_consent_is_not_guarded(scan: Scan) -> None:
    body = "if request.form.get('consent'):\n    pass\nelse:\n    stripe.Customer.create(email=email)"

    assert scan(view(body, "import stripe")).controls == ()
