/* Shows a theme, a text size or a level at once, before it is saved. Without this file the form works the same,
   one press of the button later. */
(function () {
  "use strict";

  var places = { theme: "theme", text_size: "size", level: "level" };
  var form = document.querySelector("[data-preferences]");
  var summary = document.querySelector("[data-said]");

  function show(event) {
    var place = places[event.target.name];
    if (!place) return;
    document.documentElement.dataset[place] = event.target.value;
    event.target.scrollIntoView({ block: "nearest" });
    if (summary) summary.textContent = "This is how it will look. Press the button to keep it.";
  }

  if (form) form.addEventListener("change", show);
  /* A page brought back by the back button shows what its buttons say. */
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted || !form) return;
    Array.prototype.forEach.call(form.querySelectorAll("input:checked"), function (input) {
      if (places[input.name]) document.documentElement.dataset[places[input.name]] = input.value;
    });
  });
}());
