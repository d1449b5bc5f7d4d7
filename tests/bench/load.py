"""Asking one address again and again: requests per second, by wrk where it is installed, else by threads of our own."""

import re
import shutil
import socket
import subprocess
import threading
import time
from urllib.parse import urlsplit

WRK = shutil.which("wrk")
CONNECTIONS = 8


def requests_per_second(url: str, headers: dict[str, str], seconds: int) -> float:
    """Eight connections for `seconds`. An answer that is no success, or a broken connection, ends the measurement."""
    return (by_wrk if WRK else by_threads)(url, headers, seconds)


def by_wrk(url: str, headers: dict[str, str], seconds: int) -> float:
    named = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = [WRK, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *named, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
    for trouble in ("Non-2xx", "Socket errors"):
        if trouble in said:
            raise RuntimeError(f"{url}: {said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def by_threads(url: str, headers: dict[str, str], seconds: int) -> float:
    """Slower than wrk and in one process, so it understates a fast server: the ratios come out nearer to 1."""
    at = urlsplit(url)
    lines = [f"GET {at.path} HTTP/1.1", f"Host: {at.netloc}", *(f"{name}: {value}" for name, value in headers.items())]
    question = "\r\n".join([*lines, "", ""]).encode()
    answers, broken = [], []
    end = time.monotonic() + seconds

    def ask() -> None:
        count = 0
        try:
            with socket.create_connection((at.hostname, at.port), timeout=10) as connection:
                while time.monotonic() < end:
                    connection.sendall(question)
                    read_answer(connection)
                    count += 1
        except Exception as error:
            broken.append(error)
        answers.append(count)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise RuntimeError(f"{url}: {broken[0]}")
    return sum(answers) / (time.monotonic() - began)


def read_answer(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += receive(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    if not re.match(rb"HTTP/1\.1 2\d\d ", head):
        raise RuntimeError(head.split(b"\r\n")[0].decode())
    missing = int(re.search(rb"(?i)content-length: (\d+)", head)[1]) - len(body)
    while missing > 0:
        missing -= len(receive(connection))


def receive(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the server closed the connection")
    return received
