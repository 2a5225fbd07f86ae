"""Named entities: found with a model and without a network, and never missed where no model is installed."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from detectors.entities import active_model, find_entities

needs_model = pytest.mark.skipif(active_model() is None, reason="no spaCy model is installed")


@needs_model
def test_people_are_found_in_prose_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = "Please ask Maria Gonzalez about the invoice."

    (matches,) = find_entities([text])

    assert [(str(match.category), text[match.start : match.end]) for match in matches] == [
        ("user.name", "Maria Gonzalez")
    ]


@needs_model
def test_texts_keep_their_order_and_empty_ones_their_place() -> None:
    found = find_entities(["", "Thomas Weber called.", "the lamp is on"])

    assert [len(matches) for matches in found] == [0, 1, 0]


def test_patterns_and_names_do_not_load_a_language_model() -> None:
    program = (
        "import sys; import detectors.gate, detectors.names, detectors.columns;"
        "detectors.gate.find('jane@example.org'); print('spacy' in sys.modules, 'presidio_analyzer' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False"]
