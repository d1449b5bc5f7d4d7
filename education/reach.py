"""Whether an address of another site answers: asked politely, and never within a private network.

A leaf: imports nothing of the project.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

SECONDS = 10  # for each step: to connect, to answer
AT_MOST = 30  # seconds for one request, however slowly the answer drips
REDIRECTS = 5
MOVED = {301, 302, 303, 307, 308}
CLOSED_TO_PROGRAMS = {401, 403, 429}
CLOSED = "lets no program look"  # how such a problem begins: a person may still find the page
PRIVATE = "leads into a private network"
KEPT_AS_THEY_ARE = "%/:=&?~#+!$,;'@()*[]"


class Unreachable(Exception):
    """The address has an answer that is none. The message says why."""


@dataclass(frozen=True)
class Caller:
    """Who asks, and how. `agent` names the site; `allow_private` lets it ask this machine's own network, for tests."""

    agent: str
    allow_private: bool = False
    seconds: float = SECONDS
    pause: float = 2  # before the second try

    def problem_of(self, address: str) -> str:
        """What is wrong with an address; empty if it answers. Asks twice if there is no answer, or a poor one.

        Costs up to some minutes of waiting, at worst. Raises nothing, whatever the address and the answer are.
        """
        problem, may_pass = self._tried(address)
        if may_pass:
            time.sleep(self.pause)
            problem, _ = self._tried(address)
        return problem

    def _tried(self, address: str) -> tuple[str, bool]:
        """The problem, and whether it may be gone when one tries again."""
        try:
            status = self._status(address, "HEAD")
            if status >= 400:  # many servers answer a HEAD poorly whose page is there
                status = self._status(address, "GET")
        except Unreachable as error:
            return str(error), False
        except ssl.SSLCertVerificationError as error:
            return f"its certificate is not valid: {error.verify_message}"[:200], False
        except ssl.SSLError:
            return "offers no safe connection", False
        except socket.gaierror:
            return "has a name that leads to no server", True
        except (ValueError, http.client.InvalidURL):  # so the libraries say that something in it cannot be
            return "is no address of the web", False
        except (OSError, http.client.HTTPException):
            return "does not answer", True
        return _in_words(status), status >= 500

    def _status(self, address: str, method: str) -> int:
        """The status at the end of all redirects, each of which is looked at as the first address was."""
        for _ in range(REDIRECTS + 1):
            status, onward = self._ask(address, method)
            if status not in MOVED or not onward:
                return status
            address = urljoin(address, onward)
        raise Unreachable(f"leads on more than {REDIRECTS} times")

    def _ask(self, address: str, method: str) -> tuple[int, str]:
        """Status and Location of one request; the body is not read."""
        kind, host, port, path = _parts(address)
        connection = kind(host, port, timeout=self.seconds)
        connection.places = self._places(host, port)
        end = threading.Timer(AT_MOST, connection.cut)
        end.daemon = True
        end.start()
        try:
            connection.request(method, path, headers={"User-Agent": self.agent, "Accept": "*/*"})
            with connection.getresponse() as answer:
                return answer.status, answer.headers.get("Location", "")
        finally:
            end.cancel()
            connection.close()

    def _places(self, host: str, port: int) -> list[str]:
        """The network addresses of a host. They are what is then connected to, so that a name cannot lead elsewhere
        a moment later. Raises Unreachable if one of them is not of the public network.
        """
        found = [told[4][0] for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.allow_private and not all(map(is_public, found)):
            raise Unreachable(PRIVATE)
        return found


def _in_words(status: int) -> str:
    if status in CLOSED_TO_PROGRAMS:
        return f"{CLOSED} ({status}): open it yourself"
    return f"answers with {status}" if status >= 400 else ""


def is_public(place: str) -> bool:
    """Whether a network address belongs to the public network, also where one of IPv4 is wrapped in one of IPv6."""
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    return address.is_global and not address.is_multicast


class _Plain(http.client.HTTPConnection):
    """Connects to the network addresses that were looked at, and to no other."""

    places: list[str] = []

    def connect(self):
        for number, place in enumerate(self.places, 1):
            try:
                self.sock = socket.create_connection((place, self.port), self.timeout)
                return
            except OSError:
                if number == len(self.places):
                    raise

    def cut(self):
        """End the connection from another thread; whoever waits for an answer then gets an error."""
        with suppress(OSError, AttributeError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class _Secure(_Plain):
    def connect(self):
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _parts(address: str) -> tuple[type[_Plain], str, int, str]:
    """How to connect, host, port and path of an address, in plain letters. Raises ValueError if it is none."""
    parts = urlsplit(address)
    kind, usual = {"http": (_Plain, 80), "https": (_Secure, 443)}.get(parts.scheme, (None, 0))
    if not kind or not parts.hostname:
        raise ValueError(parts.scheme)
    path = quote(parts.path or "/", safe=KEPT_AS_THEY_ARE)
    query = f"?{quote(parts.query, safe=KEPT_AS_THEY_ARE)}" if parts.query else ""
    return kind, parts.hostname.encode("idna").decode(), parts.port or usual, path + query
