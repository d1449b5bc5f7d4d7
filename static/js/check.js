/* Questions to check oneself: the answers become buttons, and the one pressed is met with a word and the reason.
   Nothing is counted, kept or sent. */
(function () {
  "use strict";

  function prepareCheck(check) {
    var answer = check.querySelector(".answer");
    var options = Array.prototype.slice.call(check.querySelectorAll(".option"));
    var verdict = document.createElement("p");
    if (!answer || !options.length) return;
    verdict.className = "verdict";
    verdict.setAttribute("role", "status");
    check.insertBefore(verdict, answer);
    check.classList.add("block--check--live");

    options.forEach(function (option) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "option__button";
      button.setAttribute("aria-pressed", "false");
      button.append.apply(button, Array.prototype.slice.call(option.childNodes));
      option.appendChild(button);
      button.addEventListener("click", function () {
        options.forEach(function (other) {
          other.firstChild.setAttribute("aria-pressed", String(other === option));
        });
        verdict.textContent = option.classList.contains("option--right") ? "Yes, that is right." : "Not quite. Read on to see why.";
        answer.open = true;
      });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".block--check"), prepareCheck);
}());
