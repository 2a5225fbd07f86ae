"""What we measure about the use of the product."""

from mixpanel import Mixpanel

from backend import settings
from backend.models import User

tracker = Mixpanel(settings.MIXPANEL_TOKEN)


def signed_up(user: User) -> None:
    tracker.people_set(str(user.id), {"$email": user.email, "$name": user.name, "language": user.language})
    tracker.track(str(user.id), "Signed up", {"ip": user.last_login_ip})


def count_calls_per_server(rows: list[tuple[str, int]]) -> dict[str, int]:
    """Totals for the status page; nothing in them belongs to a person."""
    totals: dict[str, int] = {}
    for server, calls in rows:
        totals[server] = totals.get(server, 0) + calls
    return totals
