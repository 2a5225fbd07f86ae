"""People who do not exist, and what they say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from builder import numbers

NOW = datetime(2026, 11, 23, 22, 0, 0)
FIRST = tuple(
    "Ada Bruno Carla Dario Elif Femke Goran Hanna Ivo Jana Kofi Lotte Mateo Nora Oskar Paula Quentin Rosa Sven Tilda "
    "Umar Vera Wout Ximena Yara Zeno Amina Bjarne Chiara Dunja Emil Freya".split()
)
LAST = tuple(
    "Abelsen Bruyn Castell Demirag Eklof Fontane Gruber Haldane Ingram Jansson Kovar Lindqvor Marchetto Nyquist Orlova "
    "Petrak Quist Rosendal Santoro Tervoort Ulrichs Vandermeer Westby Yildiran Zapatero Okonjor".split()
)
DOMAINS = ("example.com", "example.org", "example.net", "mail.example", "post.example", "inbox.test")
TRADES = ("Studio", "Legal", "Foods")
COMPANIES = tuple(
    f"{first} {trade}" for first in ("Birch", "Harbour", "Copper", "Lark", "Granite", "Willow") for trade in TRADES
)
CITIES = ("Berlin", "Hamburg", "Stockholm", "Lyon", "Milano", "Valencia", "Gent", "Utrecht", "Leeds", "Oslo")
COUNTRIES = ("DE", "SE", "FR", "IT", "ES", "BE", "NL", "GB", "NO", "CH")
AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "CallRoom/4.2.1 (iPhone; iOS 17.5.1) WebKit",
)
PHONES = ("iPhone 16 Pro", "Pixel 9", "Galaxy S23", "iPhone 13 mini", "Fairphone 5")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, a lead, or a newsletter."""

    first: str
    last: str
    email: str
    phone: str
    birth_year: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def invent_people(random: Random, count: int, *, mark: str) -> tuple[Person, ...]:
    """People whose addresses differ from each other and from those of any other mark."""
    return tuple(invent(random, f"{mark}{number}") for number in range(1, count + 1))


def invent(random: Random, mark: str) -> Person:
    first, last = random.choice(FIRST), random.choice(LAST)
    email = f"{first}.{last}{mark}@{random.choice(DOMAINS)}".lower()
    return Person(first, last, email, numbers.phone(random), random.randrange(1950, 2004))


def moment(random: Random, *, days: int) -> str:
    """A time in the last days before the snapshot, as the database writes it."""
    return (NOW - timedelta(seconds=random.randrange(days * 86400))).isoformat(sep=" ")
