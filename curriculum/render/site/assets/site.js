// Theme, search, arc diagrams and the filter of the heat map. Without it every page still reads.
(function () {
  "use strict";
  var root = document.body.dataset.root || "";

  // --- theme -------------------------------------------------------------------------------
  var themes = ["auto", "light", "dark"];
  var button = document.getElementById("theme");
  function theme() {
    return document.documentElement.dataset.theme || "auto";
  }
  function show() {
    var name = theme();
    button.querySelector(".label").textContent = name[0].toUpperCase() + name.slice(1);
    button.setAttribute("aria-label", "Theme: " + name);
  }
  button.hidden = false;
  show();
  button.addEventListener("click", function () {
    var next = themes[(themes.indexOf(theme()) + 1) % themes.length];
    if (next === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("curriculum-theme", next);
    } catch (error) {
      // The theme then holds for this page.
    }
    show();
  });

  // --- the index: scripts, since a page from a file may not fetch ----------------------------
  var loaded = {};
  var waiting = {};
  window.curriculumIndex = function (name, data) {
    loaded[name] = data;
  };
  function load(name) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + "search/" + name + ".js";
        script.onload = function () {
          resolve(loaded[name]);
        };
        script.onerror = function () {
          delete waiting[name];
          reject(new Error("cannot load " + name));
        };
        document.head.append(script);
      });
    }
    return waiting[name];
  }
  function loadAll(names) {
    return Promise.all(names.map(load));
  }

  var MOST_SHARDS = 12;
  var MOST_FOUND = 40;
  function words(text) {
    var plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return (plain.match(/\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu) || []).map(function (word) {
      return word.slice(0, 24);
    });
  }
  function shardsFor(family, prefixes, word) {
    var names = [];
    prefixes.forEach(function (prefix, number) {
      if (word.startsWith(prefix) || prefix.startsWith(word)) names.push(family + number);
    });
    return names;
  }
  function add(scores, shard, word, exact, begun) {
    for (var found in shard) {
      if (!found.startsWith(word)) continue;
      var score = found === word ? exact : begun;
      var number = 0;
      var gaps = shard[found].split(" ");
      for (var at = 0; at < gaps.length; at++) {
        number += parseInt(gaps[at], 36);
        if ((scores.get(number) || 0) < score) scores.set(number, score);
      }
    }
  }
  async function scoresOf(manifest, word) {
    var scores = new Map();
    var names = shardsFor("n", manifest.n, word);
    var texts = word.length > 1 ? shardsFor("t", manifest.t, word) : [];
    // Two letters may begin words in every shard: the rest of the word will come.
    if (texts.length > MOST_SHARDS) texts = [];
    names = names.slice(0, MOST_SHARDS * 2);
    var shards = await loadAll(texts.concat(names));
    shards.forEach(function (shard, at) {
      if (at < texts.length) add(scores, shard, word, 3, 1);
      else add(scores, shard, word, 12, 7);
    });
    return scores;
  }
  async function find(question) {
    var asked = words(question);
    if (!asked.length) return { rows: [], count: 0 };
    var manifest = await load("manifest");
    var all = await Promise.all(
      asked.map(function (word) {
        return scoresOf(manifest, word);
      })
    );
    all.sort(function (a, b) {
      return a.size - b.size;
    });
    var ranked = [];
    all[0].forEach(function (score, number) {
      for (var at = 1; at < all.length; at++) {
        var other = all[at].get(number);
        if (!other) return;
        score += other;
      }
      ranked.push([score, number]);
    });
    ranked.sort(function (a, b) {
      return b[0] - a[0] || a[1] - b[1];
    });
    var best = ranked.slice(0, MOST_FOUND);
    var rows = await Promise.all(
      best.map(async function (pair) {
        var entries = await load("e" + Math.floor(pair[1] / manifest.size));
        return entries[pair[1] % manifest.size];
      })
    );
    return { rows: rows, count: ranked.length };
  }

  // --- the search box ------------------------------------------------------------------------
  var input = document.getElementById("search");
  var list = document.getElementById("found");
  var told = document.getElementById("found-count");
  var selected = -1;
  var turn = 0;
  document.querySelector(".search").hidden = false;

  function element(name, kind, text) {
    var made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }
  function close() {
    list.hidden = true;
    selected = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function select(number) {
    var options = list.querySelectorAll("[role=option]");
    if (!options.length) return;
    selected = (number + options.length) % options.length;
    options.forEach(function (option, at) {
      option.setAttribute("aria-selected", String(at === selected));
    });
    input.setAttribute("aria-activedescendant", options[selected].id);
    options[selected].scrollIntoView({ block: "nearest" });
  }
  function go(option) {
    location.href = root + option.dataset.url;
    close();
  }
  function fill(result) {
    list.replaceChildren();
    result.rows.forEach(function (row, at) {
      var option = document.createElement("li");
      option.setAttribute("role", "option");
      option.id = "found-" + at;
      option.dataset.url = row[3];
      option.append(element("span", "kind", row[0]), element("span", "name", row[1]));
      option.append(element("span", "where", row[2]));
      option.addEventListener("mousedown", function (event) {
        event.preventDefault();
        go(option);
      });
      option.addEventListener("mousemove", function () {
        if (selected !== at) select(at);
      });
      list.append(option);
    });
    var count = result.count;
    told.textContent = count === 1 ? "1 result" : count ? count + " results" : "Nothing found";
    if (!count) {
      var nothing = element("li", "", "Nothing found");
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      list.append(nothing);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    selected = -1;
    if (count) select(0);
  }
  function ask() {
    var mine = ++turn;
    if (!input.value.trim()) {
      told.textContent = "";
      return close();
    }
    find(input.value).then(
      function (result) {
        if (mine === turn) fill(result);
      },
      function () {
        told.textContent = "The index of this site cannot be loaded";
      }
    );
  }
  input.addEventListener("focus", function () {
    load("manifest").catch(function () {});
  });
  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else select(selected + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      var option = list.querySelector("[aria-selected=true]");
      if (option && option.dataset.url) go(option);
    } else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      close();
    }
  });
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  // --- arc diagrams ----------------------------------------------------------------------------
  document.querySelectorAll("svg.arcs").forEach(function (svg) {
    var output = svg.closest("figure").querySelector(".told");
    var silence = output.textContent;
    var nodes = svg.querySelectorAll(".node");
    var arcs = svg.querySelectorAll(".arc");
    function clear() {
      svg.classList.remove("pointed");
      svg.querySelectorAll(".lit").forEach(function (lit) {
        lit.classList.remove("lit");
      });
      output.textContent = silence;
    }
    function light(node) {
      clear();
      svg.classList.add("pointed");
      node.classList.add("lit");
      arcs.forEach(function (arc) {
        if (arc.dataset.from === node.dataset.node || arc.dataset.to === node.dataset.node) {
          arc.classList.add("lit");
          nodes[arc.dataset.from].classList.add("lit");
          nodes[arc.dataset.to].classList.add("lit");
        }
      });
      output.textContent = node.dataset.told;
    }
    nodes.forEach(function (node) {
      node.addEventListener("mouseenter", function () {
        light(node);
      });
      node.addEventListener("mouseleave", clear);
      node.addEventListener("focus", function () {
        light(node);
      });
      node.addEventListener("blur", clear);
    });
  });

  // --- heat map --------------------------------------------------------------------------------
  document.querySelectorAll(".controls").forEach(function (controls) {
    var table = document.getElementById(controls.querySelector(".filter").dataset.filters);
    var rows = Array.from(table.tBodies[0].rows);
    var filter = controls.querySelector(".filter");
    var repeated = controls.querySelector(".repeated");
    var shown = controls.querySelector(".shown");
    controls.hidden = false;
    function apply() {
      var text = filter.value.trim().toLowerCase();
      var count = 0;
      rows.forEach(function (row) {
        var fits = row.cells[0].textContent.toLowerCase().includes(text);
        row.hidden = !fits || (repeated.checked && Number(row.dataset.lessons) < 2);
        count += row.hidden ? 0 : 1;
      });
      shown.textContent = count + " of " + rows.length + " concepts";
    }
    filter.addEventListener("input", apply);
    repeated.addEventListener("change", apply);
    apply();
  });
})();
