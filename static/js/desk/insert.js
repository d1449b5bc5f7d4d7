/* What an editor may put into the text, each from a window of its own: claims and words found by search, pictures, blocks
   and sections. Escape closes a window; the focus returns to where it was. */
(function () {
  "use strict";

  const { bench, text, insertLines, insertWords, latest, after, ask, make } = window.desk;
  const PAUSE = 250; /* milliseconds after the last key, before a search begins */

  function put(how, ...words) {
    document.querySelectorAll("dialog[open]").forEach(help => help.close());
    how(...words);
  }

  /* Up and down lead through the choices of a window, from its field of words and back. */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target;
    if (!step || here.matches("textarea, [type=file]")) return;
    const stops = Array.from(event.currentTarget.querySelectorAll("[data-search], [data-heading], .helper__choice, .drawings__button"))
      .filter(stop => stop.offsetParent);
    const next = stops[stops.indexOf(here) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function open(help) {
    help.querySelectorAll("[data-key]").forEach(choice => { choice.parentElement.hidden = text.value.includes(`{#${choice.dataset.key}}`); });
    help.querySelectorAll("[data-missing]").forEach(part => { part.hidden = !help.querySelector("li:not([hidden])"); });
    if (help.querySelector("[data-choose]")) chooseAgain(help);
    help.showModal();
    const first = help.querySelector("input, .helper__choice");
    if (first) first.focus();
    if (first && first.select) first.select();
  }

  /* Claims and words of the glossary. */
  function prepareSearch(field) {
    const help = field.closest("[data-help]");
    const list = help.querySelector("[data-results]");
    const told = help.querySelector("[data-told]");
    const choice = field.dataset.search === "claims" ? claimChoice : termChoice;

    const search = latest(async function () {
      const words = field.value.trim();
      try {
        const found = words ? (await (await ask(`${bench.dataset[field.dataset.search]}?q=${encodeURIComponent(words)}`)).json()).found : [];
        list.replaceChildren(...found.map(one => make("li", "", "", choice(one))));
        told.textContent = !words ? "" : found.length ? `${found.length} found` : "Nothing holds all of these words. Try fewer.";
      } catch (error) {
        told.textContent = error.message;
      }
    });

    field.addEventListener("input", after(PAUSE, search));
    field.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      search();
    });
  }

  function button(words, action, ...inside) {
    const made = make("button", "helper__choice", "", make("strong", "", words), ...inside);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  function claimChoice(claim) {
    return button(claim.text, () => put(insertWords, `[@${claim.key}]`),
      make("span", "", [claim.key, claim.strength, claim.figures.length ? `Figures: ${claim.figures.join("; ")}` : ""].filter(Boolean).join(" · ")),
      ...(claim.note ? [make("span", "", `Binding: ${claim.note}`)] : []));
  }

  function termChoice(term) {
    return button(term.term, () => put(insertWords, term.term), make("span", "", term.meaning));
  }

  /* Pictures: chosen or uploaded, then described. */
  const pictures = document.getElementById("help-picture");
  const describe = pictures.querySelector("[data-describe]");
  const choose = pictures.querySelector("[data-choose]");
  const pictureTold = pictures.querySelector("[data-told]");
  const alt = pictures.querySelector("[data-alt]");
  const caption = pictures.querySelector("[data-caption]");
  const decorative = pictures.querySelector("[data-decorative]");
  let source = "";

  function chooseAgain() {
    choose.hidden = false;
    describe.hidden = true;
    pictureTold.textContent = "";
    pictures.querySelector("[data-upload]").value = "";
  }

  function describePicture(address, shows) {
    source = address;
    alt.value = shows;
    caption.value = "";
    decorative.checked = alt.disabled = false;
    choose.hidden = true;
    describe.hidden = false;
    alt.focus();
    alt.select();
  }

  /* Brackets and quotation marks would end what they stand in. */
  function putPicture() {
    const words = decorative.checked ? "decorative" : alt.value.trim().replace(/\s+/g, " ").replace(/[[\]\\]/g, "\\$&");
    const below = caption.value.trim().replace(/\s+/g, " ").replace(/["\\]/g, "\\$&");
    if (!words) {
      pictureTold.textContent = "Say what the picture shows, or tick that it is decorative.";
      alt.focus();
      return;
    }
    put(insertLines, `![${words}](${source}${below ? ` "${below}"` : ""})`);
  }

  /* Uploads one picture and asks what it shows; a refusal is told in the window. */
  async function upload(file) {
    if (!pictures.open) open(pictures);
    pictureTold.textContent = "Uploading …";
    try {
      const answer = await (await ask(text.dataset.markdownxUploadUrlsPath, { image: file })).json();
      pictureTold.textContent = "Uploaded. Now say what it shows.";
      describePicture(answer.image_code.match(/\((.+)\)$/)[1], "");
    } catch (error) {
      pictureTold.textContent = error.message;
    }
  }

  /* A word processor puts a picture of the words beside the words: then the words are meant. */
  function takePictures(event) {
    const brought = event.dataTransfer || event.clipboardData;
    if (!brought || brought.getData("text/plain")) return;
    const file = Array.from(brought.files).find(one => one.type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    upload(file);
  }

  /* Sections: the key is made of the heading's own words. */
  function beginSection(heading) {
    const title = heading.value.trim().replace(/\s+/g, " ");
    const key = title.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f'’]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    if (title && key) put(insertLines, `## ${title} {#${key}}`);
    else heading.focus();
  }

  const heading = document.querySelector("[data-heading]");
  heading.addEventListener("keydown", function (event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    beginSection(heading);
  });
  document.querySelector("[data-begin]").addEventListener("click", () => beginSection(heading));

  document.querySelectorAll("[data-help]").forEach(help => {
    help.addEventListener("keydown", walk);
    help.querySelector("[data-close]").addEventListener("click", () => help.close());
  });
  document.querySelectorAll("[data-insert]").forEach(choice =>
    choice.addEventListener("click", () => put(insertLines, choice.dataset.insert, choice.dataset.pick)));
  document.querySelectorAll("[data-search]").forEach(prepareSearch);
  pictures.querySelectorAll("[data-picture]").forEach(choice =>
    choice.addEventListener("click", () => describePicture(choice.dataset.picture, choice.dataset.shows)));
  pictures.querySelector("[data-upload]").addEventListener("change", event => event.target.files[0] && upload(event.target.files[0]));
  pictures.querySelector("[data-put]").addEventListener("click", putPicture);
  pictures.querySelector("[data-back]").addEventListener("click", chooseAgain);
  decorative.addEventListener("change", () => { alt.disabled = decorative.checked; });
  text.addEventListener("dragover", event => event.dataTransfer.types.includes("Files") && event.preventDefault());
  text.addEventListener("drop", takePictures);
  text.addEventListener("paste", takePictures);

  const tools = bench.querySelector("[data-tools]");
  tools.querySelectorAll("[data-opens]").forEach(tool =>
    tool.addEventListener("click", () => open(document.getElementById(tool.dataset.opens))));
  tools.hidden = false;
}());
