/* The text that is being written, as the other scripts of the page meet it: `desk` puts words in so that undo takes them
   out again, leads to a line, and asks the server without ever having two questions of a kind under way. */
window.desk = (function () {
  "use strict";

  const bench = document.querySelector("[data-bench]");
  const text = bench.querySelector("textarea");
  const form = text.form;

  /* The words before the cursor, and those behind it. */
  function around() {
    return [text.value.slice(0, text.selectionStart), text.value.slice(text.selectionEnd)];
  }

  /* Puts words in place of what is selected; `pick` is the part of them that is selected then. */
  function insert(words, pick) {
    text.focus();
    const start = text.selectionStart;
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, start, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const at = pick ? words.indexOf(pick) : -1;
    if (at >= 0) text.setSelectionRange(start + at, start + at + pick.length);
    show(text.selectionStart);
  }

  /* Puts words in as lines of their own, with an empty line above and below. */
  function insertLines(words, pick) {
    const [before, after] = around();
    const above = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const below = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    insert(above + words + below, pick);
  }

  /* Puts words in with a space before them where one is missing. */
  function insertWords(words) {
    const before = around()[0];
    insert((before && !/[\s(“"]$/.test(before) ? " " : "") + words);
  }

  /* Scrolls the text so that the character at this place is seen. A copy of the text, as wide and cut off there, tells
     how far down it is. */
  function show(place) {
    const copy = text.cloneNode();
    copy.removeAttribute("id");
    copy.removeAttribute("name");
    copy.className = "bench__measure";
    copy.tabIndex = -1;
    copy.setAttribute("aria-hidden", "true");
    copy.value = text.value.slice(0, place);
    text.after(copy);
    const down = copy.scrollHeight;
    copy.remove();
    text.scrollTop = Math.max(0, down - text.clientHeight / 2);
  }

  /* Selects a line. The server counts from the first line with words in it. */
  function goTo(line) {
    const empty = (text.value.match(/^\s*/)[0].match(/\n/g) || []).length;
    const lines = text.value.split("\n");
    const wanted = Math.min(line + empty, lines.length) - 1;
    const start = lines.slice(0, wanted).reduce((sum, words) => sum + words.length + 1, 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start + lines[wanted].length);
    show(start);
    text.scrollIntoView({ block: "nearest" });
  }

  /* A task of which one run is under way at most. Asked again meanwhile it runs once more, with what is newest then. */
  function latest(task) {
    let busy = false;
    let again = false;
    return async function run() {
      again = true;
      if (busy) return;
      busy = true;
      while (again) {
        again = false;
        await task();
      }
      busy = false;
    };
  }

  /* The same, some time after the last call. */
  function after(wait, task) {
    let timer = null;
    return function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(task, wait);
    };
  }

  /* Sends fields (a GET without them); throws an Error whose message is for the editor. */
  async function ask(address, fields) {
    let answer;
    const options = { redirect: "manual", headers: { Accept: "application/json" } };
    if (fields) {
      options.method = "POST";
      options.headers["X-CSRFToken"] = form.elements.csrfmiddlewaretoken.value;
      options.body = new FormData();
      Object.entries(fields).forEach(([name, value]) => options.body.append(name, value));
    }
    try {
      answer = await fetch(address, options);
    } catch (error) {
      throw new Error("The server cannot be reached just now. Go on writing: this browser keeps your words.");
    }
    if (answer.ok) return answer;
    throw new Error(await whatIsWrong(answer));
  }

  async function whatIsWrong(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      return "You are signed out, or may not write here any more. This browser keeps your words: load the page again and sign in, and it offers them to you.";
    }
    const told = await answer.json().catch(() => ({}));
    return told.message || [].concat(told.image || [])[0] || "The server could not answer. Go on writing; it is asked again at your next change.";
  }

  /* An element with words in it, and others behind them. Words are never read as HTML. */
  function make(tag, className, words, ...inside) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...(words ? [words] : []), ...inside);
    return made;
  }

  return { bench, form, text, insert, insertLines, insertWords, goTo, latest, after, ask, make };
}());
