"""Times `piimap --help` and `piimap demo` as whole processes: python benchmarks/startup.py [RUNS].

Prints JSON: median and worst wall seconds and the peak memory in MB of each, on this machine.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PIIMAP = (sys.executable, "-I", "-m", "scanner")


def measure(arguments: tuple[str, ...], runs: int) -> dict[str, float]:
    """Wall seconds and peak memory of the command and its children."""
    seconds, peaks = [], []
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen([*PIIMAP, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1024)
    return {
        "median_s": round(statistics.median(seconds), 3),
        "worst_s": round(max(seconds), 3),
        "peak_mb": round(max(peaks)),
    }


def main() -> None:
    """Measure both and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            "help": measure(("--help",), runs),
            "demo": measure(("demo", str(Path(folder) / "demo")), max(1, runs // 2)),
            "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()},
        }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
