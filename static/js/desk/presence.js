/* Tells the others that somebody is writing here, and the writer who else is, and whether somebody saved meanwhile. */
(function () {
  "use strict";

  const { ask, latest, make } = window.desk;
  const EVERY = 20000; /* milliseconds; who gives no sign for a minute has left */
  const place = document.querySelector("[data-presence]");
  let shown = place.textContent.trim();

  const look = latest(async function () {
    if (document.hidden) return;
    try {
      show(await (await ask(place.dataset.presence, {})).json());
    } catch (error) {
      /* A sign that was missed is made good by the next one. */
    }
  });

  function show(now) {
    const lines = now.others.map(other => make("p", "", `${other} is writing here too.`));
    if (now.version > Number(place.dataset.version)) {
      const theirs = make("a", "", "See it in another window");
      theirs.href = window.location.pathname;
      theirs.target = "_blank";
      lines.push(make("p", "standing__newer", `${now.saved_by || "Somebody"} saved a newer version while you write: look at it before you save. `, theirs));
    }
    const words = lines.map(line => line.textContent).join(" ");
    if (words === shown) return;
    shown = words;
    place.replaceChildren(...lines);
  }

  if (!place.dataset.presence) return;
  window.setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}());
