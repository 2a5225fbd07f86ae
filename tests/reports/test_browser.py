"""The HTML report in a real browser: its scripts run under its own policy, and its filters and focus view answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detectors.model import Category, Confidence
from reports.html.page import render
from reports.model import ReportInput
from scanner.model import Field, FieldCategory, Flow, FlowKind, Inventory, Store, Verdict
from tests.reports.browser import CHROMIUM, Browser, dumped, opened_in_browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="neither chromium nor google-chrome is installed")

SHOWN_GAPS = (
    "Array.from(document.querySelectorAll('article.gap')).filter(gap => gap.checkVisibility()).map(gap => gap.id)"
)
SHOWN_FIELDS = "Array.from(document.querySelectorAll('table.fields tbody tr')).map(row => row.cells[1].textContent)"


def changed(selector: str, value: str, event: str = "input") -> str:
    """The expression that sets a control as a person would."""
    return (
        f"(() => {{ const control = document.querySelector({selector!r}); control.value = {value!r};"
        f" control.dispatchEvent(new Event({event!r}, {{ bubbles: true }})); }})()"
    )


def saved(report: ReportInput, folder: Path) -> Path:
    page = folder / "report.html"
    page.write_bytes(render(report))
    return page


@pytest.fixture
def opened(checked: ReportInput, tmp_path: Path) -> Iterator[Browser]:
    with opened_in_browser(saved(checked, tmp_path), tmp_path / "profile") as browser:
        yield browser


def test_the_scripts_run_and_nothing_breaks_the_policy(checked: ReportInput, tmp_path: Path) -> None:
    dom, console = dumped(saved(checked, tmp_path), tmp_path / "profile")

    assert console == ""
    assert "4 of 4 gaps" in dom
    assert "23 of 24 fields" in dom
    assert "request.email</td>" in dom
    assert 'class="node centre"' in dom


def test_a_violation_would_be_noticed(checked: ReportInput, tmp_path: Path) -> None:
    page = saved(checked, tmp_path)
    page.write_bytes(page.read_bytes().replace(b"</body>", b"<script>document.title = 1</script></body>"))

    _, console = dumped(page, tmp_path / "profile")

    assert "Content Security Policy" in console


def test_gaps_are_filtered_by_severity_kind_category_and_text(opened: Browser) -> None:
    assert opened.run(SHOWN_GAPS) == ["gap-0", "gap-1", "gap-2", "gap-3"]

    opened.run("document.querySelector('#gap-filters [value=critical]').click()")
    assert opened.run(SHOWN_GAPS) == ["gap-1", "gap-2", "gap-3"]

    opened.run(changed("#gap-filters [name=kind]", "undeclared_category"))
    assert opened.run(SHOWN_GAPS) == ["gap-2"]

    opened.run(changed("#gap-filters [name=kind]", ""))
    opened.run(changed("#gap-filters [name=category]", "user.name"))
    assert opened.run(SHOWN_GAPS) == ["gap-1"]

    opened.run(changed("#gap-filters [name=category]", ""))
    opened.run(changed("#gap-filters [name=text]", "GENDER strike"))
    assert opened.run(SHOWN_GAPS) == ["gap-3"]
    assert opened.run("document.querySelector('#gap-filters [role=status]').textContent") == "1 of 4 gaps"


def test_a_link_to_a_gap_that_a_filter_hides_brings_it_back(opened: Browser) -> None:
    opened.run(changed("#gap-filters [name=text]", "gender"))

    opened.run("new Promise(done => { addEventListener('hashchange', () => done()); location.hash = '#gap-1'; })")

    assert "gap-1" in opened.run(SHOWN_GAPS)


def test_fields_are_searched_and_sorted(opened: Browser) -> None:
    opened.run(changed("#field-filters [name=text]", "api/users contact"))
    assert opened.run(SHOWN_FIELDS) == ["email", "phone"]

    opened.run(changed("#field-filters [name=text]", "api/calls"))
    opened.run("document.querySelectorAll('table.fields thead button')[1].click()")
    opened.run("document.querySelectorAll('table.fields thead button')[1].click()")
    assert opened.run(SHOWN_FIELDS)[:2] == ["started_at", "position"]
    assert opened.run("document.querySelector('table.fields [aria-sort]').getAttribute('aria-sort')") == "descending"


def test_mere_guesses_are_shown_on_request_only(opened: Browser) -> None:
    assert "notes" not in opened.run(SHOWN_FIELDS)

    opened.run(changed("#field-filters [name=confidence]", "0"))

    assert "notes" in opened.run(SHOWN_FIELDS)


def test_the_focus_view_goes_from_node_to_node(opened: Browser) -> None:
    opened.run(changed("#focus [name=node]", "leads.csv"))
    opened.run("document.querySelector('#focus-choices button').click()")
    titles = "Array.from(document.querySelectorAll('#focus-drawing .node > title')).map(title => title.textContent)"
    assert opened.run(titles) == ["api/users#email", "api/exports/leads.csv#E-Mail", "partners.example"]

    opened.run(changed("#focus [name=hops]", "3", "change"))
    assert "web/register.html#signup.email" in opened.run(titles)

    key = "new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })"
    opened.run(f"document.querySelector('#focus-drawing .node').dispatchEvent({key})")
    assert opened.run("document.querySelector('#focus-drawing .centre > title').textContent") == opened.run(titles)[0]


def test_a_box_of_the_overview_opens_the_focus_view(opened: Browser) -> None:
    find = "Array.from(document.querySelectorAll('.overview a')).find(box => box.textContent.startsWith('SendGrid'))"
    opened.run(f"{find}.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true }}))")

    assert opened.run("document.getElementById('focus-status').textContent").startswith("sendgrid: 1 node directly")
    assert opened.violations == []


def test_hostile_names_run_nothing(checked: ReportInput, tmp_path: Path) -> None:
    attack = "</script><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    inventory = checked.inventory
    fields = tuple(replace(field, path=attack, subject=attack) for field in inventory.fields)
    stores = tuple(replace(store, name=attack) for store in inventory.stores)
    report = replace(checked, inventory=replace(inventory, fields=fields, stores=stores), title="Mine " + attack)

    with opened_in_browser(saved(report, tmp_path), tmp_path / "profile") as browser:
        assert browser.run("document.title").startswith("Mine")
        assert attack in browser.run(SHOWN_FIELDS)
        assert browser.run("document.images.length") == 0
        assert browser.violations == []


def test_twenty_thousand_fields_stay_usable(checked: ReportInput, tmp_path: Path) -> None:
    email = (FieldCategory(Category("user.contact.email"), Confidence.HIGH, ("names",)),)
    stores = tuple(Store(f"s{n % 20}/t{n}", f"s{n % 20}", "table", f"t{n}") for n in range(1000))
    fields = tuple(Field(f"{s.id}#c{n}", s.id, f"c{n}", email) for s in stores for n in range(20))
    flows = tuple(Flow(f"f{n}", fields[n].id, fields[n * 31 % 20000].id, FlowKind.COPY, ()) for n in range(20000))
    report = ReportInput(Inventory(stores=stores, fields=fields, flows=flows), checked.verdict)

    with opened_in_browser(saved(report, tmp_path), tmp_path / "profile") as browser:
        assert len(browser.run(SHOWN_FIELDS)) == 50
        browser.run(changed("#field-filters [name=text]", "s7/t987 c19"))
        assert browser.run(SHOWN_FIELDS) == ["c19"]
        assert browser.run("document.querySelectorAll('svg *').length") < 1000


def test_many_gaps_are_shown_a_few_at_a_time(checked: ReportInput, tmp_path: Path) -> None:
    assert checked.verdict is not None
    gaps = tuple(replace(checked.verdict.gaps[0], id=f"PM301 {number:03}") for number in range(200))
    report = replace(checked, verdict=Verdict(gaps, ()))

    with opened_in_browser(saved(report, tmp_path), tmp_path / "profile") as browser:
        assert len(browser.run(SHOWN_GAPS)) == 30
        browser.run("document.querySelector('#gaps > button').click()")
        assert len(browser.run(SHOWN_GAPS)) == 90


@pytest.mark.parametrize("width", [400, 1280])
def test_the_page_itself_never_scrolls_sideways(width: int, checked: ReportInput, tmp_path: Path) -> None:
    with opened_in_browser(saved(checked, tmp_path), tmp_path / "profile", width=width) as browser:
        assert browser.run("document.documentElement.scrollWidth") <= width
