"""Hostile words in every field, met by a real browser with the content security policy off: nothing of them runs.

A copy of the site with a database of its own; what its pages are made of is judged in tests/test_hostile.py.
"""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.browser.pages import DESK, enter
from tests.payloads import BREAKING

pytestmark = pytest.mark.once

PATIENCE = 60  # seconds
MAKE = """
import json
import re
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.conf import settings
from tests.hostile import HOSTILE, PASSWORD, Shelf, pages
shelf = Shelf(HOSTILE)
told = {"pages": pages(shelf), "chief": shelf.people["chief"].email, "reader": shelf.people["reader"].email,
        "text": shelf.plain.pk, "draft": shelf.plain.draft, "password": PASSWORD}
(settings.DATA_DIR / "pages.json").write_text(json.dumps(told))
"""
# Of pages that one template makes, one is enough.
OF_EACH_KIND = re.compile(
    r"^/$|^/(glossary|invitations|admin/desk)/|/sources/$|/reviewers/$|one/plain/(feedback/\?helpful=no)?$|^/admin/$"
    r"|/(variant|auditentry|feedback)/$|/(article|claim|variant)/\d+/change/|/variant/\d+/history/|/claim/\d+/delete/"
)
# What an attacker would call, replaced by what only takes note of it.
HOOKS = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = words => { window.__ran.push(name); };
document.addEventListener("securitypolicyviolation", event => window.__ran.push("policy " + event.blockedURI));
"""
# Opens and touches whatever can be opened or touched without leaving the page.
TOUCH = """() => {
    const touch = root => root.querySelectorAll("*").forEach(element => {
        if (element.localName === "details") element.open = true;
        for (const kind of ["mouseover", "focus", "error", "load"]) element.dispatchEvent(new Event(kind));
        if (element.shadowRoot) touch(element.shadowRoot);
        if (element.matches("[type=button], summary, .check button, .story button")) element.click();
    });
    touch(document);
}"""
# What the parsed page holds that no page of ours may: by what a browser made of it, not by what stands in the source.
HARMS = """() => {
    const found = [...window.__ran];
    const never = "iframe, object, embed, base, math, style, [http-equiv], [srcdoc], script:not([src])";
    const leads = ["href", "src", "action", "formaction", "xlink:href", "data", "poster"];
    const look = root => root.querySelectorAll("*").forEach(element => {
        const kind = element.localName;
        if (element.matches(never)) found.push(kind);
        for (const { name, value } of element.attributes) {
            if (name.startsWith("on")) found.push(`${kind} ${name}`);
            if (!leads.includes(name)) continue;
            const { protocol, origin } = new URL(value, location.href);
            if (!/^(https?|mailto|tel):$/.test(protocol)) found.push(`${kind} ${name}=${value}`);
            if (kind !== "a" && origin !== location.origin) found.push(`${kind} ${name}=${value}`);
        }
        if (element.shadowRoot) look(element.shadowRoot);
    });
    look(document);
    return found;
}"""


@pytest.fixture(scope="module")
def copy(running, tmp_path_factory):
    """Where the copy answers, and what its database holds. It takes over the static files of the other copy."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "static").symlink_to(running.folder / "static")
    port = str(int(running.environment["PORT"]) + 1)
    environment = running.environment | {"DATA_DIR": str(folder), "PORT": port, "WEB_CONCURRENCY": "1"}
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", MAKE]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"], env=environment)
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/readyz")
    yield address, json.loads((folder / "pages.json").read_text())
    server.send_signal(signal.SIGQUIT)  # at once: nobody is being served
    server.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the copy did not come up")


@pytest.fixture(scope="module")
def guest(visitor, copy):
    """guest(who) is the page of a browser without a content security policy, signed in as one of the copy's people."""
    address, told = copy

    def make(who: str = ""):
        page = visitor(base_url=address, bypass_csp=True, viewport=DESK)
        page.add_init_script(HOOKS)
        page.left = []
        page.on("request", lambda request: request.url.startswith(address) or page.left.append(request.url))
        page.on("dialog", lambda dialog: (page.left.append(dialog.message), dialog.dismiss()))
        if who:
            enter(page, told[who], told["password"])
        return page

    return make


@pytest.mark.parametrize("who", ["", "chief"], ids=["anybody", "chief"])
def test_nothing_runs_or_loads_on_a_page(guest, copy, who):
    page, found = guest(who), {}
    for address in filter(OF_EACH_KIND.search, copy[1]["pages"][who]):
        if page.goto(address, wait_until="domcontentloaded").headers["content-type"].startswith("text/html"):
            page.evaluate(TOUCH)
            if told := page.evaluate(HARMS) + page.left:
                found[address] = told
            page.left.clear()
    assert found == {}


def test_nothing_runs_beside_a_text_that_is_written(guest, copy):
    """The preview, what is found, the searches, what is put in, and words that the browser kept."""
    page, told = guest("chief"), copy[1]
    address = f"/admin/education/variant/{told['text']}/change/"
    page.goto(address)
    text = page.locator("[name=draft]")
    text.fill(told["draft"] + "\n\n" + "\n\n".join(BREAKING))
    page.locator("[name=draft_title]").fill(BREAKING[0])
    page.locator("[data-preview] #part-0").wait_for()
    page.get_by_role("button", name=re.compile("^line ")).first.click()
    for tool, words in (("Claim", "script"), ("Word", "script")):
        page.get_by_role("button", name=tool, exact=True).click()
        page.keyboard.type(words)
        page.locator("dialog[open] .helper__choice").first.wait_for()
        assert page.evaluate(HARMS) == []
        page.locator("dialog[open] .helper__choice").first.click()
    page.get_by_role("button", name="Section", exact=True).click()
    page.locator("[data-heading]").fill(BREAKING[1])
    page.locator("[data-heading]").press("Enter")
    page.evaluate(TOUCH)
    page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('desk words'))")
    page.goto(address)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Take back").click()
    page.locator("[data-preview] #part-0").wait_for()
    assert page.evaluate(HARMS) + page.left == []
