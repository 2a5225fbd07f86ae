"""PM3xx: each promise is kept, broken or untestable, and each break has its sentence and place."""

from dataclasses import replace

import pytest

from detectors.model import Protection
from scanner.model import Action, ControlKind, ControlState, Inventory, Store
from tests.scanner.gaps.making import (
    cascade,
    claims,
    control,
    form,
    gaps,
    lost,
    one,
    promises,
    rules,
    says,
    sends,
    table,
    vendor,
)

CARD, EMAIL, BORN = "user.financial.credit_card", "user.contact.email", "user.demographic.date_of_birth"
DECLARED = says("We collect e-mail, card, birth date and location.", Action.COLLECT, CARD, EMAIL, BORN, "user.location")
NO_CARDS = says("We never store card numbers.", Action.STORE, CARD, polarity="negative")
NO_ADS = says(
    "No data is shared for advertising.", Action.SHARE, polarity="negative", purposes=("marketing.advertising",)
)
NO_CHILDREN = says("We collect nothing of children.", Action.COLLECT, "user", polarity="negative", subject="child")
ERASED = says("We erase your data within 30 days.", Action.ERASE, "user", period="P30D", generic=True)
LOGS_90 = says("Access logs are kept for 90 days.", Action.RETAIN, period="P90D")


def test_a_stored_card_breaks_the_promise_not_to_store_cards() -> None:
    gap = one(gaps(table("logs/app.log", "message", CARD, kind="log"), policy=(DECLARED, NO_CARDS)), "PM301")

    assert gap.statement is not None
    assert gap.statement.quote == "We never store card numbers."


def test_last_digits_and_tokens_are_not_the_card() -> None:
    masked = table("main.orders", "last4", CARD, protection=Protection.MASKED)
    token = table("main.orders", "method", CARD, protection=Protection.TOKENISED)

    assert rules(gaps(masked, token, policy=(DECLARED, NO_CARDS))) == []


def test_not_stored_is_kept_only_where_everything_was_examined() -> None:
    (whole,) = claims(table("main.users", "email", EMAIL), policy=(DECLARED, NO_CARDS))
    (partial,) = claims(table("main.users", "email", EMAIL), lost(), policy=(DECLARED, NO_CARDS))

    assert (whole.verdict, partial.verdict) == ("kept", "untestable")


def test_a_promise_about_logs_speaks_of_logs_alone() -> None:
    no_logs = says("We keep e-mail addresses out of our logs.", Action.STORE, EMAIL, polarity="negative")
    tables = table("main.users", "email", EMAIL)
    logs = table("logs/app.log", "message", EMAIL, kind="log")

    assert rules(gaps(tables, policy=(DECLARED, no_logs))) == []
    assert rules(gaps(logs, policy=(DECLARED, no_logs))) == ["PM301"]


def test_data_that_reaches_an_advertising_network_breaks_the_promise() -> None:
    named = says(
        "Adnet gets your e-mail address.", Action.SHARE, EMAIL, to=("adnet",), purposes=("marketing.advertising",)
    )
    found = gaps(
        table("main.users", "email", EMAIL),
        sends(vendor("adnet", "advertising"), EMAIL),
        policy=(DECLARED, named, NO_ADS),
    )

    assert one(found, "PM302").recipient == "adnet"


def test_a_mail_service_breaks_no_promise_about_advertising() -> None:
    named = says("Mailbird gets your e-mail address.", Action.SHARE, EMAIL, to=("mailbird",))
    found = gaps(
        table("main.users", "email", EMAIL), sends(vendor("mailbird", "email"), EMAIL), policy=(DECLARED, named, NO_ADS)
    )

    assert "PM302" not in rules(found)


def test_births_without_an_age_gate_break_the_promise_about_children() -> None:
    assert rules(gaps(form("born", BORN), policy=(DECLARED, NO_CHILDREN))) == ["PM303"]


def test_an_age_gate_keeps_the_promise_about_children() -> None:
    gate = control(ControlKind.AGE_GATE, ControlState.PRESENT)

    assert rules(gaps(form("born", BORN), gate, policy=(DECLARED, NO_CHILDREN))) == []
    assert [claim.verdict for claim in claims(form("born", BORN), gate, policy=(DECLARED, NO_CHILDREN))] == ["kept"]


def test_where_no_age_is_asked_nobody_can_tell() -> None:
    assert [claim.verdict for claim in claims(policy=(NO_CHILDREN,))] == ["untestable"]


def test_data_marked_as_childrens_breaks_the_promise_about_children() -> None:
    kept = table("main.family", "child_name", "user.childrens")

    assert "PM303" in rules(gaps(kept, policy=(DECLARED, NO_CHILDREN)))


def test_a_table_that_no_deletion_reaches_breaks_the_promise_to_erase() -> None:
    erasing = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/main.users")
    reached = (
        table("main.users", "email", EMAIL),
        table("main.orders", "email", EMAIL),
        cascade("main.orders", "main.users"),
    )
    left = table("main.letters", "email", EMAIL)

    found = gaps(*reached, left, erasing, policy=(DECLARED, ERASED))

    assert one(found, "PM304").path == ("shop/main.letters",)


def test_a_key_that_does_not_cascade_takes_nothing_along() -> None:
    erasing = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/main.users")
    hanging = (table("main.users", "email", EMAIL), table("main.orders", "email", EMAIL))

    found = gaps(
        *hanging, cascade("main.orders", "main.users", on_delete="NO ACTION"), erasing, policy=(DECLARED, ERASED)
    )

    assert rules(found) == ["PM304"]


def test_a_deletion_that_runs_later_than_promised_breaks_the_promise() -> None:
    late = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/main.users", place="jobs.py", period="P90D")
    in_time = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/main.users", place="jobs.py", period="P14D")
    users = table("main.users", "email", EMAIL)

    assert "90 days" in one(gaps(users, late, policy=(DECLARED, ERASED)), "PM304").message
    assert rules(gaps(users, in_time, policy=(DECLARED, ERASED))) == []


def test_messages_deleted_after_a_period_are_kept_so_long_and_no_longer() -> None:
    said = says("Messages are deleted after 12 months.", Action.ERASE, "user.content.private", period="P12M")
    keeping = control(ControlKind.RETENTION, ControlState.PRESENT, "shop/main.texts", place="jobs.py", period="P1095D")

    assert rules(gaps(table("main.texts", "body", "user.content.private"), keeping, policy=(said,))) == ["PM305"]


def test_what_the_promise_excepts_may_stay() -> None:
    excepting = replace(ERASED, condition="except for invoices, which the law asks for")
    erasing = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/main.users")
    found = (
        table("main.users", "email", EMAIL),
        table("main.invoices", "email", EMAIL),
        table("main.letters", "email", EMAIL),
    )

    assert [gap.path for gap in gaps(*found, erasing, policy=(DECLARED, excepting)) if gap.rule == "PM304"] == [
        ("shop/main.letters",)
    ]


def test_without_a_deletion_path_erasure_is_untestable_and_no_list_of_gaps() -> None:
    found = table("main.users", "email", EMAIL)

    assert rules(gaps(found, policy=(DECLARED, ERASED))) == []
    assert [claim.verdict for claim in claims(found, policy=(DECLARED, ERASED))] == ["untestable"]


def test_a_model_and_its_live_table_are_reached_as_one() -> None:
    erasing = control(ControlKind.ERASURE, ControlState.PRESENT, "shop/users")

    assert (
        rules(
            gaps(
                table("main.users", "email", EMAIL), table("users", "email", EMAIL), erasing, policy=(DECLARED, ERASED)
            )
        )
        == []
    )


def test_logs_kept_longer_than_promised_are_reported_with_both_periods() -> None:
    keeping = control(ControlKind.RETENTION, ControlState.PRESENT, "shop/web-access", place="logs.tf", period="P365D")
    gap = one(gaps(table("web-access", "ip", EMAIL, kind="log"), keeping, policy=(DECLARED, LOGS_90)), "PM305")

    assert "365 days" in gap.message
    assert "90 days" in gap.message


@pytest.mark.parametrize(
    ("log", "expected"), [("nginx-access", ["PM305"]), ("application", []), ("server-metrics", [])]
)
def test_a_sentence_on_access_logs_speaks_of_no_other_logs(log: str, expected: list[str]) -> None:
    keeping = control(ControlKind.RETENTION, ControlState.PRESENT, f"shop/{log}", place="logs.tf", period="P365D")
    store = Inventory(stores=(Store(f"shop/{log}", "shop", "log", log),))

    assert rules(gaps(store, keeping, policy=(DECLARED, LOGS_90))) == expected


def test_logs_kept_as_promised_keep_it() -> None:
    keeping = control(ControlKind.RETENTION, ControlState.PRESENT, "shop/web-access", place="logs.tf", period="P90D")
    found = (table("web-access", "ip", EMAIL, kind="log"), keeping)

    assert rules(gaps(*found, policy=(DECLARED, LOGS_90))) == []
    assert [claim.verdict for claim in claims(*found, policy=(DECLARED, LOGS_90))] == ["kept"]


def test_a_tracker_before_consent_and_a_mailing_without_a_way_out_break_their_promises() -> None:
    tracker = control(ControlKind.CONSENT, ControlState.ABSENT, "counter", place="home.html")
    mailing = control(ControlKind.UNSUBSCRIBE, ControlState.ABSENT, place="offer.html")
    consent = promises(ControlKind.CONSENT, "You choose your cookies first.")
    unsubscribe = promises(ControlKind.UNSUBSCRIBE, "Every offer has a link to unsubscribe.")

    assert rules(gaps(tracker, mailing, policy=(consent, unsubscribe))) == ["PM307", "PM308"]
    assert rules(gaps(tracker, mailing, policy=(DECLARED,))) == []


def test_recording_without_notice_breaks_the_promise_to_tell() -> None:
    tells = promises(ControlKind.NOTICE, "You are told before recording.")
    recording = table("main.recordings", "path", EMAIL)
    notice = control(ControlKind.NOTICE, ControlState.PRESENT)

    assert rules(gaps(recording, policy=(DECLARED, tells))) == ["PM306"]
    assert rules(gaps(recording, notice, policy=(DECLARED, tells))) == []
    assert [claim.verdict for claim in claims(Inventory(), policy=(tells,))] == ["untestable"]


def test_a_promise_never_to_share_is_broken_by_strangers_and_left_open_by_processors() -> None:
    never = says("We never share your e-mail address.", Action.SHARE, EMAIL, polarity="negative")
    users = table("main.users", "email", EMAIL)

    def verdict(role: str, function: str) -> list[str]:
        found = (users, sends(vendor("x", function, role=role), EMAIL))
        return [claim.verdict for claim in claims(*found, policy=(DECLARED, never))]

    assert verdict("unknown", "unknown") == ["broken"]
    assert verdict("processor", "email") == ["untestable"]
    assert [claim.verdict for claim in claims(users, policy=(DECLARED, never))] == ["kept"]
