// The page works without this file. It keeps half-typed pinyin from being searched, adds three keys and copies links.
"use strict";

// An input method sends "input" and Enter for letters that are not yet words; wait for the chosen characters.
addEventListener("input", (e) => { if (e.isComposing) e.stopImmediatePropagation(); }, true);
addEventListener("compositionend", (e) => e.target.dispatchEvent(new InputEvent("input", { bubbles: true })), true);
addEventListener("keydown", (e) => {
  if (e.key === "Enter" && (e.isComposing || e.keyCode === 229)) e.stopPropagation();
}, true);

const typing = (e) => e.isComposing || e.keyCode === 229 || e.ctrlKey || e.altKey || e.metaKey ||
  /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable;

// "/" puts the cursor into the search box.
addEventListener("keydown", (e) => {
  if (e.key !== "/" || typing(e)) return;
  const box = document.querySelector("main input[type=search]") || document.querySelector("input[type=search]");
  if (box) { e.preventDefault(); box.focus(); box.select(); }
});

// Previous and next marked place of an opened text: promises, or the words that a search looked for.
const marks = (walker) => Array.from(document.querySelectorAll(walker.dataset.walk));
function show(walker, at) {
  const all = marks(walker);
  walker.dataset.at = at;
  walker.querySelector("[data-walk-at]").textContent = at < 0 ? `${all.length} ${walker.dataset.unit || ""}` : `${at + 1}/${all.length}`;
  all.forEach((m, i) => m.classList.toggle("current", i === at));
}
function step(walker, by) {
  const all = marks(walker);
  if (!all.length) return;
  let at = Number(walker.dataset.at || -1);
  if (at < 0 && location.hash) at = all.findIndex((m) => "#" + m.id === location.hash);
  at = (at < 0 && by < 0 ? all.length - 1 : at + by + all.length) % all.length;
  if (all[at].id) location.hash = all[at].id;
  else all[at].scrollIntoView({ block: "center" });
  show(walker, at);
}

// F7 goes to the next marked place, Shift+F7 to the one before, as office programs do from change to change.
addEventListener("keydown", (e) => {
  const walker = document.querySelector("[data-walk]");
  if (e.key !== "F7" || e.isComposing || e.ctrlKey || e.altKey || e.metaKey || !walker) return;
  e.preventDefault();
  step(walker, e.shiftKey ? -1 : 1);
});

// A text that a search led to opens at its first word, within the sentence or reply that the address names.
function arrive(walker) {
  const all = marks(walker), named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const within = named ? named.closest("article") || named : document;
  const first = named && named.matches(".promise, .figure") ? named.querySelector("mark.word") : within.querySelector("mark.word");
  show(walker, all.indexOf(first));
  if (first && !(named && named.matches(".promise, .figure"))) first.scrollIntoView({ block: "center" });
}

// An office network without https has no clipboard API; the old command still works there.
function copy(text, button) {
  const said = (ok) => {
    const before = button.textContent;
    button.textContent = ok ? button.dataset.done : button.dataset.failed;
    setTimeout(() => { button.textContent = before; }, 2000);
  };
  if (navigator.clipboard) { navigator.clipboard.writeText(text).then(() => said(true), () => said(false)); return; }
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "hidden-text";
  document.body.appendChild(area);
  area.select();
  let ok = false;
  try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
  area.remove();
  said(ok);
}

addEventListener("click", (e) => {
  const button = e.target.closest("[data-do]");
  if (!button) return;
  const what = button.dataset.do;
  if (what === "print") window.print();
  if (what === "copy") copy(button.dataset.copy ? document.getElementById(button.dataset.copy).value : location.href, button);
  if (what === "next") step(button.closest("[data-walk]"), 1);
  if (what === "previous") step(button.closest("[data-walk]"), -1);
});

// A common phrase is written into the field that its button names, after what stands there.
addEventListener("click", (e) => {
  const button = e.target.closest("[data-phrase]");
  if (!button) return;
  const field = document.getElementById(button.dataset.phrase);
  field.value += (field.value && !field.value.endsWith("\n") ? "；" : "") + button.textContent.trim();
  field.focus();
});

// Buttons that need this file are shown only where it runs; filters are open on a wide screen and closed on a phone.
function prepare(root) {
  root.querySelectorAll("[data-do][hidden], [data-needs-script][hidden]").forEach((n) => { n.hidden = false; });
  const small = matchMedia("(max-width: 48rem)").matches || Number(document.documentElement.dataset.size) > 2;
  if (small) root.querySelectorAll("details.folded").forEach((d) => { d.open = false; });
  root.querySelectorAll("select[data-submit]").forEach((s) => s.addEventListener("change", () => s.form.requestSubmit()));
}
addEventListener("DOMContentLoaded", () => {
  prepare(document);
  document.querySelectorAll("[data-walk='mark.word']").forEach(arrive);
  const problem = document.querySelector("[data-focus]");
  if (problem) problem.focus();
});
addEventListener("htmx:afterSwap", (e) => prepare(e.target));

// A request that failed says so in the page and keeps what was there.
function problem(which) {
  const place = document.getElementById("problem");
  if (!place) return;
  place.innerHTML = "<div class='note red' role='alert'></div>";
  place.firstChild.textContent = place.dataset[which];
}
addEventListener("htmx:sendError", () => problem("offline"));
addEventListener("htmx:timeout", () => problem("slow"));

// One click, one request.
addEventListener("submit", (e) => {
  const form = e.target;
  if (form.method !== "post" || e.defaultPrevented) return;
  setTimeout(() => form.querySelectorAll("button[type=submit], button:not([type])").forEach((b) => {
    b.disabled = true;
    if (b.dataset.busy) b.textContent = b.dataset.busy;
  }), 0);
});
addEventListener("pageshow", () => document.querySelectorAll("button[disabled][data-busy]").forEach((b) => { b.disabled = false; }));

// A list with ticks says how many are chosen; the server refuses none.
addEventListener("change", (e) => {
  const form = e.target.closest && e.target.closest("[data-ticks]"), said = form && form.querySelector("[data-ticked]");
  if (!said) return;
  if (!said.dataset.before) said.dataset.before = said.textContent;
  const count = form.querySelectorAll(".tick input:checked").length;
  said.textContent = count ? said.dataset.ticked.replace("{n}", count) : said.dataset.before;
});
