"""Text on the page can be read by people with weak eyes, in light and in dark (WCAG 2.2, 1.4.3, level AA)."""

import re

import pytest

from reports.html.page import asset

LEAST = 4.5


def palettes() -> dict[str, dict[str, str]]:
    css = asset("report.css")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    found = re.compile(r"--(\w+): (#[0-9a-f]{6});")
    return {"light": dict(found.findall(light)), "dark": dict(found.findall(dark.split("* {", 1)[0]))}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_the_one_that_the_standard_gives() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < LEAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "bad", "warn", "good"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_every_ink_stands_out_from_every_ground(scheme: str, ink: str, ground: str) -> None:
    palette = palettes()[scheme]

    assert contrast(palette[ink], palette[ground]) >= LEAST
