"""make bench: how fast the site answers, beside a bare Django project, in one run on one machine.

Both are served by the gunicorn configuration that ships, each in processes of its own, on loopback. They are asked in
turn, and the turns are repeated; what counts is the median of the ratios, since a lone figure says more about the
machine than about the site. The questions come from the same machine, so its capacity is higher than what is shown.
"""

import argparse
import contextlib
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from importlib.metadata import version
from statistics import median

from education.levels import ReadingLevel
from education.preferences import Preferences, TextSize, Theme

from .load import CONNECTIONS, WRK, requests_per_second
from .weight import first_visit

ARTICLE = "/articles/overview/"
AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
AIM = 1.2
LIMITS = {"HTML": 15, "CSS": 10, "JavaScript": 8}  # KB, brotli


def cookie(level: ReadingLevel) -> dict[str, str]:
    """The header of a reader who chose this level, larger letters and the dark colours."""
    return {"Cookie": f"reader={Preferences(level=level, text_size=TextSize.LARGE, theme=Theme.DARK).to_cookie()}"}


def questions() -> dict[str, tuple[str, dict[str, str]]]:
    """What is asked, by the name it has in the report."""
    asked = {
        "home": ("/", {}),
        "home, cookie": ("/", cookie(ReadingLevel.DETAILED)),
        "article": (ARTICLE, {}),
    }
    for level in ReadingLevel:
        asked[f"article, cookie {level.value}"] = (ARTICLE, cookie(level))
    for level in ReadingLevel:
        asked[f"article {level.value}"] = (f"{ARTICLE}{level.value}/", {})
        asked[f"article {level.value}, cookie"] = (f"{ARTICLE}{level.value}/", cookie(level))
    return asked


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(environment: dict[str, str], *application: str):
    """The address of a gunicorn that ends with the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", *application]
    server = subprocess.Popen(command, env=environment | {"PORT": str(port)})
    try:
        for _ in range(150):
            if server.poll() is not None:
                raise RuntimeError(f"gunicorn ended at once: {' '.join(command)}")
            with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=30) as response:
                response.read()
                break
            time.sleep(0.2)
        else:
            raise RuntimeError(f"no answer within 30 seconds: {' '.join(command)}")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=60)


def main() -> None:
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=1, help="how long an address is asked in each round")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="valvewise-bench-") as folder:
        environment = {**os.environ, "DATA_DIR": folder}
        for name in ("ALLOWED_HOSTS", "DEBUG", "DJANGO_SETTINGS_MODULE", "HTTPS", "KEEP_PAGES"):
            environment.pop(name, None)
        for command in (["migrate", "--no-input"], ["import_content", "--if-empty"], ["collectstatic", "--no-input"]):
            manage = [sys.executable, "manage.py", *command, "--verbosity", "0"]
            subprocess.run(manage, env=environment, check=True, stdout=subprocess.DEVNULL)
        with served(environment) as site, served(environment, "tests.bench.hello:application") as hello:
            weigh(site)
            race(site, hello, options.rounds, options.seconds)


def weigh(site: str) -> None:
    print("What a first visit moves, in bytes                 as written   with brotli   at most")
    pages = {"home": "/"} | {f"article {level.value}": f"{ARTICLE}{level.value}/" for level in ReadingLevel}
    for name, path in pages.items():
        for kind, (raw, moved) in first_visit(site + path).items():
            limit = LIMITS[kind] * 1000
            verdict = "  MISSED" if moved > limit else ""
            print(f"  {name + ', ' + kind:<46} {raw:>12,} {moved:>13,} {limit:>9,}{verdict}")


def race(site: str, hello: str, rounds: int, seconds: int) -> None:
    asked = questions()
    print(
        f"\nRequests per second, medians of {rounds} rounds of {seconds} s, {CONNECTIONS} connections, "
        f"{'wrk' if WRK else 'own client (install wrk for a sharper measurement)'}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Django {version('django')}, gunicorn {version('gunicorn')}"
    )
    if os.getloadavg()[0] > 1:
        print("This machine is busy with other work, so the figures below are worth little.")
    for path, headers in asked.values():  # every worker has met every page before the clock runs
        requests_per_second(site + path, AS_A_BROWSER | headers, 1)
    requests_per_second(hello + "/", AS_A_BROWSER, 1)
    ours, theirs = {name: [] for name in asked}, {name: [] for name in asked}
    for turn in range(rounds):
        for name, (path, headers) in asked.items():
            pair = [
                (ours[name], site + path, AS_A_BROWSER | headers),
                (theirs[name], hello + "/", AS_A_BROWSER),
            ]
            for results, url, sent in pair if turn % 2 else reversed(pair):
                results.append(requests_per_second(url, sent, seconds))
    print(f"{'':<36} {'site':>8} {'hello':>8} {'ratio':>7}   (lowest and highest; the aim is {AIM})")
    for name in asked:
        ratios = [one / other for one, other in zip(ours[name], theirs[name], strict=True)]
        middle = median(ratios)
        print(
            f"  {name:<34} {median(ours[name]):>8,.0f} {median(theirs[name]):>8,.0f} {middle:>7.2f}"
            f"   ({min(ratios):.2f} to {max(ratios):.2f}){'' if middle >= AIM else '  MISSED'}"
        )


if __name__ == "__main__":
    main()
