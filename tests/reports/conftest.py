"""A made-up video-calling company, as the reports see it: what was found in its systems, and what its policy says."""

from __future__ import annotations

import pytest

from detectors.model import Category, Confidence, Finding, Protection
from reports.model import ReportInput
from scanner.inventory.draft import Draft
from scanner.model import (
    Action,
    CitedSentence,
    Claim,
    CollectionPoint,
    Declaration,
    Document,
    Evidence,
    Examined,
    Extent,
    FlowKind,
    Gap,
    Inventory,
    Quote,
    Recipient,
    Severity,
    Statement,
    Store,
    System,
    Use,
    Verdict,
)

POLICY = "legal/privacy.md"
NAME, EMAIL, PHONE = Category("user.name"), Category("user.contact.email"), Category("user.contact.phone_number")
CARD, IP = Category("user.financial.credit_card"), Category("user.device.ip_address")
PASSWORD, CALLS = Category("user.authorization.password"), Category("x.user.communication.call_log")
COOKIE, PLACE = Category("user.device.cookie_id"), Category("user.location.precise")
BIRTH, HEALTH = Category("user.demographic.date_of_birth"), Category("user.health_and_medical")
SUPPORT = Category("x.user.communication.support_record")

# Store, kind, region, then its fields: path, category, confidence, protection.
_STORES = (
    ("api/users", "table", None, (("email", EMAIL), ("full_name", NAME), ("phone", PHONE), ("born_on", BIRTH))),
    ("api/payments", "table", None, (("pan", CARD), ("holder", NAME), ("ip", IP))),
    ("api/calls", "table", None, (("caller_ip", IP), ("started_at", CALLS), ("ended_at", CALLS), ("position", PLACE))),
    ("api/support_tickets", "table", None, (("body", SUPPORT), ("reporter_email", EMAIL), ("meta.symptoms", HEALTH))),
    ("api/log:backend/calls.py", "log", None, (("call * from * ended[1]", CALLS), ("call * from * ended[2]", IP))),
    ("api/access.log", "log", None, (("client", IP), ("request.email", EMAIL))),
    ("infra/callbook-recordings", "bucket", "US", (("*/video.webm", Category("user.content.private")),)),
    ("api/exports/leads.csv", "file", None, (("E-Mail", EMAIL), ("Name", NAME))),
    ("web/session", "cookie", None, (("sid", COOKIE),)),
)
_POINTS = (
    ("web/register.html#signup.email", "form_field", (EMAIL,)),
    ("web/register.html#signup.full_name", "form_field", (NAME,)),
    ("web/checkout.html#pay.card_number", "form_field", (CARD,)),
    ("web/app.js#sdk:mixpanel", "sdk", (COOKIE, IP)),
    ("api/POST /register#email", "endpoint", (EMAIL,)),
    ("api/POST /pay#card_number", "endpoint", (CARD,)),
    ("api/POST /calls/{id}/end#position", "endpoint", (PLACE,)),
    ("mobile/AndroidManifest.xml#permission:location", "permission", (PLACE,)),
)
_RECIPIENTS = (
    Recipient("stripe", "Stripe", "payment", "processor", "US", ("US", "IE"), ("stripe.com",), Use.USED),
    Recipient("sendgrid", "SendGrid", "email", "processor", "US", ("US",), ("sendgrid.net",), Use.USED),
    Recipient("mixpanel", "Mixpanel", "analytics", "processor", "US", (), ("mixpanel.com",), Use.USED),
    Recipient("sentry", "Sentry", "error_tracking", "processor", "US", (), ("sentry.io",), Use.CONFIGURED),
    Recipient("twilio", "Twilio", "sms", "processor", "US", (), ("twilio.com",), Use.MENTIONED),
    Recipient("partners.example", "partners.example", "unknown", use=Use.USED, confidence=Confidence.MEDIUM),
)
_FLOWS = (
    ("web/register.html#signup.email", "api/POST /register#email", FlowKind.COLLECT, EMAIL),
    ("web/checkout.html#pay.card_number", "api/POST /pay#card_number", FlowKind.COLLECT, CARD),
    ("mobile/AndroidManifest.xml#permission:location", "api/POST /calls/{id}/end#position", FlowKind.COLLECT, PLACE),
    ("api/POST /register#email", "api/users#email", FlowKind.STORE, EMAIL),
    ("api/POST /pay#card_number", "api/payments#pan", FlowKind.STORE, CARD),
    ("api/POST /pay#card_number", "stripe", FlowKind.SHARE, CARD),
    ("api/POST /calls/{id}/end#position", "api/calls#position", FlowKind.STORE, PLACE),
    ("api/calls#caller_ip", "api/log:backend/calls.py#call * from * ended[2]", FlowKind.LOG, IP),
    ("api/users#email", "api/exports/leads.csv#E-Mail", FlowKind.COPY, EMAIL),
    ("api/users#email", "sendgrid", FlowKind.SHARE, EMAIL),
    ("api/exports/leads.csv#E-Mail", "partners.example", FlowKind.SHARE, EMAIL),
    ("api/users#email", "api/access.log#request.email", FlowKind.LOG, EMAIL),
    ("web/app.js#sdk:mixpanel", "mixpanel", FlowKind.SHARE, COOKIE),
    ("api/users#email", "api/support_tickets#reporter_email", FlowKind.COPY, EMAIL),
)


def inventory() -> Inventory:
    """What was found in the company's systems."""
    draft = Draft()
    for system in ("api", "infra", "mobile", "web"):
        draft.add(System(system, system))
    for name, kind, region, paths in _STORES:
        store = Store(name, name.split("/", 1)[0], kind, name.split("/", 1)[1], region)
        for path, category in paths:
            sure = Confidence.MEDIUM if category in {HEALTH, NAME} else Confidence.HIGH
            draft.add_field(store, path, [Finding(category, sure, ("names",))], subject="customer")
    users = Store("api/users", "api", "table", "users")
    hashed = Finding(PASSWORD, Confidence.HIGH, ("names",), Protection.HASHED)
    draft.add_field(users, "password_hash", [hashed], subject="customer")
    draft.add_field(users, "notes", [Finding(HEALTH, Confidence.LOW, ("entities",))])
    for point, kind, categories in _POINTS:
        draft.add(CollectionPoint(point, kind, point.split("#", 1)[1], categories))
    for recipient in _RECIPIENTS:
        draft.add(recipient)
    for upstream, downstream, flow, category in _FLOWS:
        draft.add_flow(upstream, downstream, flow, [category])
    _examine(draft)
    return draft.inventory()


def _examine(draft: Draft) -> None:
    for table in ("users", "payments", "calls"):
        draft.examined(Examined(f"api/{table}", "sqlite", Extent.FULL, detectors=("names", "email", "payment_card")))
    bound = "a value in fewer than 0.3 % of rows may have been missed"
    draft.examined(Examined("api/support_tickets", "sqlite", Extent.SAMPLED, bound))
    draft.examined(Examined("api/access.log", "logs", Extent.FULL))
    for path in ("backend/calls.py", "backend/billing.py", "backend/leads.py"):
        draft.examined(Examined(f"api/{path}", "python", Extent.FULL))
    draft.examined(Examined("infra/storage.tf", "terraform", Extent.NAMES_ONLY))
    draft.unscanned("api/archive.db", "is encrypted or no SQLite database")
    draft.unscanned("api/backend/legacy.py", "holds a syntax error in line 12")
    draft.unscanned("web/node_modules", "third-party code", skipped=True)


def cited(quote: str, start: int) -> CitedSentence:
    """A sentence of the company's policy."""
    return CitedSentence(quote, start, start + len(quote), POLICY)


NO_CARDS = cited("Please be informed that we do not keep your debit or credit card numbers on our own premises.", 2210)
NO_SALE = cited(
    "We never sell or rent contact details, and we share them with our service providers only, who send messages on "
    "our behalf and may not use them for any purpose of their own; this holds for members and for guests alike, "
    "whether they registered through the site, through an application, or were invited by a member.",
    4120,
)
DELETED = cited("When you close your account, we erase your call history within thirty days.", 6007)


def verdict() -> Verdict:
    """How what was found stands against the policy."""
    gaps = (
        Gap(
            "PM301 api/payments",
            "PM301",
            "broken_promise",
            Severity.CRITICAL,
            (CARD,),
            "Card numbers are kept in api/payments, though the policy says that they are not",
            "Drop the column pan and keep the token that Stripe returns.",
            statement=NO_CARDS,
            evidence=(
                Evidence("backend/billing.py", 41, 9, "charge"),
                Evidence("pan", store="api/payments", rows_examined=12000, matched_share=0.982),
            ),
            path=("web/checkout.html#pay.card_number", "api/POST /pay#card_number", "api/payments#pan"),
        ),
        Gap(
            "PM202 partners.example",
            "PM202",
            "undeclared_recipient",
            Severity.HIGH,
            (EMAIL, NAME),
            "E-mail addresses and names go to partners.example, whom the policy does not name",
            "Name the recipient and the purpose in the policy, or stop the export.",
            recipient="partners.example",
            statement=NO_SALE,
            evidence=tuple(Evidence("backend/leads.py", line, symbol="push_leads") for line in (12, 18, 31, 40, 55)),
            path=("api/users#email", "api/exports/leads.csv#E-Mail", "partners.example"),
        ),
        Gap(
            "PM101 api/calls position",
            "PM101",
            "undeclared_category",
            Severity.MEDIUM,
            (PLACE,),
            "The exact position of callers is kept in api/calls, and the policy does not mention it",
            "Declare it with its purpose, or stop keeping it.",
            evidence=(Evidence("backend/calls.py", 77, symbol="end_call"),),
            path=("mobile/AndroidManifest.xml#permission:location", "api/POST /calls/{id}/end#position"),
        ),
        Gap(
            "PM401 user.demographic",
            "PM401",
            "stale_declaration",
            Severity.LOW,
            (Category("user.demographic.gender"),),
            "The policy declares gender, and no system that was examined holds it",
            "Strike it from the policy.",
            statement=cited("You may tell us your gender.", 905),
        ),
        Gap(
            "PM901 api/archive.db",
            "PM901",
            "not_examined",
            Severity.LOW,
            (),
            "api/archive.db was not examined: is encrypted or no SQLite database",
            "Give the key, or exclude it.",
        ),
    )
    claims = (
        Claim(NO_CARDS, "broken", "card numbers are kept in api/payments"),
        Claim(NO_SALE, "broken", "partners.example receives them"),
        Claim(DELETED, "untestable", "no code that erases was among what was examined"),
        Claim(cited("We collect your name and e-mail address when you register.", 310), "kept", "found in api/users"),
    )
    return Verdict(gaps, claims)


def declaration() -> Declaration:
    """What the company's policy declares."""
    quote = Quote(NO_CARDS.quote, NO_CARDS.start, NO_CARDS.end)
    statement = Statement("s1", Action.STORE, "negative", "first_party", (), (quote,))
    return Declaration(Document(POLICY, "Callbook Ltd", "2023-04-01"), (statement,))


@pytest.fixture
def checked() -> ReportInput:
    """The company's systems held against its policy."""
    return ReportInput(inventory(), verdict(), (declaration(),), as_of="2024-05-01", title="Callbook")


@pytest.fixture
def scanned() -> ReportInput:
    """The company's systems alone."""
    return ReportInput(inventory(), title="Callbook")
