"""Every pattern detector, in order: a new one is one file under patterns/ and one line here."""

from __future__ import annotations

from detectors.patterns import credentials, device_id, ip_address, street_address
from detectors.patterns.bank_account import BANK_ACCOUNT
from detectors.patterns.base import BlockDetector
from detectors.patterns.coordinates import COORDINATE, COORDINATES
from detectors.patterns.date_of_birth import DATE_OF_BIRTH
from detectors.patterns.email import EMAIL
from detectors.patterns.iban import IBAN
from detectors.patterns.mac_address import MAC_ADDRESS
from detectors.patterns.national_id import national_ids
from detectors.patterns.payment_card import PAYMENT_CARD
from detectors.patterns.phone import PHONE
from detectors.patterns.session_id import SESSION_ID
from detectors.patterns.stated_name import STATED_NAME
from detectors.patterns.user_agent import USER_AGENT

_BEFORE_NUMBERS: tuple[BlockDetector, ...] = (
    EMAIL,
    credentials.PRIVATE_KEY,
    credentials.JSON_WEB_TOKEN,
    credentials.API_KEY,
    credentials.URL_PASSWORD,
    credentials.BEARER_TOKEN,
    credentials.PASSWORD,
    USER_AGENT,
    SESSION_ID,
    device_id.DEVICE_ID,
    device_id.IMEI,
    MAC_ADDRESS,
    ip_address.IPV4,
    ip_address.IPV6,
    IBAN,
    PAYMENT_CARD,
    BANK_ACCOUNT,
    PHONE,
    DATE_OF_BIRTH,
    STATED_NAME,
    COORDINATES,
    COORDINATE,
    street_address.NUMBER_FIRST,
    street_address.ROMANCE,
    street_address.GERMANIC,
    street_address.WITH_UNIT,
    street_address.NUMBER_TWICE,
    street_address.POST_BOX,
    street_address.TURKISH,
    street_address.JAPANESE,
    street_address.STATE_AND_ZIP,
    street_address.POSTAL_CODE,
    street_address.UK_POSTCODE,
)


def built_in() -> tuple[BlockDetector, ...]:
    """All pattern detectors: those of one file each, then the national numbers of the table."""
    return (*_BEFORE_NUMBERS, *national_ids())
