"""PM4xx, PM7xx, PM9xx: what is declared and nowhere, what stands in clear, what was not looked at."""

from detectors.model import Confidence, Protection
from scanner.gaps.check import find_gaps
from scanner.inventory.merge import merge
from scanner.model import Action, Inventory, Recipient, Unscanned
from tests.scanner.gaps.making import claims, gaps, lost, rules, says, scope, sends, table, vendor

EMAIL, FAX, PASSWORD = "user.contact.email", "user.contact.fax_number", "user.authorization.password"
BOTH = says("We collect your e-mail address and fax number.", Action.COLLECT, EMAIL, FAX)
USERS = table("main.users", "email", EMAIL)


def test_a_declared_category_that_is_nowhere_is_stale() -> None:
    assert [(gap.rule, gap.categories) for gap in gaps(USERS, policy=(BOTH,))] == [("PM401", (FAX,))]


def test_a_trace_of_low_confidence_is_enough_not_to_call_a_declaration_stale() -> None:
    faint = table("main.users", "fx", FAX, confidence=Confidence.LOW)

    assert gaps(USERS, faint, policy=(BOTH,)) == ()


def test_nothing_is_stale_while_something_could_not_be_examined() -> None:
    assert "PM401" not in [gap.rule for gap in gaps(USERS, lost(), policy=(BOTH,))]


def test_nothing_is_stale_where_only_data_and_no_code_was_examined() -> None:
    found = find_gaps(merge([USERS]), [scope((BOTH,), ())])

    assert found.gaps == ()


def test_a_named_company_that_is_nowhere_is_stale_and_one_that_is_merely_mentioned_is_not() -> None:
    named = says("Stripe takes payments.", Action.SHARE, EMAIL, to=("stripe",))
    mentioned = sends(Recipient("stripe", "Stripe", "payment"), EMAIL)

    assert [gap.rule for gap in gaps(USERS, policy=(says("", Action.COLLECT, EMAIL), named))] == ["PM402"]
    assert gaps(USERS, mentioned, policy=(says("", Action.COLLECT, EMAIL), named)) == ()


def test_a_password_in_clear_is_critical_wherever_it_is() -> None:
    declared = says("We keep your password.", Action.STORE, PASSWORD)

    (gap,) = gaps(table("logs/app.log", "message", PASSWORD, kind="log"), policy=(declared,))

    assert (gap.rule, gap.severity) == ("PM701", "critical")


def test_a_hashed_password_is_as_it_should_be() -> None:
    declared = says("We keep your password.", Action.STORE, PASSWORD)

    assert gaps(table("main.users", "pw", PASSWORD, protection=Protection.HASHED), policy=(declared,)) == ()


def test_what_could_not_be_examined_is_said_and_never_grave() -> None:
    found = [gap for gap in gaps(lost("shop/x.db"), policy=(BOTH,)) if gap.rule == "PM901"]

    assert [(gap.severity, gap.path) for gap in found] == [("low", ("shop/x.db",))]


def test_rules_never_raise_on_findings_they_do_not_know() -> None:
    odd = sends(vendor("who", "unheard-of"), "user.unheard.of")

    assert "PM201" in rules(gaps(odd, policy=(BOTH,)))


def test_where_a_language_is_not_read_nothing_is_stale_and_no_promise_is_called_kept() -> None:
    ruby = Inventory(unscanned=(Unscanned("shop/*.rb", "Ruby source is not read yet", skipped=True),))
    no_cards = says("We never store cards.", Action.STORE, "user.financial.credit_card", polarity="negative")

    assert "PM401" not in [gap.rule for gap in gaps(USERS, ruby, policy=(BOTH,))]
    assert [claim.verdict for claim in claims(USERS, ruby, policy=(BOTH, no_cards))] == ["untestable"]
