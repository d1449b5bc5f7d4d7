"""A browser that reads here tells nobody else, keeps nothing, and meets nothing that breaks or moves."""

from urllib.parse import urlsplit

import pytest

from tests.browser.pages import ARTICLES, ASKED, DOOR, MEMBERS, READING, visit

pytestmark = pytest.mark.once

STORED = """async () => [document.cookie,
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]"""
TO_READ = [*READING, *(f"/articles/{slug}/" for slug in ARTICLES), "/articles/overview/detailed/", *ASKED]
DESK_PAGES = [
    "/admin/",
    "/admin/education/article/",
    "/admin/education/article/add/",
    "/admin/education/variant/",
    "/admin/education/variant/?q=valve",
    "/admin/education/claim/",
    "/admin/education/user/",
    "/admin/education/user/add/",
    "/admin/education/glossaryterm/",
]
OUTWARD = "[...document.querySelectorAll('a[href^=http]')].map(link => [link.href, link.rel.split(' ')])"
# Whether anything takes longer than the eye can see, of all elements and of what stands before and after them.
MOVING = """() => {
    const second = part => parseFloat(part) * (part.endsWith("ms") ? 0.001 : 1);
    const seconds = value => Math.max(...value.split(",").map(second));
    const styles = [...document.querySelectorAll("*")].flatMap(
        element => ["", "::before", "::after"].map(part => getComputedStyle(element, part || undefined)));
    const longest = Math.max(...styles.flatMap(s => [seconds(s.transitionDuration), seconds(s.animationDuration)]));
    const smooth = styles.filter(style => style.scrollBehavior === "smooth").length;
    return [longest > 0.01, smooth, document.getAnimations().length];
}"""


class Watch:
    """What a page asks of the network, and what it complains about."""

    def __init__(self, page):
        self.hosts, self.complaints = set(), []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{error} ({page.url})"))

    def hear(self, message) -> None:
        """Errors, among them whatever the content security policy has stopped, and warnings."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.page.url})")


def here(site: str) -> set[str]:
    return {urlsplit(site).netloc}


def read_to_the_end(page) -> None:
    """Scroll down and try everything that opens, so that whatever would be fetched late is fetched."""
    page.evaluate("window.scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.evaluate("document.querySelectorAll('a.term, summary').forEach(element => element.click())")


@pytest.fixture(scope="module")
def walk(visitor):
    """What was met on a way through everything there is to read: the watch, what was kept, and the links out."""
    page = visitor()
    watch, kept, links = Watch(page), {}, []
    for path in TO_READ:
        visit(page, path)
        links += page.evaluate(OUTWARD)
        read_to_the_end(page)
        kept[path] = page.evaluate(STORED)
    return watch, kept | {"cookies": page.context.cookies()}, links


def test_reading_stays_between_the_reader_and_the_site(walk, site):
    watch, kept, _ = walk
    assert kept == dict.fromkeys(TO_READ, ["", 0, 0, 0, 0]) | {"cookies": []}
    assert (watch.hosts, watch.complaints) == (here(site), [])


@pytest.mark.parametrize("paths", [DOOR, MEMBERS], ids=["door", "members"])
def test_pages_about_accounts_ask_nobody_else_and_break_nothing(new_context, member, site, paths):
    page = new_context(storage_state=member if paths is MEMBERS else None).new_page()
    watch = Watch(page)
    for path in paths:
        visit(page, path)
        assert page.evaluate(STORED) == ["", 0, 0, 0, 0]
    assert (watch.hosts, watch.complaints) == (here(site), [])


@pytest.mark.parametrize("kind", ["404", "403"])
def test_refusal_asks_nobody_else(new_context, site, kind):
    page = new_context().new_page()
    watch = Watch(page)
    visit(page, kind)
    refused = [text for text in watch.complaints if f"the server responded with a status of {kind}" not in text]
    assert (watch.hosts, refused) == (here(site), [])


def test_links_to_other_sites_do_not_say_where_the_reader_comes_from(walk):
    *_, links = walk
    assert len(links) > 100
    assert [address for address, how in links if "noreferrer" not in how] == []


def test_desk_asks_nobody_else_and_breaks_no_rule_of_its_own(editor, site):
    watch = Watch(editor)
    for path in DESK_PAGES:
        visit(editor, path)
    assert (watch.hosts, watch.complaints) == (here(site), [])


def test_preview_follows_the_typing_and_breaks_no_rule(editor, site):
    watch = Watch(editor)
    editor.goto("/admin/education/variant/")
    editor.locator("#result_list tbody th a").first.click()
    editor.locator("[name=draft]").fill("::: emergency\nCall now.\n:::\n\n## A new part {#new-part}\n\n<b>raw</b>")
    preview = editor.locator("[data-preview]")
    preview.locator("h2#new-part").wait_for()
    assert preview.locator("div.block--emergency").is_visible()
    assert preview.locator("b").count() == 0
    assert (watch.hosts, watch.complaints) == (here(site), [])


@pytest.mark.parametrize("path", ["/", "/articles/overview/", "/preferences/", "/glossary/", "/accounts/sign-in/"])
def test_nothing_moves_for_those_who_ask_for_it(new_context, path):
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(path)
    read_to_the_end(page)
    assert page.evaluate(MOVING) == [False, 0, 0]
