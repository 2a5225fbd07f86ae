"""Identifiers of devices: IMEIs and advertising ids, where words say so."""

from __future__ import annotations

import re

from stdnum import imei

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

_CATEGORY = Category("user.device.device_id")

IMEI = Pattern(
    name="imei",
    category=_CATEGORY,
    entity="IMEI",
    regex=re.compile(r"(?<![\w.-])\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d(?![\w.-])"),
    score=0.9,
    is_valid=lambda hit: bool(imei.is_valid(hit)),
    context=re.compile(r"imei|handset|\bdevice\b", re.IGNORECASE),
    needs=("imei", "handset", "device"),
    near=AFTER_A_WORD,
)
"""IMEIs (3GPP TS 23.003) after a word such as `imei`. Mistaken for: payment cards, which share the Luhn check."""

DEVICE_ID = Pattern(
    name="device_id",
    category=_CATEGORY,
    entity="DEVICE_ID",
    regex=re.compile(
        r"(?:idfa|idfv|gaid|aaid|adid|ad_?id|advertising_?id|android_?id|device_?id|udid|deviceid)[\"']?\s{0,2}[=:]\s{0,2}[\"']?"
        r"(?P<value>[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9A-Fa-f]{16,40})(?![\w-])",
        re.IGNORECASE,
    ),
    score=0.9,
    is_valid=lambda hit: len(set(hit)) > 3,
    needs=("idfa", "idfv", "gaid", "aaid", "adid", "ad_id", "advertising", "android", "device", "udid"),
    near=AFTER_A_WORD,
)
"""UUIDs and hexadecimal ids that a key such as `idfa` or `android_id` names. Misses: ids without such a key."""
