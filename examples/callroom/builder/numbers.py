"""Made-up numbers with valid check digits: phones, addresses, accounts, products."""

from random import Random

TEST_CARDS = ("4111111111111111", "4242424242424242", "5555555555554444", "5105105105105100", "378282246310005")
NETWORKS = ("192.0.2", "198.51.100", "203.0.113", "81.2.69", "89.160.20")
CITIES_OF_PHONES = ("+4420794600", "+4930231250", "+4684650040", "+1212555010")
PASSPORT_SIGNS = "CFGHJKLMNPRTVWXYZ0123456789"
ODD_VALUES = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def phone(random: Random) -> str:
    """A number from a range kept free for fiction (Ofcom, Bundesnetzagentur, PTS, NANPA)."""
    prefix = random.choice(CITIES_OF_PHONES)
    return prefix + str(random.randrange(10, 100)) if prefix[1] != "1" else prefix + str(random.randrange(10))


def ip_address(random: Random) -> str:
    if random.random() < 0.1:
        return f"2001:db8:{random.randrange(65536):x}::{random.randrange(1, 65536):x}"
    return f"{random.choice(NETWORKS)}.{random.randrange(1, 255)}"


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def hex_digits(random: Random, count: int) -> str:
    return f"{random.getrandbits(4 * count):0{count}x}"


def uuid(random: Random) -> str:
    raw = hex_digits(random, 32)
    return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-a{raw[17:20]}-{raw[20:]}"


def with_luhn(body: str) -> str:
    """The body and its check digit (ISO/IEC 7812-1)."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        doubled = int(sign) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return body + str(-total % 10)


def ean(random: Random) -> str:
    body = "400" + digits(random, 9)
    total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(body))
    return body + str(-total % 10)


def iban(random: Random) -> str:
    """An account at a bank called TEST, with a valid check (ISO 13616)."""
    country, length = random.choice((("GB", 14), ("NL", 10)))
    account = "TEST" + digits(random, length)
    as_digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(as_digits) % 97:02d}{account}"


def passport(random: Random) -> str:
    return "C" + "".join(random.choice(PASSPORT_SIGNS) for _ in range(8))


def fiscal_code(random: Random, last: str, first: str, year: int) -> str:
    """An Italian codice fiscale, with a municipality code that is not in use."""
    body = (
        f"{letters(last)}{letters(first)}{year % 100:02d}{random.choice('ABCDEHLMPRST')}{random.randrange(10, 29)}Z999"
    )
    total = 0
    for place, sign in enumerate(body):
        value = int(sign) if sign.isdigit() else ord(sign) - ord("A")
        total += ODD_VALUES[value] if place % 2 == 0 else value
    return body + chr(ord("A") + total % 26)


def letters(name: str) -> str:
    consonants = [sign for sign in name.upper() if sign in "BCDFGHJKLMNPQRSTVWXYZ"]
    return "".join(consonants + ["X", "X", "X"])[:3]
