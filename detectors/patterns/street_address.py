"""Postal addresses: streets with numbers, and postal codes."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

_STREET = Category("user.contact.address.street")
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'.-]{0,30}"
_ENGLISH = (
    r"Street|St|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Way|Close|Crescent"
    r"|Parkway|Pkwy|Circle|Cir|Trail|Trl|Highway|Hwy|Plaza|Alley|Row|Walk|Gardens|Grove|Mews|Loop|Path|Pike|Turnpike|Green|Park"
    r"|Hill|Heights|Ridge|View|Point|Landing|Creek|Crossing|Meadows?|Fields?|Springs?|Station|Manor|Mount|Island|Islands|Isle"
    r"|Junctions?|Keys?|Knolls?|Lakes?|Lodge|Mall|Mission|Motorway|Orchard|Oval|Overpass|Passage|Pass|Port|Prairie|Ranch|Rapids?"
    r"|Rest|Roads|Route|Rue|Run|Shoals?|Shores?|Skyway|Spurs?|Stravenue|Stream|Streets|Summit|Throughway|Trace|Track|Trafficway"
    r"|Tunnel|Underpass|Unions?|Valleys?|Viaduct|Views|Villages?|Ville|Vista|Walks|Wall|Ways|Wells?|Bridge|Brook|Burg|Bypass|Camp"
    r"|Canyon|Cape|Causeway|Center|Cliffs?|Club|Common|Corner|Corners|Course|Cove|Curve|Dale|Dam|Divide|Estates?|Expressway"
    r"|Extensions?|Falls|Ferry|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Freeway|Garden|Gateway|Glens?|Groves|Harbors?|Haven|Hills"
    r"|Hollow|Inlet"
)
_TAIL = (
    r"(?:,?\s(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|No|#)\.?\s?[\w-]{1,6})?"
    r"(?:[,\n]\s?[\w .'-]{2,30},?\s[A-Z]{2},?\s\d{5}(?:-\d{4})?)?"
)

NUMBER_FIRST = Pattern(
    name="street_address",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        rf"(?<![\w.$€£/-])\d{{1,5}}[A-Za-z]?,?\s(?:(?:[NSEW]|North|South|East|West)\.?\s)?(?:{_CAPITALISED}\s){{1,4}}"
        rf"(?:{_ENGLISH})\b\.?{_TAIL}"
    ),
    score=0.8,
)
"""English street addresses: a number, capitalised words and a word such as `Road`, with unit, city and ZIP code.

Mistaken for: counts of things (`5 New York Hills`), which score the same: a column needs several.
"""

ROMANCE = Pattern(
    name="street_address_romance",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        r"(?<![\w.])(?:\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|boulevard|bd|place|chemin|impasse|all[ée]e|quai|route|cours)\s"
        rf"(?:de\s(?:la\s|l')?|du\s|des\s|d')?{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}}"
        r"|(?:Calle|C/|Avenida|Avda\.?|Plaza|Paseo|Via|Viale|Piazza|Corso|Vicolo|Rua|Travessa|Alameda|Pra[çc]a|Largo)\s"
        rf"(?:(?:de|del|della|delle|dei|di|do|da|dos|la|las|los|el)\s){{0,2}}{_CAPITALISED}(?:\s(?:de\s|della\s)?{_CAPITALISED}){{0,3}},?\s(?:n[º°.]?\s?)?\d{{1,4}}[A-Za-z]?\b)"
    ),
    score=0.8,
    needs=(
        "rue ",
        "avenue ",
        "boulevard ",
        "bd ",
        "place ",
        "chemin ",
        "impasse ",
        "allée ",
        "allee ",
        "quai ",
        "route ",
        "cours ",
        "calle ",
        "c/ ",
        "avenida ",
        "avda",
        "plaza ",
        "paseo ",
        "via ",
        "viale ",
        "piazza ",
        "corso ",
        "vicolo ",
        "rua ",
        "travessa ",
        "alameda ",
        "praça ",
        "praca ",
        "largo ",
    ),
    near=(12, 8),
)
"""French, Spanish, Italian and Portuguese street addresses: a word such as `rue` or `Calle`, a name and a number."""

GERMANIC = Pattern(
    name="street_address_germanic",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        r"(?<![\w.])(?:[A-ZÄÖÜ][\wäöüß.-]{1,30}[- ]?){0,3}(?:[A-ZÄÖÜ]?[\wäöüß-]{0,24}(?:stra(?:ß|ss)e|str\.|[Ww]eg|[Pp]latz|[Aa]llee|gasse"
        r"|[Rr]ing|damm|ufer|straat|laan|plein|gracht|kade|dijk|dreef|hof))\s\d{1,4}\s?[a-zA-Z]?(?![\w.])(?:,?\s\d{4,5}\s[A-Z][\wäöü-]{1,30})?"
    ),
    score=0.8,
    needs=(
        "straße ",
        "strasse ",
        "str. ",
        "weg ",
        "platz ",
        "allee ",
        "gasse ",
        "ring ",
        "damm ",
        "ufer ",
        "straat ",
        "laan ",
        "plein ",
        "gracht ",
        "kade ",
        "dijk ",
        "dreef ",
        "hof ",
    ),
    near=(110, 4),
)
"""German and Dutch street addresses: a name that ends in a word such as `straße` or `laan`, and a number."""

_PLACES = r"(?:[,\n][>?*\s]{0,6}(?:[^\W\d_a-z][\w'.-]{1,24}[ -]?){1,4}){0,3}(?:[, \n]{1,3}[>?* ]{0,4}\d{4,6}(?:-\d{3,4})?(?![\d-]))?"

WITH_UNIT = Pattern(
    name="street_address_unit",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        r"(?<![\w.-])(?:\d{1,5}\s)?(?:[^\W\d_][\w'.-]{0,30}\s){1,4}\d{0,5}[,\s]{0,3}[>?*\s]{0,4}(?:Apt|Apartment|Suite|Ste|Unit|Flat)\.?\s#?\d{1,5}\b"
        + _PLACES
    ),
    score=0.82,
    needs=("apt", "apartment", "suite", "ste", "unit", "flat"),
    near=(150, 4),
)
"""Addresses with a flat or suite, in whatever language the street is; the city, country and code that follow belong to
it."""

NUMBER_TWICE = Pattern(
    name="street_address_numbered",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        rf"(?<![\w.$€£/:-])\d{{1,5}}\s(?:{_CAPITALISED}\s){{1,4}}\d{{1,4}}[A-Za-z]?\b(?![.:/]\d)(?=,?[ \n][A-Z]|\n|[.?!,]|\Z){_PLACES}"
    ),
    score=0.5,
    context=re.compile(
        r"address|lives?\b|living|located|moved|\bsent? to|deliver|\bship|\bat\b|visit|meet", re.IGNORECASE
    ),
    needs=(
        "address",
        "live",
        "living",
        "located",
        "moved",
        "sent to",
        "send to",
        "deliver",
        "ship",
        "at ",
        "visit",
        "meet",
    ),
    near=AFTER_A_WORD,
)
"""A number, capitalised words and a house number, where words such as `lives at` stand before."""

POST_BOX = Pattern(
    name="post_box",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        r"(?<!\w)(?:P\.? ?O\.? Box|Postfach|Apartado|PSC|Unit|CMR)\s\d{1,6}(?:,? Box \d{1,6})?(?:[,\s]{1,3}(?:APO|FPO|DPO),? A[AEP],? \d{5}(?:-\d{4})?)?"
    ),
    score=0.75,
    is_valid=lambda hit: "Box" in hit or "APO" in hit or "FPO" in hit or hit.startswith(("Postfach", "Apartado")),
    needs=("box", "postfach", "apartado", "apo", "fpo"),
    near=AFTER_A_WORD,
)
"""Post office boxes and United States military addresses."""

TURKISH = Pattern(
    name="street_address_turkish",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(
        rf"(?:{_CAPITALISED}\s){{1,3}}(?:Mah(?:allesi|\.)|Sok(?:ak|a[ğg][ıi]|\.)|Cad(?:desi|\.)|Bulvar[ıi])[^\n\x00]{{0,30}}\d{{1,4}}"
    ),
    score=0.8,
    needs=("mah", "sok", "cad", "bulvar"),
    near=(120, 16),
)
"""Turkish street addresses: a name, a word such as `Sokak`, and a number."""

JAPANESE = Pattern(
    name="street_address_japanese",
    category=_STREET,
    entity="STREET_ADDRESS",
    regex=re.compile(r"[\u4e00-\u9fff]{1,4}[都道府県][^\s\x00]{1,12}[市区町村郡][^\s\x00]{0,30}"),
    score=0.85,
    needs=("都", "道", "府", "県"),
    near=(8, 16),
)
"""Japanese addresses: a prefecture, then a city, ward, town or village."""

STATE_AND_ZIP = Pattern(
    name="state_and_zip",
    category=Category("user.contact.address.postal_code"),
    entity="ZIP_CODE",
    regex=re.compile(
        r"(?<=[A-Za-z],\s)(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
        r",?\s(?P<value>\d{5}(?:-\d{4})?)(?![\w-])"
    ),
    score=0.75,
)
"""United States ZIP codes after a city and a state. Misses: ZIP codes without them, which may be any five digits."""

POSTAL_CODE = Pattern(
    name="postal_code",
    category=Category("user.contact.address.postal_code"),
    entity="ZIP_CODE",
    regex=re.compile(
        r"(?<![\w.-])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2}|\d{5}(?:-\d{3,4})?|\d{3}-\d{4}|\d{4})(?![\w-])"
    ),
    score=0.8,
    context=re.compile(
        r"(?:\bzip(?:[ _-]?code)?|post(?:al)?[ _-]?code|postleitzahl|\bplz|code postal|c[óo]digo postal|\bcap\b|\bcep\b|posta kodu)\W{0,4}"
        r"(?:(?:is|was|to|ist|est|es)\W{1,2})?\Z",
        re.IGNORECASE,
    ),
    needs=("zip", "post", "plz", "cap", "cep", "código", "codigo"),
    near=AFTER_A_WORD,
)
"""Postal codes straight after a word such as `zip code`. Misses: codes without such a word."""

UK_POSTCODE = Pattern(
    name="uk_postcode",
    category=Category("user.contact.address.postal_code"),
    entity="ZIP_CODE",
    regex=re.compile(r"(?<![\w.-])(?:[A-PR-UWYZ][A-HK-Y]?\d[A-HJKMNPR-Y\d]?) \d[ABD-HJLNP-UW-Z]{2}(?![\w-])"),
    score=0.6,
)
"""British postcodes with their space: a shape of its own. Mistaken for: model numbers of the same shape."""
