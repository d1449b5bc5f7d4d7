"""Tokens to HTML: our own rules for what needs more than the standard ones.

What comes out has still to pass the allow-list (rendering.py).

Rank 1: imports figures, markup and pictures.
"""

from collections.abc import Sequence
from html import escape

from django.templatetags.static import static
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from .figures import out_of_100
from .markup import BLOCKS, PICTURE, block_name, enclosed, is_allowed_link, plain_text
from .pictures import Kept, is_decorative

OPTIONS = OptionsDict({"html": False, "langPrefix": "", "highlight": None, "xhtmlOut": False, "breaks": False})
BOX = 'viewBox="0 0 480 400" width="480" height="400"'  # of every drawing, so that no page jumps when one arrives
SIZES = "(max-width: 32rem) 100vw, 30rem"  # how wide a figure is: look at .picture in lessons.css
OPTIONS_MARKED = {True: ' class="option option--right"', False: ' class="option"'}
ALIGNED = {"text-align:right": "is-right", "text-align:center": "is-centre"}


def to_html(tokens: Sequence[Token], env: dict) -> str:
    """The HTML of tokens. `env` carries what runs through a whole page (rendering._render makes it) and is changed."""
    return RENDERER.render(tokens, OPTIONS, env)


class Renderer(RendererHTML):
    """Our HTML for the tokens that need more than the standard one.

    Each method is the rule for the tokens of its name.
    """

    def __init__(self):
        super().__init__()
        for name in BLOCKS:
            self.rules |= {f"container_{name}_open": self.block_open, f"container_{name}_close": self.block_close}

    def block_open(self, tokens, place, options, env):
        """A box that begins with its name in words, so that no colour has to carry the meaning."""
        name = block_name(tokens[place])
        title = f'<p class="block__title">{BLOCKS[name]}</p>' if BLOCKS[name] else ""
        if name == "story" and env["block"] != "story":
            env["frames"] = [0, sum(map(_is_picture, enclosed(tokens, place)))]
        env["block"], env["right"] = name, ""
        return f'<div class="block block--{name}">{title}\n'

    def block_close(self, tokens, place, options, env):
        opened = "</details>" if env.pop("answered", False) else ""
        env["block"] = ""
        return f"{opened}</div>\n"

    def bullet_list_close(self, tokens, place, options, env):
        """Behind the options of a check stands the answer, folded away until the reader asks for it."""
        closing = super().renderToken(tokens, place, options, env)
        if env.get("block") != "check" or env.get("answered"):
            return closing
        env["answered"] = True
        answer = f'<p class="answer__right">{escape(env["right"])}</p>' if env["right"] else ""
        return f'{closing}<details class="answer"><summary>Show the answer</summary>{answer}\n'

    def list_item_open(self, tokens, place, options, env):
        right = tokens[place].meta.get("right")
        if right:
            env["right"] = plain_text(tokens[place + 2])
        return f"<li{OPTIONS_MARKED.get(right, '')}>"

    def term(self, tokens, place, options, env):
        """A link to the glossary; the first mark of a term on the page carries the meaning for all of them."""
        word, key = tokens[place], tokens[place].meta["key"]
        meaning = "" if key in env["meant"] else f' data-meaning="{escape(word.meta["meaning"])}"'
        env["meant"].add(key)
        return f'<a class="term" href="/glossary/#{key}"{meaning}>{escape(word.content)}</a>'

    def citation(self, tokens, place, options, env):
        """Numbers in the order of first citation, three or more in a row as one range; a claim that nobody knows shows
        nothing (the checks name it)."""
        sources = env["ledger"].sources
        works = dict.fromkeys(work for claim in tokens[place].meta["claims"] for work in sources.get(claim, ()))
        numbered = sorted((env["numbers"].setdefault(work, len(env["numbers"]) + 1), work) for work in works)
        marks = [self._mark(run, env) for run in _runs(numbered)]
        return f'<sup class="cite">{" ".join(marks)}</sup>' if marks else ""

    def _mark(self, run: list[tuple[int, str]], env: dict) -> str:
        """One link for a run of works, and the place to come back to for each of them."""
        first, last = run[0][0], run[-1][0]
        anchor = f"cite-{first}-{len(env['places'].get(run[0][1], ())) + 1}"
        for _, work in run:
            env["places"].setdefault(work, []).append(anchor)
        name, words = ("Sources", f"{first}–{last}") if last > first else ("Source", first)
        return f'<a href="#ref-{first}" id="{anchor}" aria-label="{name} {words}">{words}</a>'

    def link_open(self, tokens, place, options, env):
        token = tokens[place]
        if not is_allowed_link(str(token.attrs.get("href", ""))):
            token = token.copy(attrs={})
        return self.renderToken([token], 0, options, env)

    def image(self, tokens, place, options, env):
        """A drawing of ours or an uploaded picture, with its caption where it stands alone; anything else leaves its
        alternative text.
        """
        token = tokens[place]
        if not _picture_address(token):
            return escape(_alternative(token))
        picture = _picture(token)
        if len(tokens) > 1:  # a figure may not stand in a paragraph
            return picture
        caption = self._step(env) + escape(str(token.attrs.get("title", "")))
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure class="picture">{picture}{figcaption}</figure>'

    @staticmethod
    def _step(env: dict) -> str:
        """Which frame of a picture story the next picture is; empty outside of one."""
        if env.get("block") != "story":
            return ""
        env["frames"][0] += 1
        return f"<strong>Step {env['frames'][0]} of {env['frames'][1]}.</strong> "

    def paragraph_open(self, tokens, place, options, env):
        inline = tokens[place + 1]
        opening = "" if _is_picture(inline) else super().renderToken(tokens, place, options, env)
        people = out_of_100(plain_text(inline)) if env.get("block") == "chance" else []
        return _hundred(people[0]) + opening if people else opening

    def paragraph_close(self, tokens, place, options, env):
        return "" if _is_picture(tokens[place - 1]) else super().renderToken(tokens, place, options, env)

    def table_open(self, tokens, place, options, env):
        """A table scrolls inside a region of its own, named so that two on a page can be told apart."""
        env["tables"] += 1
        name = f"Table {env['tables']}: {env['title']}" if env["title"] else f"Table {env['tables']}"
        return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(name)}"><table>\n'

    def table_close(self, tokens, place, options, env):
        return "</table></div>\n"

    def th_open(self, tokens, place, options, env):
        return f'<th scope="col"{self._aligned(tokens[place])}>'

    def td_open(self, tokens, place, options, env):
        return f"<td{self._aligned(tokens[place])}>"

    @staticmethod
    def _aligned(cell: Token) -> str:
        side = ALIGNED.get(str(cell.attrs.get("style", "")))
        return f' class="{side}"' if side else ""


def _runs(numbered: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Numbered works in runs of three or more without a gap; the others each alone."""
    runs: list[list[tuple[int, str]]] = []
    for item in numbered:
        if runs and item[0] == runs[-1][-1][0] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[item] for item in run])]


def _hundred(marked: int) -> str:
    """A hundred little people, so many of them filled in; the words stand beside it, and are all a listener needs."""
    people = "<b></b>" * marked + "<i></i>" * (100 - marked)
    return f'<div class="people" role="img" aria-label="{marked} of 100 figures are filled in">{people}</div>'


def _is_picture(inline: Token) -> bool:
    """A paragraph that holds nothing but one picture becomes a figure, which may not stand in a paragraph."""
    children = inline.children or []
    return len(children) == 1 and children[0].type == "image" and bool(_picture_address(children[0]))


def _picture(picture: Token) -> str:
    """The picture with its words for those who cannot see it; without any if it is marked as decorative. A drawing
    takes on the colours of the page.
    """
    source, words = escape(_picture_address(picture)), escape(_alternative(picture))
    if not str(picture.attrs.get("src", "")).startswith("illustration:"):
        return f'<img src="{source}" alt="{words}"{_forms(source)} loading="lazy" decoding="async">'
    named = f'role="img" aria-label="{words}"' if words else 'aria-hidden="true"'
    return f'<svg class="drawing" {named} {BOX}><use href="{source}#drawing"></use></svg>'


def _alternative(picture: Token) -> str:
    words = plain_text(picture)
    return "" if is_decorative(words) else words


def _forms(source: str) -> str:
    """The size of an uploaded picture, so that the page keeps its place, and its widths to choose from; nothing for a
    picture of before there were any.
    """
    kept = Kept.at(source)
    if not kept:
        return ""
    choices = f' srcset="{kept.choices}" sizes="{SIZES}"' if kept.choices else ""
    return f' width="{kept.width}" height="{kept.height}"{choices}'


def _picture_address(picture: Token) -> str:
    """The address of a drawing of the project or of an uploaded picture; empty for any other, and for a drawing
    that is not there.
    """
    source = str(picture.attrs.get("src", ""))
    if not source.startswith("illustration:"):
        return source if PICTURE.fullmatch(source) else ""
    try:
        return static(f"illustrations/{source.removeprefix('illustration:')}.svg")
    except ValueError:
        return ""


RENDERER = Renderer()
