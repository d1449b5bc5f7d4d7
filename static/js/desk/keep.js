/* Keeps what is typed into a text, and not saved yet, in this browser: a closed tab, a crash or an expired session loses
   nothing. What is kept is the words, the version that they change, and when; it is forgotten when they are saved, and
   offered when the text is opened again. It also runs on the list of texts, where a save may lead. */
(function () {
  "use strict";

  const PAUSE = 1000; /* milliseconds after the last key */
  const PREFIX = "desk words";
  const FIELDS = ["article", "level", "language", "draft_title", "draft_summary", "draft"];
  const NAMES = { draft_title: "Title", draft_summary: "Summary", draft: "Text" };
  const FULL = "This browser cannot keep a copy of unsaved words just now: its storage is full or closed. Save from time to time.";

  /* The storage may be full, or closed to this page: then nothing is kept, and writing goes on. */
  function stored(task) {
    try {
      return task(window.localStorage);
    } catch (error) {
      return undefined;
    }
  }

  function keys(start) {
    return stored(storage => Object.keys(storage).filter(key => key.startsWith(start))) || [];
  }

  function forgetSaved() {
    document.querySelectorAll(".messagelist [class*=saved-]").forEach(message => {
      const token = message.className.match(/saved-([0-9a-f]{32})/);
      if (token) keys(PREFIX).filter(key => key.endsWith(` ${token[1]}`)).forEach(key => stored(storage => storage.removeItem(key)));
    });
  }

  function newToken() {
    return Array.from(window.crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
  }

  function prepareKeeping(place) {
    const form = place.closest("form");
    const told = document.querySelector("[data-keeping]");
    const calm = told.textContent;
    const about = `${PREFIX} ${place.dataset.user} ${place.dataset.text} `;
    const refused = place.dataset.refused;
    const token = /^[0-9a-f]{32}$/.test(refused) ? refused : newToken();
    const version = form.elements.seen_version;
    const before = words();
    let timer = null;

    function words() {
      const fields = {};
      FIELDS.filter(name => form.elements[name]).forEach(name => { fields[name] = form.elements[name].value; });
      return fields;
    }

    function same(one, other) {
      return FIELDS.every(name => plain(one[name]) === plain(other[name]));
    }

    function plain(value) {
      return (value || "").replace(/\r\n?/g, "\n").trim();
    }

    /* A form that was refused holds words that are stored nowhere: they are kept on, under the name they had. */
    function keep() {
      window.clearTimeout(timer);
      timer = null;
      const now = words();
      if (same(now, before) && refused === undefined) {
        stored(storage => storage.removeItem(about + token));
        return;
      }
      const entry = JSON.stringify({ at: new Date().toISOString(), version: version ? version.value : "", fields: now });
      const kept = stored(storage => { storage.setItem(about + token, entry); return true; });
      told.textContent = kept ? calm : FULL;
    }

    function keepSoon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE);
    }

    function offerAll() {
      keys(about).filter(key => key !== about + token).forEach(key => {
        const entry = stored(storage => JSON.parse(storage.getItem(key)));
        if (entry && entry.fields && !same(entry.fields, before)) place.append(offer(key, entry));
        else stored(storage => storage.removeItem(key));
      });
    }

    function offer(key, entry) {
      const box = document.createElement("section");
      const line = document.createElement("p");
      const shown = document.createElement("div");
      const older = version && entry.version !== version.value;
      box.className = "offer";
      box.setAttribute("aria-label", "Words that were not saved");
      line.textContent = `Words of ${when(entry.at)} that were not saved.`
        + (older ? " Somebody has saved since: take them back, save, and you are shown both." : "");
      shown.hidden = true;
      shown.className = "offer__words";
      Object.keys(NAMES).filter(name => plain(entry.fields[name]) !== plain(before[name])).forEach(name => {
        const label = document.createElement("strong");
        const kept = document.createElement("pre");
        label.textContent = NAMES[name];
        kept.textContent = entry.fields[name] || "";
        kept.tabIndex = 0;
        shown.append(label, kept);
      });
      box.append(line, button("Show", show), " ", button("Take back", take), " ", button("Throw away", drop), shown);
      return box;

      function show(event) {
        shown.hidden = !shown.hidden;
        event.target.textContent = shown.hidden ? "Show" : "Hide";
      }

      function take() {
        Object.entries(entry.fields).forEach(([name, value]) => {
          if (!form.elements[name]) return;
          form.elements[name].value = value;
          form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
        });
        if (older) version.value = entry.version;
        keep();
        drop();
      }

      function drop() {
        stored(storage => storage.removeItem(key));
        box.remove();
        form.elements.draft.focus();
      }
    }

    function button(label, action) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "way";
      made.textContent = label;
      made.addEventListener("click", action);
      return made;
    }

    function when(moment) {
      const at = new Date(moment);
      const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      const day = at.toDateString() === new Date().toDateString() ? "" : ` on ${at.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`;
      return time + day;
    }

    const named = document.createElement("input");
    named.type = "hidden";
    named.name = "kept_as";
    named.value = token;
    form.append(named);
    form.addEventListener("input", keepSoon);
    form.addEventListener("change", keepSoon);
    form.addEventListener("submit", keep);
    window.addEventListener("pagehide", () => timer && keep());
    document.addEventListener("visibilitychange", () => document.hidden && timer && keep());
    if (refused !== undefined) keep();
    offerAll();
  }

  function start() {
    const place = document.querySelector("[data-kept]");
    forgetSaved();
    if (place) prepareKeeping(place);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}());
