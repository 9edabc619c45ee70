/* Keys, and saving without a reload. Every form of the desk works without this script. */
(function () {
  "use strict";
  var body = document.body;
  var status = document.querySelector(".status");
  var isSending = false;

  function say(text, bad) {
    status.textContent = text;
    status.classList.toggle("bad", Boolean(bad));
  }

  function rowOf(element) { return element && element.closest ? element.closest(".row") : null; }

  function boxOf(row) { return row ? row.querySelector("textarea") : null; }

  /* What was refused since somebody else had changed the sentence is in the box and nowhere else. */
  function isChanged(box) {
    var row = rowOf(box);
    return box.value !== box.defaultValue || Boolean(row && row.querySelector(".fresh"));
  }

  /* From one question of a topic to another. */
  function step(by) {
    var parts = Array.from(document.querySelectorAll(".question, #brief, #disputes"));
    var here = document.activeElement.closest(".question, #brief, #disputes");
    var next = parts[here ? parts.indexOf(here) + by : 0];
    if (next) { next.focus(); }
  }

  function goTo(row) {
    if (!row) { return; }
    var box = boxOf(row);
    (box || row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (box) { box.setSelectionRange(box.value.length, box.value.length); }
  }

  /* The row `step` away from one, or from there on the next that somebody has still to accept. */
  function other(row, step, open) {
    var rows = Array.from(document.querySelectorAll(".row"));
    var at = row ? rows.indexOf(row) : -1;
    for (var i = at + step; i >= 0 && i < rows.length; i += step) {
      if (boxOf(rows[i]) && (!open || rows[i].classList.contains("open"))) { return rows[i]; }
    }
    return null;
  }

  /* Puts the row that the desk answers with in the place of the one that it is of. */
  function put(answered) {
    var made = answered.querySelector(".row");
    var old = made ? document.getElementById(made.id) : null;
    if (!old) { return null; }
    var row = document.importNode(made, true);
    old.replaceWith(row);
    return row;
  }

  function send(form, data, then) {
    say(body.dataset.saving);
    fetch(data.action || form.getAttribute("action"), {
      method: "POST", body: new URLSearchParams(data.fields), headers: { "X-Desk": "1" },
      credentials: "same-origin"
    }).then(function (answer) {
      return answer.text().then(function (text) {
        var answered = new DOMParser().parseFromString(text, "text/html");
        var row = put(answered);
        var left = document.querySelector(".left");
        if (!row) {
          /* What is wrong with a file, or that the desk was opened anew with another key. */
          var told = answered.querySelector("main li") || answered.querySelector("main p:last-of-type");
          release(form);
          say(told ? told.textContent : body.dataset.offline, true);
          return;
        }
        if (left && answer.headers.get("X-Desk-Left")) { left.textContent = answer.headers.get("X-Desk-Left"); }
        say(answer.ok ? body.dataset.saved : "", false);
        then(answer.ok, row);
      });
    }).catch(function () {
      release(form);
      say(body.dataset.offline, true);
    });
  }

  function release(form) {
    delete form.dataset.busy;
    form.querySelectorAll("textarea").forEach(function (box) { box.readOnly = false; });
  }

  function fieldsOf(form, action) {
    var fields = new FormData(form);
    if (action) { fields.set("action", action); }
    return fields;
  }

  function save(row, action, onward) {
    var form = row ? row.querySelector("form.edit") : null;
    if (!form || form.dataset.busy) { return; }
    /* Who accepts once more what was accepted though a check fails has read it. */
    var box = boxOf(row);
    var isAgain = row.querySelector(".badge.reviewed") && row.querySelector(".findings") && box.value === box.defaultValue;
    if (isAgain && action === "accept" && onward) {
      var onto = other(row, 1, true);
      say(onto ? "" : body.dataset.done);
      goTo(onto || row);
      return;
    }
    /* A second press before the answer would be compared with what the first has just written. */
    form.dataset.busy = "yes";
    /* The answer has a row of its own: what is typed meanwhile would go with the old one. */
    boxOf(row).readOnly = true;
    var isEverywhere = form.elements.everywhere && form.elements.everywhere.checked;
    send(form, { fields: fieldsOf(form, action) }, function (isSaved, now) {
      document.querySelectorAll(".undo button").forEach(function (b) { b.disabled = false; });
      if (!isSaved) { goTo(now); return; }
      if (isEverywhere) { window.location.hash = now.id; window.location.reload(); return; }
      var found = now.querySelector(".findings");
      if (action === "accept" && found) {
        var texts = Array.from(found.children, function (one) { return one.textContent; });
        say(body.dataset.flawed + " " + texts.join("; "));
        goTo(now);
        return;
      }
      var next = onward ? other(now, 1, true) : now;
      if (!next) { say(body.dataset.done); }
      goTo(next || now);
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    if (form.matches("form.edit")) {
      event.preventDefault();
      if (button && button.hasAttribute("formaction")) {
        send(form, { action: button.formAction, fields: fieldsOf(form) }, function (_, row) { goTo(row); });
        return;
      }
      save(rowOf(form), button && button.value ? button.value : "accept", true);
    } else if (form.matches("form.statement")) {
      isSending = true;
    } else if (form.matches("form.undo")) {
      event.preventDefault();
      send(form, { fields: fieldsOf(form) }, function (_, row) { goTo(row); });
    }
  });

  function undo() {
    var form = document.querySelector("form.undo");
    var button = form && form.querySelector("button");
    if (button && !button.disabled) { form.requestSubmit(button); }
  }

  function togglePreview() {
    var preview = document.querySelector(".preview");
    var button = document.querySelector(".show-preview");
    if (!preview) { return; }
    var frame = preview.querySelector("iframe");
    var row = rowOf(document.activeElement);
    preview.hidden = !preview.hidden;
    button.setAttribute("aria-pressed", String(!preview.hidden));
    preview.parentElement.classList.toggle("with-preview", !preview.hidden);
    if (!preview.hidden) { frame.src = frame.dataset.src + (row ? "#" + row.id : ""); }
    if (row) { row.scrollIntoView({ block: "nearest" }); }
  }

  function addName(row) {
    var link = row && row.querySelector(".add-name");
    if (!link) { return; }
    var box = boxOf(row);
    var marked = box && document.activeElement === box
      ? box.value.slice(box.selectionStart, box.selectionEnd) : "";
    var arabic = String(window.getSelection()).trim();
    var url = new URL(link.href);
    if (marked) { url.searchParams.set("en", marked); }
    if (arabic && arabic !== marked && row.contains(window.getSelection().anchorNode)) { url.searchParams.set("ar", arabic); }
    window.location.assign(url);
  }

  function takeFrom(button) {
    var box = boxOf(rowOf(button));
    if (!box) { return; }
    box.value = button.parentElement.querySelector(".text").textContent;
    box.focus();
  }

  document.addEventListener("click", function (event) {
    if (event.target.matches(".take")) { takeFrom(event.target); }
  });

  var KEYS = {
    ArrowDown: function (row) { goTo(other(row, 1, false)); },
    ArrowUp: function (row) { goTo(other(row, -1, false)); },
    ArrowRight: function (row) { goTo(other(row, 1, true)); },
    KeyZ: undo,
    KeyP: togglePreview,
    KeyG: addName,
    KeyT: function (row) { takeFrom(row && row.querySelector(".take")); },
    Slash: function () { document.getElementById("q").focus(); }
  };

  /* A topic: a digit chooses the sentence of that number for the question one is in. */
  function choose(question, number) {
    var form = question.querySelectorAll(".candidates form")[number - 1];
    var button = form && form.querySelector("button");
    if (!form || form.dataset.busy) { return; }
    form.dataset.busy = "yes";
    say(body.dataset.saving);
    fetch(form.getAttribute("action"), {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Desk": "1" },
      credentials: "same-origin"
    }).then(function (answer) {
      delete form.dataset.busy;
      if (!answer.ok) { say(body.dataset.offline, true); return; }
      var chosen = form.elements.chosen.value;
      button.setAttribute("aria-pressed", String(chosen === "yes"));
      form.elements.chosen.value = chosen === "yes" ? "no" : "yes";
      document.querySelectorAll(".undo-file button").forEach(function (b) { b.disabled = false; });
      say(body.dataset.saved);
    }).catch(function () { delete form.dataset.busy; say(body.dataset.offline, true); });
  }

  document.querySelectorAll(".candidates form").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var forms = Array.from(form.closest(".question").querySelectorAll(".candidates form"));
      choose(form.closest(".question"), forms.indexOf(form) + 1);
    });
  });

  /* What an editor's words lack, half a second after the last key. */
  document.querySelectorAll("form.statement").forEach(function (form) {
    var waiting = 0;
    var asked = 0;
    form.querySelector(".check").hidden = true;
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () {
        var mine = asked += 1;
        fetch(form.dataset.support, {
          method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Desk": "1" },
          credentials: "same-origin"
        }).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (text) {
          var made = new DOMParser().parseFromString(text, "text/html").querySelector(".support");
          if (made && mine === asked) { form.querySelector(".lacking").replaceChildren(document.importNode(made, true)); }
        }).catch(function () { say(body.dataset.offline, true); });
      }, 500);
    });
  });

  /* By the place of a key, which is the same while an Arabic keyboard is on. */
  document.addEventListener("keydown", function (event) {
    var row = rowOf(document.activeElement);
    var box = boxOf(row);
    var isControl = event.ctrlKey || event.metaKey;
    if (event.isComposing) { return; }
    if (isControl && event.key === "Enter" && row) {
      event.preventDefault();
      var everywhere = row.querySelector("[name=everywhere]");
      if (event.shiftKey && everywhere) { everywhere.checked = true; }
      save(row, "accept", true);
    } else if (isControl && event.code === "KeyS" && row) {
      event.preventDefault();
      save(row, "draft", false);
    } else if (event.altKey && !isControl && KEYS[event.code] && document.querySelector(".rows")) {
      event.preventDefault();
      KEYS[event.code](row);
    } else if (event.altKey && /^Arrow(Up|Down)$/.test(event.code) && document.querySelector(".question")) {
      event.preventDefault();
      step(event.code === "ArrowDown" ? 1 : -1);
    } else if (event.code === "Escape" && box && document.activeElement === box) {
      box.value = box.defaultValue;
    } else if (/^Digit[1-9]$/.test(event.code) && !isControl && !event.altKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      var question = document.activeElement.closest(".question");
      if (question) { event.preventDefault(); choose(question, Number(event.code.slice(5))); }
    } else if (event.key === "?" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      showKeys();
    }
  });

  function showKeys() {
    var keys = document.querySelector("dialog.keys");
    if (keys && keys.showModal && !keys.open) { keys.showModal(); }
  }

  window.addEventListener("beforeunload", function (event) {
    if (Array.from(document.querySelectorAll("main textarea")).some(isChanged) && !isSending) { event.preventDefault(); }
  });

  document.querySelectorAll(".show-preview, .show-keys").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", button.matches(".show-keys") ? showKeys : togglePreview);
  });

  /* Where the address names a sentence one begins with it, else with the first to review. */
  var place = document.getElementById(window.location.hash.slice(1));
  if (place && place.matches(".question, #brief, #disputes")) { place.focus(); }
  if (document.querySelector(".rows")) {
    goTo(place || other(null, 1, true));
  }
}());
