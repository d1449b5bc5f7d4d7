/* A picture story that lies open below itself is shown one frame at a time. It moves by itself only when asked to,
   and never for a reader who wants less motion. */
(function () {
  "use strict";

  var PACE = 5000; /* milliseconds a frame stays while the story plays */
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  function wordsOf(frame) {
    var picture = frame.querySelector("svg, img");
    return picture.getAttribute("aria-label") || picture.alt || "";
  }

  function button(bar, words, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet";
    made.textContent = words;
    made.addEventListener("click", action);
    bar.appendChild(made);
    return made;
  }

  function prepareStory(story) {
    var frames = Array.prototype.slice.call(story.querySelectorAll(".picture"));
    var bar = document.createElement("div");
    var said = document.createElement("p");
    var place = 0;
    var all = false;
    var timer = null;
    var back, onward, play, open;
    if (frames.length < 2) return;

    function draw() {
      frames.forEach(function (frame, number) {
        frame.classList.toggle("story__frame--out", !all && number !== place);
        frame.classList.toggle("story__frame--in", !all && number === place);
      });
      back.hidden = onward.hidden = all;
      play.hidden = all || calm.matches;
      back.disabled = place === 0;
      onward.disabled = place === frames.length - 1;
      play.textContent = timer ? "Pause" : "Play";
      open.textContent = all ? "One at a time" : "Show all";
    }

    /* What a screen reader hears of the new frame: its picture and its words. */
    function show(number) {
      place = Math.max(0, Math.min(frames.length - 1, number));
      draw();
      said.textContent = frames[place].textContent + " " + wordsOf(frames[place]);
    }

    function stop() {
      window.clearInterval(timer);
      timer = null;
      draw();
    }

    function step() {
      if (place < frames.length - 1) show(place + 1);
      if (place === frames.length - 1) stop();
    }

    function playOrPause() {
      if (timer) { stop(); return; }
      timer = window.setInterval(step, PACE);
      show(place === frames.length - 1 ? 0 : place);
    }

    bar.className = "story__bar";
    said.className = "hidden";
    said.setAttribute("role", "status");
    back = button(bar, "Back", function () { stop(); show(place - 1); });
    onward = button(bar, "Next", function () { stop(); show(place + 1); });
    play = button(bar, "Play", playOrPause);
    open = button(bar, "Show all", function () { all = !all; stop(); });
    story.append(bar, said);
    calm.addEventListener("change", stop);
    draw();
  }

  Array.prototype.forEach.call(document.querySelectorAll(".block--story"), prepareStory);
}());
