"""The HTML report is one file that loads nothing, runs nothing of others, and says first whether it may go out."""

import base64
import hashlib
import json
import re
from dataclasses import replace

from detectors.model import Category, Confidence
from reports.html.page import render
from reports.model import ReportInput
from scanner.model import (
    CitedSentence,
    Claim,
    CollectionPoint,
    Evidence,
    Examined,
    Extent,
    Field,
    FieldCategory,
    Flow,
    FlowKind,
    Gap,
    Inventory,
    Recipient,
    Severity,
    Store,
    System,
    Unscanned,
    Use,
    Verdict,
)

HOSTILE = "</script><script>alert('1')</script>\"><img src=x onerror=alert(2)>&\u2028\u2029\u202e\x00]]>--><!--"


def hostile_report() -> ReportInput:
    """A report in which every name that comes from outside attacks the page."""
    category = Category(HOSTILE)
    cited = CitedSentence(HOSTILE, 0, 5, HOSTILE)
    gap = Gap(
        HOSTILE, HOSTILE, HOSTILE, Severity.HIGH, (category,), HOSTILE, HOSTILE, HOSTILE, HOSTILE, cited,
        (Evidence(HOSTILE, 1, symbol=HOSTILE, reason=HOSTILE), Evidence(HOSTILE, store=HOSTILE)), (HOSTILE, "x"),
    )  # fmt: skip
    found = (FieldCategory(category, Confidence.HIGH, (HOSTILE,)),)
    inventory = Inventory(
        systems=(System(HOSTILE, HOSTILE),),
        stores=(Store(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        fields=(Field(f"{HOSTILE}#x", HOSTILE, HOSTILE, found, HOSTILE),),
        collection_points=(CollectionPoint("p", HOSTILE, HOSTILE, (category,)),),
        recipients=(Recipient("r", HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), use=Use.USED),),
        flows=(Flow("f", HOSTILE, "r", FlowKind.SHARE, (category,)), Flow("g", "p", HOSTILE, FlowKind.STORE, ())),
        examined=(Examined(HOSTILE, HOSTILE, Extent.SAMPLED, HOSTILE, (HOSTILE,)),),
        unscanned=(Unscanned(HOSTILE, HOSTILE),),
    )
    return ReportInput(inventory, Verdict((gap,), (Claim(cited, "broken", HOSTILE),)), as_of=HOSTILE, title=HOSTILE)


def test_no_hostile_name_stands_in_the_page_as_markup() -> None:
    page = render(hostile_report()).decode()

    assert "&lt;/script&gt;&lt;script&gt;alert(&#x27;1&#x27;)" in page
    assert page.count("<script") == 5
    assert page.count("</script>") == 5
    assert "<img" not in page
    assert "<!--" not in page
    assert not re.search("[\x00\u2028\u2029\u202e]", page)


def test_the_data_island_reads_back_as_it_was() -> None:
    page = render(hostile_report()).decode()

    found = re.search(r'<script type="application/json" id="data">([^<]*)</script>', page)
    assert found is not None
    document = json.loads(found[1])
    assert document["categories"][0][0] == HOSTILE


def test_nothing_runs_but_what_is_shipped(checked: ReportInput) -> None:
    page = render(checked).decode()

    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    shipped = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len(shipped) == 6
    for text in shipped:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy[1]


def test_the_page_needs_no_other_resource_and_no_inline_handler(checked: ReportInput) -> None:
    page = render(checked).decode()

    assert set(re.findall(r"https?://[^\s\"']+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<[^>]+ (?:src|style|on\w+)=", page)
    assert "@import" not in page
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", page)


def test_the_verdict_is_the_first_heading_and_says_why(checked: ReportInput) -> None:
    page = render(checked).decode()

    headings = re.findall(r"<h[12][^>]*>", page)
    assert headings[0].startswith("<h1")
    assert page.index("Not ready to go out") < page.index("3 gaps at or over medium") < page.index("Coverage")


def test_every_section_is_a_landmark_with_a_name(checked: ReportInput) -> None:
    page = render(checked).decode()

    sections = re.findall(r'<section id="(\w+)" aria-labelledby="([\w-]+)">', page)
    assert [name for name, _ in sections] == [
        "verdict", "gaps", "inventory", "lineage", "recipients", "claims", "unexamined", "method",
    ]  # fmt: skip
    for name, heading in sections:
        assert page.count(f'id="{heading}"') == 1
        assert f'href="#{name}"' in page


def test_no_id_is_given_twice(checked: ReportInput) -> None:
    ids = re.findall(r' id="([^"]+)"', render(checked).decode())

    assert len(ids) == len(set(ids))


def test_the_sentence_stands_beside_the_evidence(checked: ReportInput) -> None:
    page = render(checked).decode()

    card = page[page.index('<article id="gap-0"') : page.index('<article id="gap-1"')]
    assert "<blockquote>Please be informed that we do not keep" in card
    assert "<code>backend/billing.py:41</code>" in card
    assert '<ol class="path"' in card


def test_without_a_policy_there_are_no_gaps_and_no_claims(scanned: ReportInput) -> None:
    page = render(scanned).decode()

    assert "no policy was checked" in page
    assert 'id="gaps"' not in page
    assert 'id="claims"' not in page


def test_a_day_is_shown_only_where_one_was_given(checked: ReportInput) -> None:
    assert b"as of 2024-05-01" in render(checked)
    assert b"as of" not in render(replace(checked, as_of=None)).split(b"<script", 1)[0]


def test_one_system_is_broken_down_by_store(checked: ReportInput) -> None:
    inventory = checked.inventory
    api = replace(inventory, fields=tuple(field for field in inventory.fields if field.store.startswith("api/")))

    assert b"Fields by category and store" in render(replace(checked, inventory=api))
    assert b"Fields by category and system" in render(checked)
