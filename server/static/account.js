// Only for people who are signed in or about to be: warns before a session falls asleep, shows a password, ticks rules,
// clears what drafts.js has kept on this device.
"use strict";

(function () {
  const SEEN = "dafu-seen";
  const idle = document.getElementById("idle");

  // Another tab keeps the session awake just as well, so the time of the last answer is shared between tabs.
  function note() { try { localStorage.setItem(SEEN, String(Date.now())); } catch (e) { /* private window */ } }
  function seen(from) {
    try { return Math.max(from, Number(localStorage.getItem(SEEN)) || 0); } catch (e) { return from; }
  }

  if (idle) {
    const began = Date.now();
    const last = Number(idle.dataset.seconds) * 1000;
    const warn = last - Number(idle.dataset.warn) * 1000;
    const isOpen = () => idle.hasAttribute("open");
    const close = () => { if (isOpen()) idle.close ? idle.close() : idle.removeAttribute("open"); };
    const open = () => { if (!isOpen()) idle.showModal ? idle.showModal() : idle.setAttribute("open", ""); };
    note();
    addEventListener("htmx:afterRequest", (e) => { if (e.detail.successful) note(); });
    setInterval(() => {
      const quiet = Date.now() - seen(began);
      idle.classList.toggle("over", quiet >= last);
      if (quiet >= warn) open(); else close();
    }, 5000);
    idle.querySelector("form").addEventListener("submit", (e) => {
      e.preventDefault();
      const form = e.target;
      fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" })
        .then((answer) => {
          if (answer.type !== "opaqueredirect") throw new Error();
          note();
          close();
          form.querySelectorAll("button").forEach((b) => { b.disabled = false; });
        })
        .catch(() => form.submit());
    });
  }

  // Words that a week ago could not be saved are nobody's any more; those on a shared computer go with their writer.
  const COPIES = "dafu:draft:", KEPT_DAYS = 7;
  const storage = () => { try { return localStorage; } catch (e) { return {}; } };
  function sweep(all) {
    const kept = storage();
    Object.keys(kept).filter((key) => key.startsWith(COPIES)).forEach((key) => {
      let at = 0;
      try { at = JSON.parse(kept.getItem(key)).at; } catch (e) { at = 0; }
      if (all || !(Date.now() - at < KEPT_DAYS * 864e5)) kept.removeItem(key);
    });
  }
  addEventListener("submit", (e) => {
    if (!e.defaultPrevented && e.target.action.endsWith("/account/sign-out")) sweep(true);
  });
  sweep(false);

  addEventListener("click", (e) => {
    const button = e.target.closest("[data-reveal]");
    if (!button) return;
    const field = document.getElementById(button.dataset.reveal);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    const words = button.textContent;
    button.textContent = button.dataset.shown;
    button.dataset.shown = words;
    field.focus();
  });

  // What is left of a password without the words that anybody here would try, and without years.
  function left(plain, words) {
    const known = words.split(" ").sort((a, b) => b.length - a.length).join("|");
    return (plain.replace(new RegExp(`${known}|(?:19|20)\\d\\d|\\s`, "g"), "").match(/[\p{L}\p{Nd}]/gu) || []).length;
  }

  // The server holds the rules; these ticks only spare a round trip.
  addEventListener("input", (e) => {
    const rules = e.target.dataset.passwordRules && document.getElementById(e.target.dataset.passwordRules);
    if (!rules) return;
    const text = e.target.value;
    const old = document.getElementById("old");
    const plain = text.toLowerCase();
    const own = rules.dataset.own.toLowerCase();
    const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(text)).length;
    const length = Array.from(text).length;
    const kept = {
      long: length >= Number(rules.dataset.least) && length <= Number(rules.dataset.longest),
      mixed: kinds >= 3,
      uncommon: new Set(plain).size >= 4 && left(plain, rules.dataset.words) >= Number(rules.dataset.leastOwn),
      own: text !== "" && !(own.length > 1 && plain.includes(own)),
      new: text !== "" && (!old || text !== old.value),
    };
    rules.querySelectorAll("[data-rule]").forEach((n) => n.classList.toggle("kept", Boolean(kept[n.dataset.rule])));
  });
})();
