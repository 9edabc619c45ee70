/* Small comforts; every page works without them.
   1. The language switch keeps the reader's place. 2. The front door remembers the language.
   3. A citation shows its source sentence without leaving the page. 4. Light or dark by choice.
   5. Copying, sharing, printing. 6. Keyboard shortcuts, which can be turned off. */
(function () {
  "use strict";

  function remember(what, value) {
    try { window.localStorage.setItem("briefing-" + what, value); } catch (error) { /* storage is off */ }
  }

  function remembered(what) {
    try { return window.localStorage.getItem("briefing-" + what); } catch (error) { return null; }
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
      if (link.hreflang) { remember("language", link.hreflang); }
    });
  }

  function door(link) {
    if (link.dataset.language === remembered("language")) {
      link.closest(".door").classList.add("door-last");
    }
    link.addEventListener("click", function () { remember("language", link.dataset.language); });
  }

  /* Citations ------------------------------------------------------------------------------ */

  var card = null;
  var opener = null;

  function close(keepsFocus) {
    if (!card) { return; }
    var hadFocus = card.contains(document.activeElement);
    /* In a table it has a row to itself. */
    (card.closest(".peek-row") || card).remove();
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
    if (block.matches("td")) {
      var row = block.closest("tr");
      var beneath = document.createElement("tr");
      beneath.className = "peek-row";
      beneath.insertCell().colSpan = row.cells.length;
      beneath.cells[0].appendChild(card);
      row.after(beneath);
    } else {
      block.insertAdjacentElement(block.matches("p, .claim") ? "afterend" : "beforeend", card);
    }
    opener = link;
    link.setAttribute("aria-expanded", "true");
    /* Below the lower edge of a small window a tap would seem to do nothing. */
    card.scrollIntoView({ block: "nearest" });
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

  /* Light or dark ---------------------------------------------------------------------------- */

  var SCHEMES = ["", "light", "dark"];

  function nextScheme() {
    var root = document.documentElement;
    var next = SCHEMES[(SCHEMES.indexOf(root.dataset.scheme || "") + 1) % SCHEMES.length];
    if (next) { root.dataset.scheme = next; } else { delete root.dataset.scheme; }
    remember("scheme", next);
    document.querySelectorAll(".scheme").forEach(nameScheme);
  }

  function nameScheme(button) {
    var scheme = document.documentElement.dataset.scheme || "system";
    button.dataset.now = scheme;
    button.firstElementChild.textContent = button.title + ": " + button.dataset[scheme];
  }

  function schemeButton(button) {
    button.hidden = false;
    nameScheme(button);
    button.addEventListener("click", nextScheme);
  }

  /* Copying, sharing, printing ----------------------------------------------------------------- */

  /* The address of this page, with the sentence that is selected or was followed, if there is one. */
  function addressHere() {
    var node = window.getSelection().anchorNode;
    var element = node && (node.nodeType === 1 ? node : node.parentElement);
    var sentence = element && element.closest("main [id]");
    var canonical = document.querySelector("link[rel=canonical]");
    var id = sentence && sentence.id !== "content" ? sentence.id : window.location.hash.slice(1);
    return (canonical ? canonical.href : window.location.href.split("#")[0]) + (id ? "#" + id : "");
  }

  function write(text, done) {
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, function () {}); }
  }

  function copyButton(block) {
    if (!navigator.clipboard) { return; }
    var text = block.textContent;
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = block.dataset.copy;
    button.addEventListener("mousedown", function (event) { event.preventDefault(); });
    button.addEventListener("click", function () {
      write(block.dataset.place ? addressHere() : text, function () {
        button.textContent = block.dataset.done;
      });
    });
    block.insertAdjacentElement("afterend", button);
  }

  function shareButton(button) {
    if (!navigator.share && !navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("mousedown", function (event) { event.preventDefault(); });
    button.addEventListener("click", function () {
      var address = addressHere();
      if (navigator.share) { navigator.share({ title: document.title, url: address }).catch(function () {}); return; }
      write(address, function () { button.textContent = button.dataset.done; });
    });
  }

  function printButton(button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }

  /* Keyboard ----------------------------------------------------------------------------------- */

  var keysCard = document.querySelector(".keys");

  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) { link.click(); }
  }

  var KEYS = {
    "?": function () { if (keysCard && !keysCard.open) { keysCard.showModal(); } },
    "/": function () {
      var field = document.querySelector("[type=search]");
      if (field) { field.focus(); field.select(); } else { follow(".menu [href$='search.html']"); }
    },
    h: function () { follow(".brand"); },
    l: function () { follow(".language"); },
    p: function () { follow(".parallel-link"); },
    n: function () { follow(".newer"); },
    b: function () { follow(".older"); },
    c: nextScheme
  };

  /* On an Arabic keyboard the same keys have other letters: what counts is where they are. */
  var PLACES = { Slash: "/", KeyH: "h", KeyL: "l", KeyP: "p", KeyN: "n", KeyB: "b", KeyC: "c" };

  function keyOf(event) {
    if (Object.prototype.hasOwnProperty.call(KEYS, event.key)) { return event.key; }
    if (event.key === "؟" || (event.code === "Slash" && event.shiftKey)) { return "?"; }
    return /^[a-z]$/i.test(event.key) ? "" : PLACES[event.code] || "";
  }

  function isTyping(target) {
    return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox])");
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(true); return; }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) { return; }
    /* The card can always be opened: it is where shortcuts are turned on again. */
    var key = keyOf(event);
    if (key !== "?" && remembered("keys") === "off") { return; }
    if (keysCard && keysCard.open) { return; }
    if (key) {
      event.preventDefault();
      KEYS[key]();
    }
  });
  if (keysCard) {
    var keysOn = keysCard.querySelector(".keys-on");
    keysOn.checked = remembered("keys") !== "off";
    keysOn.addEventListener("change", function () { remember("keys", keysOn.checked ? "on" : "off"); });
    keysCard.querySelector(".keys-close").addEventListener("click", function () { keysCard.close(); });
  }

  document.addEventListener("click", function (event) {
    if (card && !card.contains(event.target) && !event.target.closest(".cite")) { close(false); }
  });
  document.querySelectorAll(".language, .keep-place").forEach(keepPlace);
  document.querySelectorAll("[data-language]").forEach(door);
  document.querySelectorAll(".cite").forEach(cite);
  document.querySelectorAll(".scheme").forEach(schemeButton);
  document.querySelectorAll(".copied").forEach(copyButton);
  document.querySelectorAll(".share").forEach(shareButton);
  document.querySelectorAll(".print").forEach(printButton);
  /* Beside the story there is room for what it says in short. */
  if (window.matchMedia("(min-width: 64rem)").matches) {
    document.querySelectorAll(".summary").forEach(function (summary) { summary.open = true; });
  }
  /* What was read before can be read without a connection; from disk there is no need. */
  if ("serviceWorker" in navigator && /^https?:$/.test(window.location.protocol)) {
    navigator.serviceWorker.register(document.documentElement.dataset.worker).catch(function () {});
  }
  function tellOffline() {
    document.querySelectorAll(".offline").forEach(function (line) { line.hidden = navigator.onLine; });
  }
  window.addEventListener("online", tellOffline);
  window.addEventListener("offline", tellOffline);
  tellOffline();
  /* Folds that belong on paper are open while it is printed. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".notes, .summary, .whole").forEach(function (fold) {
      fold.dataset.was = fold.open ? "open" : "";
      fold.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("[data-was]").forEach(function (fold) { fold.open = fold.dataset.was === "open"; });
  });
  /* A place in a page that has moved is a place in the page where it is now. */
  document.querySelectorAll(".moved").forEach(function (link) {
    window.location.replace(link.href + window.location.hash);
  });
}());
