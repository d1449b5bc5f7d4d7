"""The forms of a page as a browser finds them, and what somebody might send in place of what they ask for."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urljoin

from django.core.files.uploadedfile import SimpleUploadedFile

from .payloads import EVERY

KEPT = ("csrfmiddlewaretoken", "post", "action", "select_across", "index")  # what says which form it is


@dataclass
class Form:
    """Where it leads, and its fields with the values that stand in them; `buttons` are the names that press it."""

    address: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> tuple:
        return self.address.partition("?")[0], self.method, tuple(self.fields)

    def asked(self) -> list[str]:
        """The fields that somebody fills in."""
        return [name for name in self.fields if name not in KEPT and not name.endswith("_FORMS")]


class Forms(HTMLParser):
    """`found` are the forms of a page."""

    def __init__(self, html: str, page: str):
        super().__init__(convert_charrefs=True)
        self.page, self.found, self._area, self._select = page, [], "", ""
        self._open: Form | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            address = urljoin(self.page, said.get("action", "") or self.page)
            self._open = Form(address, said.get("method", "get").lower())
            self.found.append(self._open)
        elif self._open and tag in ("input", "textarea", "select", "button") and said.get("name"):
            self._field(tag, said)
        elif tag == "option" and self._open and self._select and ("selected" in said or self._first):
            self._open.fields[self._select], self._first = [said.get("value", "")], False

    def _field(self, tag: str, said: dict[str, str]) -> None:
        name, kind = said["name"], said.get("type", tag)
        if tag == "button" or kind == "submit":
            self._open.buttons[name] = said.get("value", "")
            return
        if kind not in ("radio", "checkbox") or "checked" in said or name not in self._open.fields:
            self._open.fields[name] = [said.get("value", "")]
        self._open.kinds[name] = kind
        self._area = name if tag == "textarea" else ""
        self._select, self._first = (name, True) if tag == "select" else ("", False)

    def handle_data(self, data):
        if self._area and self._open:
            self._open.fields[self._area] = [self._open.fields[self._area][0] + data]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._open = None


def filled(form: Form, words: list[str]) -> dict[str, list[str]]:
    """The form with one of the words in each field, in turn, all else as it was."""
    return form.fields | {name: [words[at % len(words)]] for at, name in enumerate(form.asked())}


def misuses(form: Form, turn: int) -> list[tuple[str, dict | bytes]]:
    """Three of the things that may be sent in place of what the form asks for. `turn` chooses them, and the words."""
    turned = [*EVERY[7 * turn % len(EVERY) :], *EVERY]
    hidden = [name for name, kind in form.kinds.items() if kind == "hidden"]
    longest = max(form.asked(), key=lambda name: form.kinds.get(name) == "textarea", default="x")
    much = 500_000 if form.method == "post" else 1_000  # the server takes no longer address
    always = [("NUL in each field", filled(form, ["a\0b"])), ("hostile words", filled(form, turned))]
    more = [
        ("numbers", filled(form, ["-1", str(10**30), "1e309", "\u0663", "NaN"])),
        ("nothing", {}),
        ("each field thrice", {name: [value[0], "", "<b>"] for name, value in form.fields.items()}),
        ("hidden fields forged", form.fields | {name: [("9" * 40, "x", "", "-1")[turn % 4]] for name in hidden}),
        ("a million characters", form.fields | {longest: ["<w" * much]}),
        ("no UTF-8", b"&".join(quote(name).encode() + b"=%ff%fe%ed%a0%80\xc3(" for name in form.fields)),
    ]
    return [*always, more[turn % len(more)]]


def body(form: Form, sent: dict[str, list[str]]) -> dict:
    """What Django's client sends for it; a field for a file gets one that is called so."""
    files = [name for name, kind in form.kinds.items() if kind == "file"]
    named = {
        name: SimpleUploadedFile((sent.get(name) or ["x"])[0][:200] or "x", b"PK\x05\x06" + b"\0" * 18)
        for name in files
    }
    return sent | named
