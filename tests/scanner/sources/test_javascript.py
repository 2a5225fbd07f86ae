"""Scripts: what they collect, print and send, and whether tags wait for consent."""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors.model import Protection
from scanner.model import ControlState, Inventory, Use
from scanner.sources.base import Unit
from scanner.sources.javascript import JAVASCRIPT


def _scan(tmp_path: Path, text: str, *, name: str = "app.js", own: tuple[str, ...] = ()) -> Inventory:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Unit(JAVASCRIPT, "shop", tmp_path, (name,), own).examine()


def _uses(found: Inventory) -> dict[str, Use]:
    return {node.id: node.use for node in found.recipients}


def _points(found: Inventory) -> dict[str, set[str]]:
    return {node.id.removeprefix("shop/"): set(node.categories) for node in found.collection_points}


def _consent(found: Inventory) -> dict[str, ControlState]:
    return {node.covers[0]: node.state for node in found.controls if node.covers}


def test_a_call_that_carries_an_email_shares_it_with_the_vendor(tmp_path: Path) -> None:
    found = _scan(
        tmp_path, 'import mixpanel from "mixpanel-browser";\nmixpanel.track("Signed up", {email: user.email});\n'
    )

    assert _uses(found) == {"mixpanel": Use.USED}
    assert "user.contact.email" in _points(found)["app.js#sdk:mixpanel"]
    assert found.evidence["mixpanel"][-1].line == 2
    assert found.flows[0].purposes == ("analytics",)


def test_an_import_is_a_mention_and_a_set_up_configures(tmp_path: Path) -> None:
    mentioned = _scan(tmp_path, 'import * as Sentry from "@sentry/browser";\n')
    configured = _scan(
        tmp_path,
        'import * as Sentry from "@sentry/browser";\nSentry.init({dsn: "https://k@o1.ingest.de.sentry.io/1"});\n',
    )

    assert _uses(mentioned) == {"sentry": Use.MENTIONED}
    assert _uses(configured) == {"sentry": Use.CONFIGURED}
    assert configured.recipients[0].processing_regions == ("DE",)


def test_what_is_written_literally_is_nobodys_data(tmp_path: Path) -> None:
    found = _scan(
        tmp_path, 'const stripe = require("stripe")(key);\nstripe.customers.create({email: "shop@example.org"});\n'
    )

    assert _points(found) == {}


def test_a_hashed_email_is_told_from_a_plain_one(tmp_path: Path) -> None:
    found = _scan(tmp_path, "fbq('init', '1', {email: sha256(user.email)});\n")
    hashed = _scan(tmp_path, 'const r = require("mixpanel");\nr.people.set({email: sha256(user.email)});\n')

    assert _uses(found) == {"meta-pixel": Use.USED}
    assert [flow.protection for flow in hashed.flows] == [Protection.HASHED]


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("fbq('track', 'PageView');", ControlState.ABSENT),
        ("if (hasConsent('marketing')) { fbq('track', 'PageView'); }", ControlState.PRESENT),
        ("if (!hasConsent()) { fbq('track', 'PageView'); }", ControlState.ABSENT),
        ("cookieConsent && fbq('track', 'PageView');", ControlState.PRESENT),
        ("onConsent(() => { fbq('track', 'PageView'); });", ControlState.PRESENT),
        ("document.addEventListener('consent-given', function () { fbq('track', 'x'); });", ControlState.PRESENT),
        ("function load() { fbq('init', '1'); }\nif (consent.marketing) { load(); }", ControlState.PRESENT),
        ("function load() { fbq('init', '1'); }\nload();", ControlState.ABSENT),
        ("function f() { if (!cookiesAccepted) { return; } fbq('track', 'x'); }", ControlState.PRESENT),
        ("fbq('track', 'x');\nif (consent) { fbq('track', 'y'); }", ControlState.PARTIAL),
    ],
)
def test_a_tracker_waits_for_consent_or_does_not(tmp_path: Path, script: str, state: ControlState) -> None:
    assert _consent(_scan(tmp_path, script)) == {"meta-pixel": state}


def test_google_tags_without_cookies_until_consent_are_partly_guarded(tmp_path: Path) -> None:
    script = "gtag('consent', 'default', {ad_storage: 'denied'});\ngtag('config', 'G-1');\n"

    assert _consent(_scan(tmp_path, script)) == {"google-analytics": ControlState.PARTIAL}


def test_a_conversion_of_google_ads_is_not_taken_for_analytics(tmp_path: Path) -> None:
    assert _uses(_scan(tmp_path, "gtag('event', 'conversion', {send_to: 'AW-1/x'});\n")) == {"google-ads": Use.USED}


def test_a_function_of_the_same_name_is_not_the_vendors(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        "function drift(wind) { return wind; }\ndrift(user.email);\nconst heap = [];\nheap.push(user.email);\n",
    )

    assert found.recipients == ()


def test_a_request_to_a_route_collects_the_keys_of_its_body(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        "const body = {email, plan: 'free'};\n"
        "fetch('/api/signup', {method: 'POST', body: JSON.stringify(body)});\n"
        "axios.put(`/api/users/${user.id}`, {phone: form.phone.value});\n"
        "fetch('https://api.shop.example.co/leads', {method: 'POST', body: JSON.stringify({email})});\n",
        own=("shop.example.co",),
    )

    assert {flow.downstream for flow in found.flows} == {
        "shop/POST /api/signup#email",
        "shop/PUT /api/users/{id}#phone",
        "shop/POST /leads#email",
    }
    assert found.recipients == ()


def test_a_request_to_another_host_is_a_recipient(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        "const API = 'https://api.partner.io';\nfetch(`${API}/v1/leads`, {method: 'POST', body: JSON.stringify({phone: u.phone})});\nfetch('https://status.other.io/ping');\n",
    )

    assert _uses(found) == {"api.partner.io": Use.USED, "status.other.io": Use.CONFIGURED}
    assert _points(found)["app.js#sdk:api.partner.io"] == {"user.contact.phone_number"}


def test_permissions_are_told_by_what_is_asked_for(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        "navigator.geolocation.getCurrentPosition(show);\nnavigator.mediaDevices.getUserMedia({video: true, audio: false});\n",
    )

    assert _points(found) == {
        "app.js#permission:geolocation": {"user.location.precise"},
        "app.js#permission:camera": {"user.content.self_image"},
    }


def test_cookies_are_points_and_stored_keys_where_they_are_personal(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        'document.cookie = "theme=dark";\ndocument.cookie = "old=; max-age=0";\nCookies.set("who", user.email);\n'
        'localStorage.setItem("theme", "dark");\nlocalStorage.setItem("draft", JSON.stringify({email}));\n',
    )

    assert _points(found) == {
        "app.js#cookie:theme": {"user.device.cookie"},
        "app.js#cookie:who": {"user.contact.email", "user.device.cookie"},
        "app.js#cookie:draft": {"user.contact.email"},
    }


def test_console_lines_are_a_log_with_slots(tmp_path: Path) -> None:
    found = _scan(
        tmp_path, "console.log(`signed in ${user.email} at ${now}`, user.phone);\nconsole.log('email sent');\n"
    )

    assert [store.id for store in found.stores] == ["shop/log:app.js"]
    assert [(f.path, f.categories[0].category) for f in found.fields] == [
        ("signed in * at * *[0]", "user.contact.email"),
        ("signed in * at * *[2]", "user.contact.phone_number"),
    ]


def test_inputs_in_jsx_lead_to_the_forms_target(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        'const F = () => <form name="signup" method="post" action="/signup"><input type="email" name="mail"/>'
        '<input type="search" name="q"/><input {...register("password")}/><TextField name="phone"/></form>;\n',
        name="F.jsx",
    )

    assert set(_points(found)) == {"F.jsx#signup.mail", "F.jsx#signup.password", "F.jsx#signup.phone"}
    assert {flow.downstream for flow in found.flows} >= {"shop/POST /signup#mail"}


def test_a_vendors_component_loads_the_vendors_script(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        'import ReCAPTCHA from "react-google-recaptcha";\nconst C = () => <ReCAPTCHA sitekey={key}/>;\n',
        name="C.jsx",
    )

    assert _uses(found) == {"recaptcha": Use.USED}


def test_a_text_that_says_people_are_recorded_is_a_notice(tmp_path: Path) -> None:
    told = _scan(tmp_path, 'banner.show("This call is being recorded for quality.");\n')
    denied = _scan(tmp_path, 'banner.show("Your calls are never recorded.");\n')

    assert [node.id for node in told.controls] == ["shop/app.js#notice:recording"]
    assert denied.controls == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.min.js", "fbq('track','x')"),
        ("b.js", "fbq('track','x');" + "x=1;" * 3000),
        ("libs/c.js", "fbq('track','x')"),
        ("d.test.js", "fbq('track','x')"),
        ("tests/e.js", "fbq('track','x')"),
    ],
)
def test_scripts_of_others_and_tests_are_left_out_with_a_line(tmp_path: Path, name: str, text: str) -> None:
    found = _scan(tmp_path, text, name=name)

    assert found.recipients == ()
    assert [entry.skipped for entry in found.unscanned] == [True]


@pytest.mark.parametrize(
    "text", ["{" * 50_000, "f(" * 20_000, "a.b" * 20_000, "`${" * 20_000, "<div>" * 9_000, "\x00\xff", ""]
)
def test_hostile_scripts_end_in_a_result(tmp_path: Path, text: str) -> None:
    lines = "\n".join(text[start : start + 1000] for start in range(0, len(text), 1000))

    found = _scan(tmp_path, lines)

    assert found.examined or found.unscanned


def test_objects_that_hold_each_other_are_walked_within_a_bound(tmp_path: Path) -> None:
    held = ",".join(f"k{number}: a" for number in range(300))

    found = _scan(tmp_path, f"const a = {{{held}, email: user.email}};\nfbq('track', 'x', a);\n")

    assert _uses(found) == {"meta-pixel": Use.USED}


def test_a_missing_file_is_told_and_nothing_raised(tmp_path: Path) -> None:
    found = Unit(JAVASCRIPT, "shop", tmp_path, ("gone.js",)).examine()

    assert [entry.target for entry in found.unscanned] == ["shop/gone.js"]
