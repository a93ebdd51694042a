// A batch of findings by keyboard: J and K walk, C confirms, X rejects, E corrects, U takes a mark back, Enter sends.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-findings]");
  if (!form) return;
  const rows = Array.from(form.querySelectorAll(".finding")), said = form.querySelector("[data-marked]");
  let at = -1;
  const go = (to) => {
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows.forEach((row, i) => row.classList.toggle("current", i === at));
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const count = () => {
    const marked = form.querySelectorAll("input[type=radio]:checked").length;
    said.textContent = marked ? said.dataset.marked.replace("{n}", marked) : "";
  };
  const mark = (key) => {
    if (at < 0) go(0);
    const chosen = rows[at].querySelector(`[data-key="${key}"]`);
    if (!chosen) return;
    if (chosen.tagName === "A") { location.href = chosen.href; return; }
    chosen.checked = true;
    count();
    if (at < rows.length - 1) go(at + 1);
  };
  const clear = () => {
    if (at < 0) return;
    rows[at].querySelectorAll("input[type=radio]").forEach((one) => { one.checked = false; });
    count();
  };
  form.addEventListener("change", count);
  addEventListener("keydown", (e) => {
    if (e.isComposing || e.ctrlKey || e.altKey || e.metaKey || /^(SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    const key = e.key.toLowerCase();
    const acts = { j: () => go(at + 1), k: () => go(at - 1), arrowdown: () => go(at + 1), arrowup: () => go(at - 1),
      c: () => mark("c"), x: () => mark("x"), e: () => mark("e"), u: clear };
    if (acts[key]) { e.preventDefault(); acts[key](); }
    if (key === "enter" && (e.target === document.body || e.target.closest(".finding")) && e.target.tagName !== "A") {
      e.preventDefault();
      form.requestSubmit();
    }
  });
});
