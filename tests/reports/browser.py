"""A headless Chromium that opens one local file, over the pipe of its DevTools protocol."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-extensions",
    "--no-first-run",
)

# The protocol wants its pipes as descriptors 3 and 4. They pass through higher ones, lest one overwrite the other.
_STARTED = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(pipe, fcntl.F_DUPFD, 10) for pipe in ({reads}, {writes}))
os.dup2(reads, 3)
os.dup2(writes, 4)
os.execv(sys.argv[1], sys.argv[1:])
"""


def dumped(page: Path, profile: Path) -> tuple[str, str]:
    """The page's DOM after its scripts ran, and what the browser wrote to its console."""
    assert CHROMIUM is not None
    flags = (*FLAGS, f"--user-data-dir={profile}", "--enable-logging=stderr", "--dump-dom")
    done = subprocess.run(
        [CHROMIUM, *flags, page.as_uri()], capture_output=True, text=True, timeout=60, check=True
    )  # fmt: skip
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, "\n".join(console)


@contextmanager
def opened_in_browser(page: Path, profile: Path, *, width: int = 1280) -> Iterator[Browser]:
    """The page in a browser of its own, which ends with the block."""
    assert CHROMIUM is not None
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    started = _STARTED.format(reads=theirs_in, writes=theirs_out)
    flags = (*FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank")
    process = subprocess.Popen(
        [sys.executable, "-c", started, CHROMIUM, *flags],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        browser = Browser(ours_in, ours_out)
        browser.open(page, width)
        yield browser
    finally:
        process.terminate()
        process.wait(timeout=20)
        os.close(ours_in)
        os.close(ours_out)


class Browser:
    """One open page that expressions can be evaluated in, as a person at the console would."""

    def __init__(self, answers: int, calls: int) -> None:
        self._in = answers
        self._out = calls
        self._rest = b""
        self._number = 0
        self._session: str | None = None
        self.violations: list[str] = []

    def run(self, expression: str) -> Any:  # whatever JSON the expression gives
        """The value of a JavaScript expression in the page."""
        given = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in given, given["exceptionDetails"]
        return given["result"].get("value")

    def open(self, page: Path, width: int) -> None:
        """Load the page in a window of this width, and wait until its scripts have run."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._call(f"{domain}.enable")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", **size)
        self._call("Page.navigate", url=page.as_uri())
        self.run("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")

    def _call(self, method: str, **parameters: object) -> Any:  # a JSON object of the protocol
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
                self.violations.append(json.dumps(answer["params"]))
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def _read(self) -> dict[str, Any]:  # as above
        while b"\0" not in self._rest:
            more = os.read(self._in, 1 << 16)
            assert more, "the browser closed its pipe"
            self._rest += more
        line, self._rest = self._rest.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(line)  # as above
        return answer
