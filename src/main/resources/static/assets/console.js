/* Keeps pages fresh and spares keystrokes. Every verb works without it. */
(function () {
  "use strict";

  var held = false;
  var live = document.getElementById("live");
  var announced = live ? live.textContent.trim() : "";
  var nextSpoken = 0;
  var waiting = null;
  var missed = new Map();

  document.querySelectorAll("[data-copy], [data-hold]").forEach(show);

  function show(element) {
    element.hidden = false;
  }

  /* What is swapped in has no token of its own. */
  function csrf(root) {
    var meta = document.querySelector('meta[name="csrf"]');
    root.querySelectorAll('input[name="_csrf"]').forEach(function (field) {
      if (!field.value && meta) {
        field.value = meta.content;
      }
    });
  }

  /* What is on the page now is what a verb means. */
  function seen(target) {
    var version = target.dataset.part === "verbs" && target.querySelector('input[name="version"]');
    if (version) {
      document.querySelectorAll('main input[name="version"]').forEach(function (field) {
        field.value = version.value;
      });
    }
  }

  /* One polite voice: at most every five seconds, and the latest word wins. */
  function speak(text) {
    if (!live || !text || text === announced) {
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      live.textContent = text;
      announced = text;
      nextSpoken = Date.now() + 5000;
    }, Math.max(0, nextSpoken - Date.now()));
  }

  /* Where the focus is, said so that it can be found again after a swap. */
  function place(element) {
    if (element.id) {
      return "#" + CSS.escape(element.id);
    }
    if (element.tagName === "A") {
      return 'a[href="' + CSS.escape(element.getAttribute("href")) + '"]';
    }
    var form = element.form;
    return form ? 'form[action="' + CSS.escape(form.getAttribute("action")) + '"] ' + element.tagName.toLowerCase() : null;
  }

  /* A swap never takes the focus, an open list or what is typed. What comes meanwhile is kept: it is not sent again. */
  function swap(target, html) {
    var focused = target.contains(document.activeElement) ? document.activeElement : null;
    if (held || (focused && focused.matches("input, textarea, select")) || target.querySelector("details[open]")) {
      missed.set(target, html);
      return;
    }
    missed.delete(target);
    var again = focused ? place(focused) : null;
    target.innerHTML = html;
    csrf(target);
    seen(target);
    var found = again ? target.querySelector(again) : null;
    if (found) {
      found.focus({ preventScroll: true });
    }
  }

  function catchUp() {
    Array.from(missed).forEach(function (part) {
      swap(part[0], part[1]);
    });
  }

  /* A node that has too many pages open refuses a stream, and the browser does not try again by itself. */
  function refused(source, main) {
    if (source.readyState === EventSource.CLOSED) {
      speak("Updates are off for now: load the page to see how it stands.");
      setTimeout(listen, 30000, main);
    }
  }

  function listen(main) {
    var source = new EventSource(main.dataset.events);
    main.querySelectorAll("[data-part]").forEach(function (target) {
      source.addEventListener(target.dataset.part, function (event) {
        swap(target, event.data);
      });
    });
    source.addEventListener("announce", function (event) {
      speak(event.data);
    });
    source.addEventListener("error", function () {
      refused(source, main);
    });
    window.addEventListener("pagehide", function () {
      source.close();
    });
  }

  var main = document.querySelector("main[data-events]");
  if (main && window.EventSource) {
    listen(main);
  }

  document.addEventListener("click", function (event) {
    var copy = event.target.closest("[data-copy]");
    if (copy) {
      var source = document.getElementById(copy.dataset.copy);
      navigator.clipboard.writeText(source.textContent).then(function () {
        speak("Copied.");
      });
      return;
    }
    var hold = event.target.closest("[data-hold]");
    if (hold) {
      held = !held;
      hold.setAttribute("aria-pressed", String(held));
      hold.textContent = held ? "Go on updating" : "Hold updates";
      catchUp();
    }
  });

  /* The click that takes the focus away shall find what it was meant for. */
  document.addEventListener("focusout", function () {
    setTimeout(catchUp, 500);
  });

  /* It does not bubble. */
  document.addEventListener("toggle", catchUp, true);

  /* Keys. Never while somebody types. */
  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("tr[data-row] th a, .needs a.go"));
  }

  function step(by) {
    var all = rows();
    if (all.length) {
      var at = all.indexOf(document.activeElement);
      all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))].focus();
    }
  }

  function help() {
    var dialog = document.getElementById("keys");
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) {
      return;
    }
    if (event.key === "/") {
      var filter = document.querySelector('[data-key="/"]');
      if (filter) {
        event.preventDefault();
        filter.focus();
      }
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "?") {
      help();
    } else if (event.key === "p") {
      var pause = document.querySelector('[data-key="p"]');
      if (pause && window.confirm(pause.dataset.ask)) {
        pause.click();
      }
    }
  });
})();
