/* Beside the text: the page as readers will see it, in its own style and untouched by that of the desk, and what is found
   in the words. Both follow the typing. */
(function () {
  "use strict";

  const { bench, form, text, goTo, latest, after, ask, make } = window.desk;
  const PAUSE = Number(text.dataset.markdownxLatency) || 500;
  const sheet = bench.querySelector("[data-preview]");
  const trouble = bench.querySelector("[data-trouble]");
  const said = bench.querySelector("[data-said]");
  const found = bench.querySelector("[data-found]");
  const page = preparePage();

  /* The page stands in a tree of its own, in an element `html` of its own, so that the site's style sheets find what
     they speak of. Colours come down to it from the page of the desk. */
  function preparePage() {
    const root = sheet.attachShadow({ mode: "open" });
    sheet.dataset.styles.split(" ").forEach(address => {
      const style = make("link");
      style.rel = "stylesheet";
      style.href = address;
      root.append(style);
    });
    const made = make("html", "", "", make("body"));
    made.lang = sheet.dataset.language;
    made.dataset.level = sheet.dataset.level;
    root.append(made);
    root.addEventListener("click", followLink);
    return made;
  }

  /* A link leads to its place in the preview, or to another window: never away from words that are not saved. */
  function followLink(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (!address.startsWith("#")) window.open(address, "_blank", "noopener");
    else Array.from(page.querySelectorAll("[id]")).filter(place => `#${place.id}` === address).forEach(place => place.scrollIntoView());
  }

  /* The pieces of the page, section by section, as its template sets them. The HTML has passed the allow-list. */
  function setPage(html) {
    const read = document.createElement("template");
    read.innerHTML = html;
    let prose = make("div", "prose");
    const pieces = [prose];
    Array.from(read.content.childNodes).forEach(node => {
      if (node.nodeName === "H2") {
        node.className = "section__title";
        prose = make("div", "prose");
        pieces.push(make("section", "section", "", node, prose));
      } else {
        prose.append(node);
      }
    });
    page.querySelector("body").replaceChildren(...pieces);
  }

  const preview = latest(async function () {
    try {
      setPage(await (await ask(text.dataset.markdownxUrlsPath, { content: text.value })).text());
      trouble.textContent = "";
    } catch (error) {
      trouble.textContent = error.message;
    }
  });

  /* Where the text stands: as saved, or as chosen in the form of a new one. */
  function place(name) {
    return form.elements[name] ? form.elements[name].value : bench.dataset[name];
  }

  const check = latest(async function () {
    const fields = {};
    ["article", "level", "language"].forEach(name => { fields[name] = place(name) || ""; });
    ["draft_title", "draft_summary", "draft"].forEach(name => { fields[name] = form.elements[name].value; });
    if (!fields.article || !fields.level) return;
    try {
      setFindings(await (await ask(bench.dataset.check, fields)).json());
    } catch (error) {
      tell(error.message);
    }
  });

  /* A screen reader hears it only when it is news. */
  function tell(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function setFindings(told) {
    tell(told.said);
    found.querySelector("[data-measures]").replaceChildren(...told.measures.map(measure =>
      make("li", `measures__one${measure.over ? " measures__one--over" : ""}`, measure.words + (measure.over ? " (too hard)" : ""))));
    found.querySelector("[data-groups]").replaceChildren(...told.groups.filter(group => group.findings.length).map(asGroup));
    const cited = found.querySelector("[data-claims]");
    cited.hidden = !told.claims.length;
    cited.querySelector("[data-count]").textContent = told.claims.length;
    cited.querySelector("[data-list]").replaceChildren(...told.claims.flatMap(asClaim));
  }

  function asGroup(group) {
    return make("section", "findings", "",
      make("h2", "findings__title", `${group.title} (${group.findings.length})`),
      make("ul", "findings__list", "", ...group.findings.map(asFinding)));
  }

  function asFinding(finding) {
    const leads = finding.line || finding.field;
    const where = make(leads ? "button" : "span", "finding__where", finding.where);
    if (leads) {
      where.type = "button";
      where.addEventListener("click", () => finding.line ? goTo(finding.line) : form.elements[`draft_${finding.field}`].focus());
    }
    return make("li", `finding${finding.is_error ? " finding--error" : ""}`, "", where, " ",
      make("span", "finding__words", `${finding.words} ${finding.remedy}`));
  }

  function asClaim(claim) {
    const figures = claim.figures.length ? ` Figures: ${claim.figures.join("; ")}.` : "";
    const note = claim.note ? ` Binding: ${claim.note}` : "";
    const sources = claim.sources.length ? ` ${claim.sources.join("; ")}.` : "";
    return [
      make("dt", "", "", make("code", "", claim.key), ` · ${claim.strength}`),
      make("dd", "", claim.text, make("span", "quiet", figures + note + sources)),
    ];
  }

  function saveByKey(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) form.requestSubmit(form.elements._continue);
  }

  const previewSoon = after(PAUSE, preview);
  const checkSoon = after(PAUSE, check);
  text.addEventListener("input", previewSoon);
  form.addEventListener("input", checkSoon);
  form.addEventListener("change", function () {
    page.dataset.level = place("level") || "plain";
    page.lang = place("language") || "en";
    checkSoon();
  });
  document.addEventListener("keydown", saveByKey);
  preview();
  check();
}());
