/* Suggestions while typing. The whole list is fetched once, when the field is first used, and looked through here: so
   nothing that somebody types is sent before they press a button. Without this file the field works the same. */
(function () {
  "use strict";

  var MOST = 6;
  var SHORTEST = 2;

  function words(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").split(/[^a-z0-9]+/).filter(Boolean);
  }

  /* A word without its ending, so that "driving" meets "drive". */
  function root(word) {
    return word.replace(/^(\w{3,}?)(?:ing|es|ed|[esd])$/, "$1");
  }

  /* 0: it begins as typed; 1: each word typed begins one of its words; 2: neither. */
  function fit(typed, entry) {
    if (entry.found.join(" ").indexOf(typed.join(" ")) === 0) return 0;
    return typed.every(function (word) {
      return entry.found.some(function (other) { return other.indexOf(root(word)) === 0; });
    }) ? 1 : 2;
  }

  /* A question says by itself what it is. */
  function kind(entry) {
    return !entry.url ? "" : entry.url.indexOf("#") > 0 ? "word" : "page";
  }

  function prepare(box) {
    var field = box.querySelector("input");
    var ask = field.form.querySelector("[formmethod=post]");
    var list = document.createElement("ul");
    var news = document.createElement("p");
    var entries = [];
    var shown = [];
    var active = -1;

    function close() {
      list.hidden = true;
      shown = [];
      mark(-1);
      field.setAttribute("aria-expanded", "false");
      news.textContent = "";
    }

    function mark(place) {
      active = place;
      Array.prototype.forEach.call(list.children, function (option, number) {
        option.setAttribute("aria-selected", String(number === place));
      });
      if (place < 0) {
        field.removeAttribute("aria-activedescendant");
        return;
      }
      field.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }

    function choose(entry) {
      close();
      if (entry.url) {
        window.location.assign(entry.url);
        return;
      }
      field.value = entry.words;
      ask.click();
    }

    function offer(entry, number) {
      var option = document.createElement("li");
      var name = document.createElement("span");
      var sort = document.createElement("span");
      option.className = "offer";
      option.id = list.id + "-" + number;
      option.setAttribute("role", "option");
      name.textContent = entry.words;
      sort.className = "offer__kind";
      sort.textContent = kind(entry);
      option.append(name, " ", sort);
      option.addEventListener("click", function () { choose(entry); });
      list.appendChild(option);
    }

    function show() {
      var typed = words(field.value);
      var fits = [[], []];
      if (typed.join("").length >= SHORTEST) {
        entries.forEach(function (entry) {
          var place = fit(typed, entry);
          if (place < 2) fits[place].push(entry);
        });
      }
      list.textContent = "";
      shown = fits[0].concat(fits[1]).slice(0, MOST);
      if (!shown.length) {
        close();
        return;
      }
      shown.forEach(offer);
      mark(-1);
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      news.textContent = shown.length + (shown.length === 1 ? " suggestion." : " suggestions.") + " Use the arrow keys.";
    }

    function move(by) {
      if (!shown.length) show();
      if (shown.length) mark((active + by + shown.length + (active < 0 && by < 0 ? 1 : 0)) % shown.length);
    }

    function press(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter" && active >= 0) choose(shown[active]);
      else if (event.key === "Escape" && shown.length) close();
      else {
        if (event.key === "Home" || event.key === "End") mark(-1);
        return;
      }
      event.preventDefault();
    }

    function load() {
      window.fetch(box.dataset.suggest).then(function (response) {
        return response.ok ? response.json() : { suggestions: [] };
      }).then(function (data) {
        entries = data.suggestions;
        entries.forEach(function (entry) { entry.found = words(entry.words); });
        if (document.activeElement === field && field.value !== field.defaultValue) show();
      }).catch(function () { entries = []; });
    }

    list.id = field.id + "-offers";
    list.className = "offers";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    news.className = "hidden";
    news.setAttribute("role", "status");
    box.append(list, news);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", show);
    field.addEventListener("keydown", press);
    field.addEventListener("blur", close);
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    if (document.activeElement === field) load();
    else field.addEventListener("focus", load, { once: true });
  }

  if (window.fetch) Array.prototype.forEach.call(document.querySelectorAll("[data-suggest]"), prepare);
}());
