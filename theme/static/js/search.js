/* The search page. Script files under search/ call `briefingSearch` with plain data (docs/formats.md):
   search/index.js with rules and a list of shards, each shard with stories and their sentences.
   1. Words are compared by the rules of the build. 2. Shards are loaded and indexed, newest first.
   3. What is found is ranked and shown. 4. The form, the address and the keys. */
(function () {
  "use strict";

  /* Bytes that are loaded for one query until a reader asks for more: if something is found, if
     nothing is. A tenth of a second each million on a desk computer, and 0.2 MB once compressed. */
  var ENOUGH = 4e6;
  var MOST = 32e6;
  var PAGES_SHOWN = 20;      /* Of each language, until more are asked for. */
  var SENTENCES_SHOWN = 3;   /* Of each page found, likewise. */
  var LONGEST_SNIPPET = 260; /* Characters; most sentences are shorter and shown whole. */
  var AT_ONCE = 4;           /* Shards loaded together: each waits for the network. */
  var CHUNK = 250;           /* Sentences indexed at a time, so that typing stays smooth. */
  var MADE = ["", "machine", "doubtful", "named"]; /* The words for what is told of a text. */
  var TYPING = 120;          /* Milliseconds without a key after which is searched. */

  /* 1. Words ------------------------------------------------------------------------------- */

  var APART = /[\p{L}\p{N}_]+/u.source;
  var ARABIC = /[\u0620-\u064a\u0671-\u06d3]/;
  var letters = new Map();
  var stems = new Map();
  var stop = new Set();
  var same = new Map();
  var typed = new Map(); /* Of a query: its words without prefixes, by their terms. */
  var phrases = new Map(); /* By their first: the terms of a long name, and the one that finds it, too. */
  var rules = null;
  var word = null;
  var endings = null;

  function learn(data) {
    rules = data;
    word = new RegExp(data.abbreviation + "|" + APART, "gu");
    endings = new RegExp("^(?:" + data.endings.join("|") + "|ت|نا|ن|و|كم)+$");
    Object.keys(data.folding).forEach(function (becomes) {
      Array.from(data.folding[becomes]).forEach(function (char) { letters.set(char, becomes); });
    });
    data.stop.forEach(function (word) { stop.add(word); });
    Object.keys(data.same).forEach(function (name) { same.set(name, data.same[name]); });
    Object.keys(data.phrases).forEach(function (name) {
      var terms = wordsOf(name).map(function (word) { return word.terms[0]; });
      phrases.set(terms[0], (phrases.get(terms[0]) || []).concat({ terms: terms, term: data.phrases[name] }));
    });
  }

  function withoutPrefix(word) {
    for (var i = 0; i < rules.prefixes.length; i += 1) {
      var prefix = rules.prefixes[i];
      if (word.startsWith(prefix) && word.length - prefix.length >= rules.shortest) {
        return word.slice(prefix.length);
      }
    }
    var may = rules.before_article.includes(word[0]) && word.length > rules.shortest + 1;
    return may && word.startsWith("ال", 1) ? withoutPrefix(word.slice(1)) : word;
  }

  function stem(word) {
    var bare = withoutPrefix(word);
    var ending = rules.endings.find(function (one) {
      return bare.endsWith(one) && bare.length - one.length >= rules.shortest;
    });
    return ending ? bare.slice(0, -ending.length) : bare;
  }

  /* The terms of a folded word: its stem, and of an Arabic word whose first letter may be "and",
     "in", "to" or the like also the stem of the rest. A query goes by the first alone. */
  function termsOfWord(word) {
    if (!ARABIC.test(word)) {
      var plain = word.replace(/[.,]/g, "");
      return [same.get(plain) || plain];
    }
    var found = stems.get(word);
    if (!found) {
      found = [stem(word)];
      if (rules.before_article.includes(word[0]) && word.length > rules.shortest) {
        var rest = stem(word.slice(1));
        if (rest !== found[0]) { found.push(rest); }
      }
      stems.set(word, found);
    }
    return found;
  }

  /* Give the words of a long name the term of its short one besides: RSF finds all three. */
  function addShortNames(all) {
    all.forEach(function (word, at) {
      (phrases.get(word.terms[0]) || []).forEach(function (phrase) {
        var those = all.slice(at, at + phrase.terms.length);
        if (those.map(function (one) { return one.terms[0]; }).join(" ") !== phrase.terms.join(" ")) { return; }
        those.forEach(function (one) { one.terms = one.terms.concat(phrase.term); });
      });
    });
    return all;
  }

  /* The words of a text with their terms and places. */
  function wordsOf(text) {
    var folded = "";
    var places = [];
    Array.from(text).reduce(function (place, char) {
      var becomes = letters.has(char) ? letters.get(char) : char;
      folded += becomes;
      for (var i = 0; i < becomes.length; i += 1) { places.push(place); }
      return place + char.length;
    }, 0);
    return addShortNames(Array.from(folded.toLowerCase().matchAll(word), function (match) {
      var last = match.index + match[0].length - 1;
      return { folded: match[0], terms: termsOfWord(match[0]), start: places[match.index], end: places[last] + 1 };
    }));
  }

  function termsOf(text) {
    return wordsOf(text).flatMap(function (word) { return word.terms; });
  }

  /* The terms of a query, without function words unless there is nothing else. */
  function termsAsked(query) {
    typed = new Map();
    wordsOf(query).forEach(function (word) {
      var term = word.terms[0];
      var bare = withoutPrefix(word.folded);
      var whole = bare.startsWith(term) ? bare : term;
      /* Of two words with one term the shorter finds more. */
      if (!typed.has(term) || whole.length < typed.get(term).length) { typed.set(term, whole); }
    });
    var terms = Array.from(typed.keys());
    var telling = terms.filter(function (term) { return !stop.has(term); });
    return telling.length ? telling : terms;
  }

  /* Tell whether a term of a text is meant by one asked: what is more of it are endings, or it goes on
     from all that was typed. "United" in Arabic begins "spokesman", which its last letter rules out. */
  function isMeant(term, found) {
    if (!found.startsWith(term)) { return false; }
    var whole = typed.get(term);
    return found === term || found.startsWith(whole) || endings.test(found.slice(term.length))
      || (whole.endsWith("ه") && found.startsWith(whole.slice(0, -1) + "ت"));
  }

  /* 2. Shards ------------------------------------------------------------------------------ */

  var shards = [];    /* As listed, with `state`: undefined, "loading", "ready" or "failed". */
  var documents = []; /* A sentence each: { id, page, place, text, made }. */
  var index = null;
  var base = "";

  function addIndex(data) {
    learn(data);
    shards = data.shards;
    index = new window.MiniSearch({
      fields: ["text"],
      tokenize: termsOf,
      processTerm: function (term) { return term; }
    });
  }

  function addShard(name, pages) {
    var shard = shards.find(function (one) { return one.name === name; });
    var first = documents.length;
    pages.forEach(function (page) {
      page.shard = shard;
      page.title = page.arabic_title || page.sentences[0][1];
      page.sentences.forEach(function (sentence) {
        documents.push({
          id: documents.length, page: page, place: sentence[0], text: sentence[1], made: sentence[2]
        });
      });
    });
    shard.indexed = index.addAllAsync(documents.slice(first), { chunkSize: CHUNK });
  }

  window.briefingSearch = function (name, data) {
    if (name === "index") { addIndex(data); } else { addShard(name, data); }
  };

  var loading = null; /* The promise of the shards that are being loaded. */

  function load(shard) {
    shard.state = "loading";
    return new Promise(function (done) {
      var script = document.createElement("script");
      script.src = base + shard.name + ".js";
      script.onload = function () {
        shard.indexed.then(function () { shard.state = "ready"; done(); });
      };
      script.onerror = function () { shard.state = "failed"; done(); };
      document.head.appendChild(script);
    });
  }

  function isAsked(shard, filter) {
    return (!filter.year || shard.year === filter.year)
      && (!filter.topic || shard.topics.includes(filter.topic))
      && (!filter.source || shard.sources.includes(filter.source));
  }

  /* The language that a query is written in, the page's where no letter tells. */
  function languageOf(query) {
    return ARABIC.test(query) ? "ar" : /[a-z]/i.test(query) ? "en" : lang;
  }

  /* Shards that a query still needs: the explainers, then the newest years of its own language,
     then those of the other, where few words are in its letters; those without a date last. */
  function missing(asked) {
    var own = languageOf(asked.q);
    var isMixed = !/\p{L}/u.test(asked.q);
    function year(shard) {
      return shard.year === "" ? Infinity : shard.year === undated ? -1 : Number(shard.year);
    }
    function order(one, other) {
      var byLanguage = (other.lang === own) - (one.lang === own);
      var byYear = year(other) - year(one) || 0;
      var areDated = one.year !== "" && other.year !== "";
      return isMixed || !areDated ? byYear || byLanguage : byLanguage || byYear;
    }
    return shards.filter(function (shard) { return !shard.state && isAsked(shard, asked); }).sort(order);
  }

  /* 3. What is found ----------------------------------------------------------------------- */

  /* All sentences with any of the terms, by page, with how well these have what is asked:
     2 if a sentence has every term, 1 if only the page has, 0 if some are nowhere in it. */
  function find(terms, filter, isLoose) {
    var found = index.search(terms.join(" "), {
      tokenize: function (text) { return text.split(" "); },
      combineWith: "OR",
      /* A number is meant as it is; of letters more may follow. */
      prefix: function (term) { return !/^\d/.test(term) && term.length > 1; },
      fuzzy: function (term) {
        if (!isLoose || /^\d/.test(term) || term.length < 4) { return false; }
        return term.length < 9 ? 1 : 2;
      },
      weights: { prefix: 0.5, fuzzy: 0.2 },
      boostDocument: function (id) { return documents[id].place === "title" ? 1.5 : 1; },
      filter: function (result) {
        var page = documents[result.id].page;
        return (!filter.topic || page.topics.includes(filter.topic))
          && (!filter.source || page.source === filter.source)
          && (!filter.year || page.shard.year === filter.year);
      }
    });
    var byPage = new Map();
    found.forEach(function (result) {
      var one = documents[result.id];
      /* What is only spelled alike is as the index finds it. */
      var asked = isLoose ? result.queryTerms : terms.filter(function (term) {
        return result.terms.some(function (text) { return isMeant(term, text); });
      });
      var meant = isLoose ? result.terms : result.terms.filter(function (text) {
        return asked.some(function (term) { return isMeant(term, text); });
      });
      if (!asked.length) { return; }
      if (!byPage.has(one.page)) {
        byPage.set(one.page, { page: one.page, hits: [], terms: new Set(), score: 0, fit: 0 });
      }
      var group = byPage.get(one.page);
      var isWhole = asked.length === terms.length;
      asked.forEach(function (term) { group.terms.add(term); });
      group.hits.push({ sentence: one, terms: new Set(meant), isWhole: isWhole });
      group.score = Math.max(group.score, result.score);
      if (isWhole) { group.fit = 2; }
    });
    var groups = Array.from(byPage.values());
    groups.forEach(function (group) {
      if (!group.fit && group.terms.size === terms.length) { group.fit = 1; }
      if (group.fit === 2) { group.hits = group.hits.filter(function (hit) { return hit.isWhole; }); }
    });
    return groups.sort(function (one, other) {
      return other.fit - one.fit || other.score - one.score
        || one.hits[0].sentence.id - other.hits[0].sentence.id;
    });
  }

  /* The best there is: pages with all terms, else with all of them spelled alike, else with some.
     While more is loading nothing that only comes near: better may follow. */
  function best(terms, filter, isBusy) {
    function whole(group) { return group.fit > 0; }
    var exact = find(terms, filter, false);
    if (exact.some(whole)) { return { groups: exact.filter(whole), note: "" }; }
    if (isBusy) { return { groups: [], note: "" }; }
    var loose = find(terms, filter, true);
    if (loose.some(whole)) { return { groups: loose.filter(whole), note: "alike" }; }
    return { groups: exact.length ? exact : loose, note: exact.length || loose.length ? "partly" : "" };
  }

  var form, field, results, status, browse, words, lang, undated;
  var shown = { query: null, pages: {}, open: new Set(), isDone: true };

  /* A string of the page; of a table of plural forms the one for `count`. */
  function say(key, values) {
    var text = words[key];
    if (typeof text === "object") {
      var form = new Intl.PluralRules(lang).select(values.count);
      text = text[form] || text.other;
    }
    var number = new Intl.NumberFormat(lang + "-u-nu-latn");
    return text.replace(/\{(\w+)\}/g, function (_, name) {
      var value = values[name];
      return typeof value === "number" ? number.format(value) : value;
    });
  }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) { element.className = className; }
    if (text) { element.textContent = text; }
    return element;
  }

  /* A sentence, or of a long one what is round its first match, with the words found marked. */
  function snippet(hit) {
    var text = hit.sentence.text;
    var marks = wordsOf(text).filter(function (word) {
      return word.terms.some(function (term) { return hit.terms.has(term); });
    });
    var start = 0;
    var end = text.length;
    if (text.length > LONGEST_SNIPPET) {
      start = Math.max(0, (marks.length ? marks[0].start : 0) - LONGEST_SNIPPET / 3);
      start = start ? text.indexOf(" ", start) + 1 : 0;
      end = Math.min(text.length, start + LONGEST_SNIPPET);
      end = end < text.length ? text.lastIndexOf(" ", end) : end;
    }
    var link = make("a", hit.sentence.made === 2 ? "doubtful" : "");
    link.append(start ? "… " : "");
    var place = start;
    marks.forEach(function (word) {
      if (word.start < place || word.end > end) { return; }
      link.append(text.slice(place, word.start), make("mark", "", text.slice(word.start, word.end)));
      place = word.end;
    });
    link.append(text.slice(place, end) + (end < text.length ? " …" : ""));
    return link;
  }

  function address(page, place) {
    var path = page.path || page.shard.lang + "/" + page.slug + ".html";
    return "../" + path + (place ? "#" + place : "");
  }

  function button(key, values, action) {
    var made = make("button", "", say(key, values));
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  function hitItem(group) {
    var page = group.page;
    var item = make("li", "hit");
    var byline = make("p", "byline");
    if (page.shard.year === "") {
      byline.append(make("span", "", words["explainer_" + page.shard.lang]));
    } else {
      if (page.publisher) { byline.append(make("span", "", page.publisher)); }
      byline.append(make("span", "", page.date || words["unknown_date_" + page.shard.lang]));
    }
    var title = make("h3");
    var titleHit = group.hits.find(function (hit) { return hit.sentence.text === page.title; });
    var link = titleHit ? snippet(titleHit) : make("a", "", page.title);
    link.href = address(page, "");
    if (page.arabic_title) { link.lang = "ar"; link.dir = "rtl"; }
    title.append(link);
    var list = make("ul");
    var sentences = group.hits.filter(function (hit) { return hit !== titleHit; });
    var isOpen = shown.open.has(page);
    sentences.slice(0, isOpen ? Infinity : SENTENCES_SHOWN).forEach(function (hit) {
      var line = make("li");
      var found = snippet(hit);
      found.href = address(page, hit.sentence.place);
      line.append(found);
      if (hit.sentence.made) {
        line.append(make("span", "made", words[MADE[hit.sentence.made]]));
      }
      list.append(line);
    });
    item.append(byline, title);
    if (list.children.length) { item.append(list); }
    var left = sentences.length - list.children.length;
    if (left > 0) {
      var more = button("more_sentences", { count: left }, function () {
        shown.open.add(page);
        var row = Array.from(results.querySelectorAll(".hit")).indexOf(more.closest(".hit"));
        show();
        results.querySelectorAll(".hit")[row].querySelectorAll("ul a")[SENTENCES_SHOWN].focus();
      });
      more.lang = lang;
      more.dir = document.documentElement.dir;
      item.append(more);
    }
    return item;
  }

  function section(code, groups, isOne) {
    var made = make("section", "found");
    made.append(make("h2", "", words["in_" + code]));
    if (!isOne) { made.firstChild.append(make("span", "", say("pages", { count: groups.length }))); }
    var list = make("ol");
    list.lang = code;
    list.dir = code === "ar" ? "rtl" : "ltr";
    var most = shown.pages[code] || PAGES_SHOWN;
    groups.slice(0, most).forEach(function (group) { list.append(hitItem(group)); });
    made.append(list);
    if (groups.length > most) {
      made.append(button("more_pages", {}, function () {
        shown.pages[code] = most + PAGES_SHOWN;
        show();
        results.querySelector("ol[lang=" + code + "]").children[most].querySelector("a").focus();
      }));
    }
    return made;
  }

  /* Show what is found in what has been loaded; return on how many pages. Until it is done, that
     are pages with all of the terms alone: better ones may follow those that only come near. */
  function show() {
    var asked = state();
    var terms = termsAsked(asked.q);
    var focused = results.contains(document.activeElement) ? document.activeElement.href : null;
    results.textContent = "";
    if (!terms.length) {
      status.textContent = "";
      browse.hidden = false;
      return 0;
    }
    var found = best(terms, asked, !shown.isDone);
    var number = found.groups.length;
    var left = missing(asked);
    browse.hidden = number > 0 || !shown.isDone;
    status.textContent = shown.isDone ? outcome(found, asked, left.length) : words.busy;
    [lang, lang === "ar" ? "en" : "ar"].forEach(function (code) {
      var own = found.groups.filter(function (group) { return group.page.shard.lang === code; });
      if (own.length) { results.append(section(code, own, own.length === number)); }
    });
    if (left.length && shown.isDone) {
      results.append(button("further", {}, function () { search(true); field.focus(); }));
    }
    /* Whoever is in the list when more arrives stays at the same result. */
    var same = focused && Array.from(results.querySelectorAll("a")).find(function (link) {
      return link.href === focused;
    });
    if (same) { same.focus(); }
    return number;
  }

  /* What is told when the search is done, and of how much it was made. */
  function outcome(found, asked, isPart) {
    var told = found.groups.length ? [say("found", { count: found.groups.length })] : [words.none];
    if (found.note) { told.push(words[found.note]); }
    if (shards.some(function (shard) { return shard.state === "failed"; })) { told.push(words.failed); }
    if (isPart) {
      var dated = shards.filter(function (shard) {
        return shard.lang === languageOf(asked.q) && shard.year && isAsked(shard, asked);
      });
      var done = dated.filter(function (shard) { return shard.state === "ready"; });
      told.push(say("so_far", { done: count(done), total: count(dated) }));
    }
    return told.join(" ");
  }

  function count(some) {
    return some.reduce(function (sum, shard) { return sum + shard.stories; }, 0);
  }

  /* Search what is loaded, then load and search on, as long as nothing is found or little is
     loaded. A newer query ends an older one's loading. */
  var turn = 0;

  async function search(wantsMore) {
    turn += 1;
    var own = turn;
    var asked = state();
    var key = JSON.stringify(asked);
    if (key !== shown.query) { shown = { query: key, pages: {}, open: new Set() }; }
    shown.isDone = false;
    remember(asked);
    if (!termsAsked(asked.q).length) { show(); return; }
    var bytes = wantsMore ? 0 : shards.filter(function (shard) {
      return shard.state === "ready" && isAsked(shard, asked);
    }).reduce(function (sum, shard) { return sum + shard.bytes; }, 0);
    var found = show();
    /* An older query may be loading still. */
    await loading;
    while (own === turn) {
      var next = missing(asked).slice(0, AT_ONCE);
      shown.isDone = !next.length || bytes >= (found ? ENOUGH : MOST);
      found = show();
      if (shown.isDone) { return; }
      bytes += next.reduce(function (sum, shard) { return sum + shard.bytes; }, 0);
      loading = Promise.all(next.map(load));
      await loading;
    }
  }

  /* 4. The form, the address and the keys -------------------------------------------------- */

  function state() {
    var values = {};
    ["q", "topic", "year", "source"].forEach(function (name) {
      values[name] = form.elements[name] ? form.elements[name].value.trim() : "";
    });
    return values;
  }

  function addressOf(asked) {
    var given = new URLSearchParams();
    Object.keys(asked).forEach(function (name) { if (asked[name]) { given.set(name, asked[name]); } });
    return given.size ? "?" + given : "";
  }

  /* Show what is asked in the address, on the link to the other language, and as it is written. */
  function remember(asked) {
    field.dir = /\p{L}/u.test(asked.q) ? "auto" : document.documentElement.dir;
    var query = addressOf(asked);
    try {
      window.history.replaceState(null, "", window.location.href.split(/[?#]/)[0] + query);
    } catch (error) { /* Some browsers allow no other address from disk. */ }
    var other = document.querySelector(".language");
    if (other) { other.href = other.href.split(/[?#]/)[0] + query; }
  }

  function fill() {
    var given = new URLSearchParams(window.location.search);
    ["q", "topic", "year", "source"].forEach(function (name) {
      var input = form.elements[name];
      if (!input) { return; }
      input.value = given.get(name) || "";
      /* A choice that is not there is none. */
      if (input.selectedIndex === -1) { input.value = ""; }
    });
  }

  function step(event) {
    var stops = [field].concat(Array.from(results.querySelectorAll("a, button")));
    var at = stops.indexOf(document.activeElement);
    var next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at === -1 || !next) { return; }
    event.preventDefault();
    next.focus();
  }

  function start() {
    form = document.querySelector(".search");
    results = document.getElementById("results");
    status = document.getElementById("search-status");
    browse = document.getElementById("browse");
    lang = document.documentElement.lang;
    words = JSON.parse(results.dataset.words);
    undated = results.dataset.undated;
    field = form.elements.q;
    base = document.querySelector("script[src$='search/index.js']").src.replace(/index\.js$/, "");
    form.hidden = false;
    fill();
    var waiting = 0;
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(search, TYPING);
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      window.clearTimeout(waiting);
      search();
    });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { step(event); }
    });
    if (field.value) { search(); } else { remember(state()); }
  }

  document.addEventListener("DOMContentLoaded", start);
  /* For the tests, which compare it with the build's rules. */
  window.briefingSearch.wordsOf = wordsOf;
}());
