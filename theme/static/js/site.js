/* Small comforts; every page works without them.
   1. The language switch keeps the reader's place. 2. The front door remembers the language.
   3. A citation shows its source sentence without leaving the page. */
(function () {
  "use strict";

  var KEY = "briefing-language";

  function remember(language) {
    try { window.localStorage.setItem(KEY, language); } catch (error) { /* storage is off */ }
  }

  function remembered() {
    try { return window.localStorage.getItem(KEY); } catch (error) { return null; }
  }

  /* The id of what stands at the top of the window, so that the other language opens there. The
     top is where a followed link lands: under the scroll padding of the page. */
  function place() {
    var padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart);
    var top = (padding || 0) + 4;
    var marks = document.querySelectorAll("main [id]");
    var best = "";
    for (var i = 0; i < marks.length; i += 1) {
      if (marks[i].getBoundingClientRect().top > top) { break; }
      if (!/^p\d+$/.test(marks[i].id)) { best = marks[i].id; }
    }
    return window.scrollY > top ? best : "";
  }

  function keepPlace(link) {
    link.addEventListener("click", function () {
      var id = place() || window.location.hash.slice(1);
      link.href = link.href.split("#")[0] + (id ? "#" + id : "");
      if (link.hreflang) { remember(link.hreflang); }
    });
  }

  function door(link) {
    if (link.dataset.language === remembered()) {
      link.closest(".door").classList.add("door-last");
    }
    link.addEventListener("click", function () { remember(link.dataset.language); });
  }

  /* Citations ------------------------------------------------------------------------------ */

  var card = null;
  var opener = null;

  function close(keepsFocus) {
    if (!card) { return; }
    var hadFocus = card.contains(document.activeElement);
    card.remove();
    card = null;
    opener.setAttribute("aria-expanded", "false");
    /* Whoever closes the card from inside it goes on where it was opened. */
    if (hadFocus && keepsFocus) { opener.focus(); }
  }

  function show(link) {
    var note = document.getElementById("note-" + link.dataset.note);
    if (!note) { return false; }
    close(false);
    card = document.createElement("aside");
    card.className = "peek";
    card.setAttribute("role", "note");
    var title = document.createElement("p");
    title.className = "peek-title";
    title.textContent = link.title;
    card.appendChild(title);
    var copy = document.createElement("div");
    note.childNodes.forEach(function (node) { copy.appendChild(node.cloneNode(true)); });
    card.appendChild(copy);
    /* Below the paragraph, so that its lines do not part; inside what may hold a paragraph. */
    var block = link.closest("p, li, dd, td, .claim, details");
    block.insertAdjacentElement(block.matches("p, .claim") ? "afterend" : "beforeend", card);
    opener = link;
    link.setAttribute("aria-expanded", "true");
    return true;
  }

  function cite(link) {
    if (document.getElementById("note-" + link.dataset.note)) {
      link.setAttribute("aria-expanded", "false");
    }
    link.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) { return; }
      if (card && opener === link) { event.preventDefault(); close(true); return; }
      if (show(link)) { event.preventDefault(); }
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(true); }
  });
  document.addEventListener("click", function (event) {
    if (card && !card.contains(event.target) && !event.target.closest(".cite")) { close(false); }
  });
  document.querySelectorAll(".language, .keep-place").forEach(keepPlace);
  document.querySelectorAll("[data-language]").forEach(door);
  document.querySelectorAll(".cite").forEach(cite);
}());
