"""PM101: what the policy does not declare is reported, and nothing else."""

from detectors.model import Confidence, Protection
from scanner.model import Action, Inventory, Severity
from tests.scanner.gaps.making import flowing, form, gaps, rules, says, table

COLLECTS_CONTACT = says("We collect your contact details.", Action.COLLECT, "user.contact")
COLLECTS_ANYTHING = says("We may collect any other information.", Action.COLLECT, "user", generic=True)


def test_a_column_that_the_policy_does_not_declare_is_reported_with_its_place() -> None:
    (gap,) = gaps(table("main.users", "born", "user.demographic.date_of_birth"), policy=(COLLECTS_ANYTHING,))

    assert gap.rule == "PM101"
    assert gap.categories == ("user.demographic.date_of_birth",)
    assert [(e.path, e.line) for e in gap.evidence] == [("main.users.py", 7)]


def test_a_declared_family_covers_its_members() -> None:
    assert rules(gaps(table("main.users", "mail", "user.contact.email"), policy=(COLLECTS_CONTACT,))) == []


def test_an_open_clause_declares_nothing() -> None:
    assert rules(gaps(table("main.users", "mail", "user.contact.email"), policy=(COLLECTS_ANYTHING,))) == ["PM101"]


def test_a_sentence_that_denies_a_category_does_not_declare_it() -> None:
    denies = says("We do not collect health data.", Action.COLLECT, "user.health_and_medical", polarity="negative")

    assert "PM101" in rules(gaps(table("main.users", "diet", "user.health_and_medical"), policy=(denies,)))


def test_low_confidence_is_no_finding() -> None:
    found = table("main.users", "x", "user.name", confidence=Confidence.LOW)

    assert rules(gaps(found, policy=(COLLECTS_CONTACT,))) == []


def test_data_of_subjects_that_the_policy_does_not_speak_to_is_not_held_against_it() -> None:
    staff = table("main.staff", "iban", "user.financial.bank_account", subject="employee")

    assert rules(gaps(staff, policy=(COLLECTS_CONTACT,), subjects=("customer",))) == []
    assert rules(gaps(staff, policy=(COLLECTS_CONTACT,), subjects=("customer", "employee"))) == ["PM101"]


def test_hashing_does_not_declare_a_category_but_lowers_the_severity() -> None:
    def severity(protection: Protection) -> Severity:
        found = table("main.users", "passport", "user.government_id.passport_number", protection=protection)
        return gaps(found, policy=(COLLECTS_CONTACT,))[0].severity

    assert (severity(Protection.PLAIN), severity(Protection.HASHED)) == (Severity.HIGH, Severity.MEDIUM)


def test_all_undeclared_categories_of_a_store_are_one_gap() -> None:
    found = (table("main.users", "sex", "user.demographic.gender"), table("main.users", "job", "user.job_title"))

    (gap,) = gaps(*found, policy=(COLLECTS_CONTACT,))

    assert gap.categories == ("user.demographic.gender", "user.job_title")


def test_a_form_field_that_ends_in_a_reported_column_is_the_way_in_and_no_second_gap() -> None:
    column = table("main.users", "born", "user.demographic.date_of_birth")
    way = flowing("shop/join.html#join.born", "shop/main.users#born", "user.demographic.date_of_birth")

    (gap,) = gaps(
        column, form("born", "user.demographic.date_of_birth"), Inventory(flows=(way,)), policy=(COLLECTS_CONTACT,)
    )

    assert gap.path == ("shop/join.html#join.born", "shop/main.users#born")


def test_a_form_field_that_is_stored_nowhere_is_reported_at_the_form() -> None:
    (gap,) = gaps(form("born", "user.demographic.date_of_birth"), policy=(COLLECTS_CONTACT,))

    assert gap.id == "PM101 shop/join.html"


def test_the_closest_declared_sentence_stands_beside_the_gap() -> None:
    near = says("We collect your age range.", Action.COLLECT, "user.demographic.age_range")

    gap = gaps(table("main.users", "sex", "user.demographic.gender"), policy=(COLLECTS_CONTACT, near))[0]

    assert gap.statement is not None
    assert gap.statement.quote == "We collect your age range."


def test_a_moved_line_changes_no_id() -> None:
    found = table("main.users", "born", "user.demographic.date_of_birth")
    moved = Inventory(stores=found.stores, fields=found.fields)

    assert [g.id for g in gaps(found, policy=(COLLECTS_CONTACT,))] == [
        g.id for g in gaps(moved, policy=(COLLECTS_CONTACT,))
    ]
