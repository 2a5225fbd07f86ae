"""Pages and templates: forms, tags, consent, e-mails, notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner.model import ControlKind, ControlState, Inventory, Use
from scanner.sources.base import Unit
from scanner.sources.markup import MARKUP


def _scan(tmp_path: Path, text: str, *, name: str = "page.html", own: tuple[str, ...] = ()) -> Inventory:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Unit(MARKUP, "shop", tmp_path, (name,), own).examine()


def _points(found: Inventory) -> dict[str, set[str]]:
    return {node.id.removeprefix("shop/"): set(node.categories) for node in found.collection_points}


def _uses(found: Inventory) -> dict[str, Use]:
    return {node.id: node.use for node in found.recipients}


def _states(found: Inventory, kind: ControlKind) -> dict[str, ControlState]:
    return {node.id.removeprefix("shop/"): node.state for node in found.controls if node.kind is kind}


def test_inputs_are_judged_by_autocomplete_name_label_and_type(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        '<form id="signup"><input name="n" autocomplete="billing cc-number"><input name="m" type=email>'
        '<input name="phone"><label for="x">First name</label><input id="x" name="f1"><textarea name="zzz"></textarea></form>',
    )

    assert _points(found) == {
        "page.html#signup.n": {"user.financial.credit_card"},
        "page.html#signup.m": {"user.contact.email"},
        "page.html#signup.phone": {"user.contact.phone_number"},
        "page.html#signup.f1": {"user.name.first"},
    }


@pytest.mark.parametrize(
    "field",
    [
        '<input type="hidden" name="csrfmiddlewaretoken">',
        '<input type="search" name="email">',
        '<input name="q">',
        '<input type="submit" name="email">',
        '<input type="checkbox" name="email">',
        '<!-- <input name="email"> -->',
        "{# <input name='email'> #}",
        '{% comment %}<input name="email">{% endcomment %}',
        '<input name="{{ field.name }}">',
    ],
)
def test_what_asks_for_nothing_personal_is_no_collection_point(tmp_path: Path, field: str) -> None:
    assert _points(_scan(tmp_path, f"<form>{field}</form>")) == {}


def test_a_form_with_a_literal_action_leads_to_its_endpoint(tmp_path: Path) -> None:
    found = _scan(tmp_path, '<form method="POST" action="/join?x=1"><input name="email"></form>')
    computed = _scan(tmp_path, '<form method="POST" action="{% url \'join\' %}"><input name="email"></form>')

    assert [(flow.upstream, flow.downstream) for flow in found.flows] == [
        ("shop/page.html#form.email", "shop/POST /join#email")
    ]
    assert computed.flows == ()
    assert len(computed.collection_points) == 1


def test_expressions_between_attributes_break_no_tag(tmp_path: Path) -> None:
    found = _scan(tmp_path, '<input {% if count > 1 %}disabled{% endif %} name="email" value="{{ user.email }}">\n')

    assert set(_points(found)) == {"page.html#form.email"}


def test_inputs_that_a_template_language_renders_are_found(tmp_path: Path) -> None:
    django = _scan(tmp_path, "{{ signup_form.email }} {{ form.errors }} {{ form.as_p }} {{ form.email.label }}")
    rails = _scan(tmp_path, "<%= f.email_field :address %><%= f.text_field :phone %>", name="new.html.erb")

    assert set(_points(django)) == {"page.html#signup_form.email"}
    assert {key.rsplit(".", 1)[-1] for key in _points(rails)} == {"address", "phone"}


def test_a_tracker_in_the_page_is_used_without_consent(tmp_path: Path) -> None:
    found = _scan(
        tmp_path, '<p></p>\n<script async src="https://www.googletagmanager.com/gtag/js?id={{ GA }}"></script>'
    )

    assert _uses(found) == {"google-analytics": Use.USED}
    assert _states(found, ControlKind.CONSENT) == {"page.html#consent:google-analytics": ControlState.ABSENT}
    assert found.evidence["google-analytics"][0].line == 2
    assert "user.device.cookie_id" in found.flows[0].categories


@pytest.mark.parametrize(
    "tag",
    [
        '<script type="text/plain" data-cookiecategory="marketing" src="https://connect.facebook.net/en_US/fbevents.js"></script>',
        '<script type="text/plain" data-cookieconsent="marketing">fbq("init", "1");</script>',
        '{% if request.cookies.consent == "all" %}<script>fbq("init", "1");</script>{% endif %}',
        "<% if cookies[:cookie_consent] %><script>fbq('init', '1');</script><% end %>",
        '<script>onConsent(function () { fbq("init", "1"); });</script>',
    ],
)
def test_a_tracker_that_waits_for_consent_has_the_control(tmp_path: Path, tag: str) -> None:
    found = _scan(tmp_path, tag)

    assert _states(found, ControlKind.CONSENT) == {"page.html#consent:meta-pixel": ControlState.PRESENT}


def test_a_template_condition_on_something_else_is_no_consent(tmp_path: Path) -> None:
    found = _scan(
        tmp_path, '{% if consent %}x{% endif %}{% if not debug %}<script>fbq("init", "1");</script>{% endif %}'
    )

    assert _states(found, ControlKind.CONSENT) == {"page.html#consent:meta-pixel": ControlState.ABSENT}


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://www.facebook.com/shop">us</a>',
        '<!-- <script src="https://static.hotjar.com/c/h.js"></script> -->',
        '<script type="text/plain" src="https://static.hotjar.com/c/h.js"></script>',
        '<script type="application/ld+json">{"sameAs": "https://www.facebook.com/x"}</script>',
        '<link rel="dns-prefetch" href="https://www.google-analytics.com">',
        '<link rel="canonical" href="https://medium.example.io/x">',
        '<script src="/static/app.js"></script>',
        '<script src="https://static.shop.io/app.js"></script>',
        '<img src="https://images.partner.io/logo.png">',
    ],
)
def test_links_comments_inert_scripts_and_own_hosts_are_no_recipients(tmp_path: Path, markup: str) -> None:
    assert _scan(tmp_path, markup, own=("shop.io",)).recipients == ()


def test_fonts_and_libraries_learn_the_address_only(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Inter">'
        '<script src="https://cdn.jsdelivr.net/npm/x.js"></script>',
    )

    assert {node.id: node.function for node in found.recipients} == {"google-fonts": "cdn", "jsdelivr": "cdn"}
    assert all(flow.categories == ("user.device.ip_address",) for flow in found.flows)
    assert _states(found, ControlKind.CONSENT) == {}


def test_a_script_of_an_unknown_host_is_a_recipient_by_its_host(tmp_path: Path) -> None:
    found = _scan(tmp_path, '<script src="https://widget.partner.io/w.js"></script>')

    assert [(node.id, node.function) for node in found.recipients] == [("widget.partner.io", "unknown")]


def test_the_snippet_of_a_tag_manager_is_found_by_the_host_it_loads(tmp_path: Path) -> None:
    found = _scan(
        tmp_path,
        "<script>(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime()});"
        "var j=d.createElement(s);j.src='https://www.googletagmanager.com/gtm.js?id='+i;"
        "})(window,document,'script','dataLayer','GTM-1');</script>",
    )

    assert _uses(found) == {"google-tag-manager": Use.USED}


def test_a_value_that_a_template_writes_into_a_script_is_carried(tmp_path: Path) -> None:
    found = _scan(tmp_path, "<script>\nfbq('init', '1', {em: '{{ user.email }}'});\n</script>")

    assert "user.contact.email" in _points(found)["page.html#sdk:meta-pixel"]
    assert found.evidence["shop/page.html#sdk:meta-pixel"][0].line == 2


_OFFER = "<h1>Special offer</h1><p>20% off this week, don't miss it</p>"


@pytest.mark.parametrize(
    ("name", "text", "state"),
    [
        ("emails/news.html", _OFFER, ControlState.ABSENT),
        ("emails/news.html", f'{_OFFER}<a href="{{{{ unsubscribe_url }}}}">here</a>', ControlState.PRESENT),
        ("emails/newsletter.html", "<p>Hello</p>", ControlState.ABSENT),
        ("emails/newsletter.html", "<p>Hello</p><!-- unsubscribe -->", ControlState.ABSENT),
        ("emails/receipt.html", _OFFER, None),
        ("emails/welcome.html", "<p>Your account is ready</p>", None),
        ("pages/offers.html", _OFFER, None),
    ],
)
def test_a_promotional_email_needs_a_way_out(tmp_path: Path, name: str, text: str, state: ControlState | None) -> None:
    found = _scan(tmp_path, text, name=name)

    assert _states(found, ControlKind.UNSUBSCRIBE) == ({f"{name}#unsubscribe": state} if state else {})


def test_the_way_out_may_stand_in_the_layout(tmp_path: Path) -> None:
    (tmp_path / "templates" / "emails").mkdir(parents=True)
    (tmp_path / "templates" / "emails" / "base.html").write_text("<a href='/unsubscribe'>Unsubscribe</a>")

    found = _scan(tmp_path, '{% extends "emails/base.html" %}' + _OFFER, name="templates/emails/news.html")

    assert set(_states(found, ControlKind.UNSUBSCRIBE).values()) == {ControlState.PRESENT}


def test_a_layout_outside_the_target_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("unsubscribe")
    inside = tmp_path / "app"
    inside.mkdir()

    found = _scan(inside, '{% extends "../secret.html" %}' + _OFFER, name="emails/news.html")

    assert set(_states(found, ControlKind.UNSUBSCRIBE).values()) == {ControlState.ABSENT}


@pytest.mark.parametrize(
    ("image", "is_beacon"),
    [
        ('<img src="{{ base }}/track/open/{{ id }}.gif">', True),
        ('<img src="cid:x" width="1" height="1">', True),
        ('<img src="/logo.png" width="120">', False),
    ],
)
def test_an_image_that_tells_of_opening_is_a_beacon(tmp_path: Path, image: str, is_beacon: bool) -> None:  # noqa: FBT001
    found = _scan(tmp_path, image, name="emails/hello.html")

    expected = {"emails/hello.html#sdk:beacon": {"x.user.communication.email_engagement"}} if is_beacon else {}
    assert _points(found) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<p>This call <b>may be</b> recorded.</p>", {"notice:recording"}),
        ("<p>Calls are not recorded.</p>", set()),
        ("<label><input type=checkbox> I am over 18 years old</label>", {"age_gate"}),
        ("<p>Over 18 shops near you</p>", set()),
        ("<p>This site uses cookies.</p><button>Accept</button>", {"consent:banner"}),
        ("<p>We bake cookies.</p><button>Accept</button>", set()),
    ],
)
def test_wording_of_notices_age_and_cookies(tmp_path: Path, text: str, kinds: set[str]) -> None:
    assert {node.id.rpartition("#")[2] for node in _scan(tmp_path, text).controls} == kinds


@pytest.mark.parametrize("piece", ["<", "<!--", "{{", "{%", "<div>", "<form><input ", "<script>", "&#", "<%", "\x01"])
def test_hostile_pages_end_in_a_result(tmp_path: Path, piece: str) -> None:
    found = _scan(tmp_path, piece * 20_000)

    told = [entry.target for entry in found.examined] + [entry.target for entry in found.unscanned]
    assert told == ["shop/page.html"]


def test_a_page_too_long_to_be_written_by_hand_is_told(tmp_path: Path) -> None:
    found = _scan(tmp_path, "<p>x</p>" * 200_000)

    assert "1,000,000 bytes" in found.unscanned[0].reason
