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

// Previous and next marked sentence of an opened text.
const walk = { at: -1 };
function marks() { return Array.from(document.querySelectorAll(".promise[id]")); }
function step(by) {
  const all = marks();
  if (!all.length) return;
  if (walk.at < 0 && location.hash) walk.at = all.findIndex((m) => "#" + m.id === location.hash);
  walk.at = (walk.at < 0 && by < 0 ? all.length - 1 : walk.at + by + all.length) % all.length;
  location.hash = all[walk.at].id;
  document.querySelectorAll("[data-walk-at]").forEach((n) => { n.textContent = `${walk.at + 1}/${all.length}`; });
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
  if (what === "copy") copy(location.href, button);
  if (what === "next") step(1);
  if (what === "previous") step(-1);
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
