"""What partners are told about a lead."""

from types import SimpleNamespace

import responses

from backend.partners import contact_of


@responses.activate
def test_a_contact_has_five_fields() -> None:
    responses.post("https://hooks.zapier.com/hooks/catch/1/example", json={})
    lead = SimpleNamespace(name="Jo Park", company="Acme", email="jo@acme.example", phone="+442079460000", city="Lyon")
    assert contact_of(lead).email == "jo@acme.example"
