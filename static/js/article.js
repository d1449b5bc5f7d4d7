/* An article that reads without this file, reads a little better with it: the level switch keeps the section in
   view, the thread fills as one reads, and a word from the glossary says what it means where it stands. */
(function () {
  "use strict";

  var headings = Array.prototype.slice.call(document.querySelectorAll(".section__title"));
  var switcher = document.querySelector("[data-levels]");
  var thread = document.querySelector("[data-thread]");
  var line = document.querySelector("[data-read]");
  var meanings = {};
  var waiting = false;

  /* The heading just under the level switch, if one stands in the upper third of the screen; else the last one that
     has gone past it (at the foot of the page: the very last), or nothing above the first. */
  function inView() {
    var root = document.documentElement;
    var atFoot = window.pageYOffset > 0 && root.scrollHeight - window.innerHeight - window.pageYOffset < 2;
    var limit = atFoot ? Infinity : window.innerHeight / 3;
    var bar = switcher ? Math.max(0, switcher.getBoundingClientRect().bottom) : 0;
    var found = null;
    headings.some(function (heading) {
      var top = heading.getBoundingClientRect().top;
      if (top <= limit) found = heading;
      return top > limit || (!atFoot && top >= bar - 1);
    });
    return found;
  }

  function keepPlace(event) {
    var link = event.target.closest("a");
    var heading = inView();
    if (!link || !switcher.contains(link)) return;
    link.hash = heading ? heading.id : "";
  }

  function fillThread() {
    var height = document.documentElement.scrollHeight - window.innerHeight;
    var current = inView();
    var read = Boolean(current);
    waiting = false;
    if (line) line.style.setProperty("--read", height > 0 ? Math.min(1, window.pageYOffset / height) : 1);
    if (!thread) return;
    Array.prototype.forEach.call(thread.querySelectorAll(".thread__item"), function (item) {
      var link = item.firstElementChild;
      var here = Boolean(current) && link.hash === "#" + current.id;
      item.classList.toggle("thread__item--read", read);
      if (here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
      if (here) read = false;
    });
  }

  function soon() {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(fillThread);
  }

  function closeMeaning(term) {
    var meaning = document.getElementById(term.getAttribute("aria-controls"));
    if (meaning) meaning.remove();
    term.setAttribute("aria-expanded", "false");
    term.removeAttribute("aria-controls");
  }

  /* The meaning stands under the paragraph, never over it. It is filled a moment after it is there, so that a
     screen reader hears it as news. */
  function openMeaning(term, number) {
    var meaning = document.createElement("span");
    var word = document.createElement("b");
    meaning.className = "meaning";
    meaning.id = "meaning-" + number;
    meaning.setAttribute("role", "status");
    word.textContent = term.textContent + ": ";
    (term.closest("p, li, td, th, dd") || term.parentNode).appendChild(meaning);
    term.setAttribute("aria-expanded", "true");
    term.setAttribute("aria-controls", meaning.id);
    window.setTimeout(function () { meaning.append(word, meanings[term.hash]); }, 50);
  }

  function prepareTerm(term, number) {
    if (!meanings[term.hash]) return;
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
    function toggle(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (term.getAttribute("aria-expanded") === "true") closeMeaning(term);
      else openMeaning(term, number);
    }
    term.addEventListener("click", toggle);
    term.addEventListener("keydown", function (event) {
      if (event.key === " ") toggle(event);
      if (event.key === "Escape" && term.getAttribute("aria-expanded") === "true") closeMeaning(term);
    });
  }

  if (switcher) switcher.addEventListener("click", keepPlace);
  if (thread) thread.classList.add("thread--live");
  if (line) line.classList.add("levels__read--on");
  /* The first mark of a term carries the meaning for all of them. */
  Array.prototype.forEach.call(document.querySelectorAll("a.term[data-meaning]"), function (term) {
    meanings[term.hash] = term.dataset.meaning;
  });
  Array.prototype.forEach.call(document.querySelectorAll("a.term"), prepareTerm);
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon);
  fillThread();
}());
