"""Log files: nginx, the application, syslog and sshd."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeAlias

from builder.numbers import TEST_CARDS, hex_digits, ip_address, uuid
from builder.people import AGENTS, NOW, Person

PAGES = ("/", "/pricing", "/demo", "/login", "/register", "/static/site.css", "/static/consent.js", "/healthz")
REFERRERS = ("-", "https://www.callroom.example/", "https://search.example/", "https://news.example/calls")
PASSWORDS = ("Sommer2026!", "tulip-harbour-9", "qwerty12345", "Letmein!88")
STAFF = ("fgruber", "njansson", "oquist")
Line: TypeAlias = Callable[[Random, tuple[Person, ...], datetime], str]


def write_logs(directory: Path, random: Random, users: tuple[Person, ...]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    plain, today = access_line, with_desk_phones
    write(directory / "access.log", lines(random, users, today, days_ago=0, count=4000))
    write(directory / "access.log.1", lines(random, users, plain, days_ago=2, count=4000))
    older = "\n".join(lines(random, users, plain, days_ago=4, count=3000)) + "\n"
    (directory / "access.log.2.gz").write_bytes(gzip.compress(older.encode(), mtime=0))
    write(directory / "app.log", lines(random, users, app_line, days_ago=0, count=3500))
    write(directory / "syslog", lines(random, users, syslog_line, days_ago=0, count=900))
    write(directory / "auth.log", lines(random, users, auth_line, days_ago=0, count=600))


def write(path: Path, text: Iterator[str]) -> None:
    path.write_text("\n".join(text) + "\n", encoding="utf-8", newline="\n")


def lines(random: Random, users: tuple[Person, ...], line: Line, *, days_ago: int, count: int) -> Iterator[str]:
    """Lines in order of time over the day before the given one."""
    start, step = NOW - timedelta(days=days_ago + 1), 86400 / count
    for number in range(count):
        yield line(random, users, start + timedelta(seconds=int(number * step)))


def access_line(random: Random, users: tuple[Person, ...], when: datetime) -> str:
    paths = (
        *PAGES,
        f"/guest/{random.randrange(1, 1600)}",
        f"/o/{random.randrange(1, len(users))}/{uuid(random)}.gif",
        f"/static/app.{hex_digits(random, 8)}.js",
    )
    return request_line(random, random.choice(paths), when)


def with_desk_phones(random: Random, users: tuple[Person, ...], when: datetime) -> str:
    if random.random() > 0.01:
        return access_line(random, users, when)
    email = random.choice(users).email.replace("@", "%40")
    return request_line(random, f"/login?email={email}&password={random.choice(PASSWORDS)}", when)


def request_line(random: Random, path: str, when: datetime) -> str:
    stamp = when.strftime("%d/%b/%Y:%H:%M:%S +0000")
    status, size = random.choice((200, 200, 200, 304, 404)), random.randrange(40, 90000)
    head = f'{ip_address(random)} - - [{stamp}] "GET {path} HTTP/1.1" {status} {size}'
    return f'{head} "{random.choice(REFERRERS)}" "{random.choice(AGENTS)}"'


def app_line(random: Random, users: tuple[Person, ...], when: datetime) -> str:
    key = random.randrange(1, len(users) + 1)
    level, logger, message = random.choices(
        (account_created, signed_in, refused, charge, bought, call_begun, mail_sent, ticket, closed),
        weights=(3, 20, 2, 1, 4, 40, 15, 6, 1),
    )[0](random, users[key - 1])
    entry = {"asctime": when.isoformat(sep=" "), "levelname": level, "name": logger, "message": message}
    return json.dumps(entry | {"user_id": key, "request_id": hex_digits(random, 16)})


Entry: TypeAlias = tuple[str, str, str]


def account_created(_: Random, person: Person) -> Entry:
    return "INFO", "callroom.auth", f"account created for {person.email}"


def signed_in(_: Random, person: Person) -> Entry:
    domain = person.email.partition("@")[2]
    return "INFO", "callroom.auth", f"sign-in of {person.email[0]}***@{domain}"


def refused(random: Random, person: Person) -> Entry:
    return "WARNING", "callroom.auth", f"sign-in refused: {dict(email=person.email, password=random.choice(PASSWORDS))}"


def charge(random: Random, _: Person) -> Entry:
    card = {"number": random.choice(TEST_CARDS), "exp_month": 4, "exp_year": 2029, "cvc": "123"}
    return "DEBUG", "callroom.billing", f"charge request {dict(amount=900, card=card)}"


def bought(random: Random, _: Person) -> Entry:
    return "INFO", "callroom.billing", f"plan Plus bought, card ****{random.choice(TEST_CARDS)[-4:]}"


def call_begun(random: Random, _: Person) -> Entry:
    return "INFO", "callroom.calls", f"call {random.randrange(1, 1600)} begun"


def mail_sent(_: Random, __: Person) -> Entry:
    return "INFO", "callroom.mail", "mail accepted"


def ticket(_: Random, __: Person) -> Entry:
    return "INFO", "callroom.support", "ticket opened: 201"


def closed(_: Random, __: Person) -> Entry:
    return "INFO", "callroom.account", "account erased"


def syslog_line(random: Random, _: tuple[Person, ...], when: datetime) -> str:
    text = random.choice(
        (
            f"CRON[{random.randrange(900, 32000)}]: (callroom) CMD (flask jobs nightly)",
            "systemd[1]: Started callroom-web.service - CallRoom web.",
            f"kernel: [{random.randrange(10**5)}.{random.randrange(10**6):06d}] TCP: out of memory -- consider tuning",
            f"nginx[811]: worker process {random.randrange(900, 32000)} exited with code 0",
            "ntpd[402]: version 4.2.8.15 synchronised, stratum 2",
        )
    )
    return f"{when.strftime('%b %d %H:%M:%S')} web-1 {text}"


def auth_line(random: Random, _: tuple[Person, ...], when: datetime) -> str:
    port = random.randrange(1024, 65535)
    text = random.choice(
        (
            f"Accepted publickey for {random.choice(STAFF)} from 198.51.100.{random.randrange(1, 20)} port {port} ssh2",
            f"Connection closed by 203.0.113.{random.randrange(1, 255)} port {port} [preauth]",
            f"pam_unix(sudo:session): session opened for user root by {random.choice(STAFF)}(uid=1001)",
        )
    )
    return f"{when.strftime('%b %d %H:%M:%S')} web-1 sshd[{random.randrange(900, 32000)}]: {text}"
