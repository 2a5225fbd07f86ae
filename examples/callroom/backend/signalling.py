"""Messages to the browsers in a call, over Redis."""

import json
import os

import redis

bus = redis.Redis.from_url(os.environ.get("REDIS_URL", "redis://redis:6379/0"))


def show_to_everyone(call_id: int, notice: str, *, until: str) -> bool:
    """True when each client in the call has confirmed within five seconds."""
    expected = bus.scard(f"call:{call_id}:clients")
    bus.publish(f"call:{call_id}", json.dumps({"show": notice, "until": until}))
    confirmed = sum(1 for _ in range(expected) if bus.blpop(f"call:{call_id}:confirmed", timeout=5))
    return confirmed == expected
