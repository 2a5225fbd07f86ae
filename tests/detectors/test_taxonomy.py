"""The taxonomy: fideslang's keys and piimap's own."""

from __future__ import annotations

from detectors import taxonomy


def test_there_are_fideslangs_keys_and_four_extensions() -> None:
    known = taxonomy.keys()
    own = {key for key in known if key.startswith("x.")}

    assert len(known - own) == 85
    assert own == {
        "x.user.communication.call_log",
        "x.user.communication.support_record",
        "x.user.communication.email_engagement",
        "x.user.sales_lead",
    }
    assert len(taxonomy.purposes()) == 56
    assert len(taxonomy.subjects()) == 16


def test_every_parent_is_known_and_leads_to_a_root() -> None:
    known = taxonomy.keys()
    for key in sorted(known):
        parent = taxonomy.parent(key)

        assert parent is None or taxonomy.is_known(parent)
        assert taxonomy.is_within(key, "user") or taxonomy.is_within(key, "system")


def test_an_extension_is_within_its_fideslang_parent() -> None:
    assert taxonomy.is_within("x.user.communication.support_record", "user.content")
    assert not taxonomy.is_within("user.content", "x.user.communication.support_record")


def test_kinds_of_special_categories_are_special() -> None:
    assert taxonomy.is_special("user.biometric.fingerprint")
    assert taxonomy.article("user.criminal_history") == 10
    assert not taxonomy.is_special("user.contact.email")
    assert not taxonomy.is_special("no.such.key")


def test_near_synonyms_stand_for_each_other() -> None:
    assert (
        taxonomy.equivalent("user.payment")
        == taxonomy.equivalent("user.financial")
        == {"user.payment", "user.financial"}
    )
    assert taxonomy.equivalent("user.workplace") == {"user.workplace", "user.contact.organization"}
    assert taxonomy.equivalent("user.name") == {"user.name"}


def test_keys_have_titles_and_an_unknown_key_is_its_own() -> None:
    assert taxonomy.title("user.contact.email") == "User Contact Email"
    assert taxonomy.title("no.such.key") == "no.such.key"
