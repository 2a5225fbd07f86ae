"""PM201, PM202, PM601: whom data reaches, where, and for what."""

import pytest

from scanner.model import Action, Severity, Use
from tests.scanner.gaps.making import gaps, rules, says, sends, table, vendor

EMAIL = "user.contact.email"
DECLARED = says("We collect your e-mail address.", Action.COLLECT, EMAIL)
USERS = table("main.users", "email", EMAIL)
TO_PROVIDERS = says(
    "We share your information with service providers.", Action.SHARE, to=("service_providers",), generic=True
)


def test_a_recipient_that_the_policy_does_not_name_is_reported_with_the_call() -> None:
    (gap,) = gaps(USERS, sends(vendor("mailbird", "email"), EMAIL), policy=(DECLARED,))

    assert (gap.rule, gap.recipient) == ("PM201", "mailbird")
    assert [(e.path, e.line) for e in gap.evidence] == [("send.py", 11)]
    assert gap.path[-1] == "mailbird"


def test_a_named_recipient_is_declared() -> None:
    named = says("Mailbird sends our mail.", Action.SHARE, EMAIL, to=("mailbird",))

    assert rules(gaps(USERS, sends(vendor("mailbird", "email"), EMAIL), policy=(DECLARED, named))) == []


@pytest.mark.parametrize(
    ("function", "expected"),
    [("payment", []), ("email", []), ("hosting", []), ("advertising", ["PM201"]), ("ai", ["PM201"])],
)
def test_service_providers_cover_what_a_service_needs_and_no_more(function: str, expected: list[str]) -> None:
    found = gaps(USERS, sends(vendor("x", function), EMAIL), policy=(DECLARED, TO_PROVIDERS))

    assert [rule for rule in rules(found) if rule == "PM201"] == expected


def test_a_stated_purpose_widens_a_broad_class_to_vendors_of_that_purpose() -> None:
    analysing = says(
        "We share data with service providers for analytics.",
        Action.SHARE, to=("service_providers",), purposes=("analytics",), generic=True,
    )  # fmt: skip

    assert rules(gaps(USERS, sends(vendor("counter", "analytics"), EMAIL), policy=(DECLARED, analysing))) == []


def test_a_class_covers_only_the_data_that_it_is_said_to_get() -> None:
    mailing = says("E-mail services get your e-mail address.", Action.SHARE, EMAIL, to=("email_providers",))

    (gap,) = gaps(
        USERS, sends(vendor("mailbird", "email"), EMAIL, "user.name"), table("main.users", "name", "user.name"),
        policy=(says("We collect your name and e-mail address.", Action.COLLECT, EMAIL, "user.name"), mailing),
    )  # fmt: skip

    assert gap.categories == ("user.name",)


def test_a_host_that_bears_the_name_of_a_company_in_the_policy_is_that_company() -> None:
    named = says("Claims go to Acme Insurance N.V., our partner.", Action.SHARE, EMAIL, to=("partners",))
    found = gaps(USERS, sends(vendor("api.acme-insurance.test", "unknown"), EMAIL), policy=(DECLARED, named))
    other = gaps(USERS, sends(vendor("api.other-insurance.test", "unknown"), EMAIL), policy=(DECLARED, named))

    assert "PM201" not in rules(found)
    assert "PM201" in rules(other)


def test_an_unknown_host_that_gets_all_that_partners_are_said_to_get_is_a_partner() -> None:
    said = (EMAIL, "user.name", "user.contact.phone_number")
    partners = says("Partners get your name, e-mail address and phone number.", Action.SHARE, *said, to=("partners",))
    everything = says("We collect these.", Action.COLLECT, *said, "user.device.ip_address")
    host = vendor("crm.partner.test", "unknown")

    def open_categories(*gets: str) -> list[str]:
        found = gaps(sends(host, *gets), policy=(everything, partners))
        return [c for gap in found if gap.rule == "PM201" for c in gap.categories]

    assert open_categories(*said) == []
    assert open_categories(*said, "user.device.ip_address") == ["user.device.ip_address"]
    assert open_categories(EMAIL) == [EMAIL]


@pytest.mark.parametrize("use", [Use.MENTIONED, Use.CONFIGURED])
def test_what_is_not_used_is_no_recipient(use: Use) -> None:
    assert rules(gaps(USERS, sends(vendor("mailbird", "email", use=use), EMAIL), policy=(DECLARED,))) == []


def test_a_country_that_a_closed_list_lacks_is_graver_than_one_that_an_open_list_lacks() -> None:
    def severity(*, closed: bool) -> Severity:
        listing = says("Data is kept in Germany.", Action.STORE, regions=("DE",), closed=closed)
        found = gaps(table("main.users", "email", EMAIL, region="SG"), policy=(DECLARED, listing))
        return next(gap for gap in found if gap.rule == "PM202").severity

    assert (severity(closed=True), severity(closed=False)) == (Severity.HIGH, Severity.MEDIUM)


def test_a_listed_country_and_members_of_a_listed_union_are_declared() -> None:
    listing = says("Data is kept in the EU and Turkey.", Action.STORE, regions=("EU", "TR"), closed=True)
    places = (table("main.a", "email", EMAIL, region="IE"), table("main.b", "email", EMAIL, region="TR"))

    assert rules(gaps(*places, policy=(DECLARED, listing))) == []


def test_a_vendors_home_country_raises_nothing_and_its_processing_region_does() -> None:
    listing = says("Data is kept in Germany.", Action.STORE, regions=("DE",), closed=True)
    named = says("X sends our mail.", Action.SHARE, EMAIL, to=("x",))
    at_home = gaps(USERS, sends(vendor("x", "email"), EMAIL), policy=(DECLARED, listing, named))
    elsewhere = gaps(USERS, sends(vendor("x", "email", regions=("AU",)), EMAIL), policy=(DECLARED, listing, named))

    assert rules(at_home) == []
    assert [(gap.rule, gap.region) for gap in elsewhere if gap.region] == [("PM202", "AU")]


def test_a_covered_recipient_whose_purpose_is_not_given_is_reported() -> None:
    named = says(
        "Counter gets your e-mail address.", Action.SHARE, EMAIL, to=("counter",), purposes=("essential.service",)
    )

    (gap,) = gaps(USERS, sends(vendor("counter", "analytics"), EMAIL), policy=(DECLARED, named))

    assert (gap.rule, gap.kind) == ("PM601", "undeclared_purpose")
