// On a narrow screen a long form is shown one step at a time. Without this file, and on a wide screen, it is one page
// with a menu. Steps are places of the page: the Back button, and a link to a field, lead to the right one.
"use strict";

function steps(form) {
  const parts = Array.from(form.querySelectorAll("[data-step]"));
  const said = form.querySelector("[data-step-now]"), main = form.querySelector("[data-primary]");
  const back = form.querySelector("[data-step-go='-1']"), next = form.querySelector("[data-step-go='1']");
  const narrow = matchMedia("(max-width: 48rem)");
  let now = 0;

  function meant() {
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const target = named || form.querySelector("[aria-invalid=true]");
    return parts.findIndex((part) => target && part.contains(target));
  }
  function show() {
    const one = narrow.matches, last = now === parts.length - 1;
    form.classList.toggle("stepped", one);
    document.body.classList.toggle("in-steps", one);
    parts.forEach((part, i) => part.classList.toggle("now", i === now));
    said.hidden = !one;
    said.textContent = said.dataset.words.replace("{n}", now + 1);
    back.hidden = !one || now === 0;
    next.hidden = !one || last;
    main.hidden = one && !last;
    next.toggleAttribute("data-primary", one && !last);
    main.toggleAttribute("data-primary", !one || last);
    form.dispatchEvent(new CustomEvent("step-shown", { detail: parts[now] }));
  }
  function move(to, focused) {
    const from = now;
    now = to;
    show();
    if (!narrow.matches || from === to) return;
    form.dispatchEvent(new Event("step-left"));
    if (!focused) return;
    scrollTo(0, said.getBoundingClientRect().top + scrollY - 8);
    parts[now].querySelector("h2").focus({ preventScroll: true });
  }

  form.addEventListener("click", (e) => {
    const button = e.target.closest("[data-step-go]");
    if (button) location.hash = parts[now + Number(button.dataset.stepGo)].id;
  });
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    move(Math.max(meant(), 0), !target || target.matches("[data-step]"));
  });
  narrow.addEventListener("change", show);
  // What another step asks the server for, it asks when what was written before is there.
  form.addEventListener("step-saved", () => {
    const load = narrow.matches && window.htmx && parts[now].querySelector("[data-load]");
    if (load) load.click();
  });
  now = Math.max(meant(), 0);
  show();
}

addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-steps]").forEach(steps));

// A unit picked from the list is written behind those that stand in its field.
addEventListener("click", (e) => {
  const button = e.target.closest("button[data-add-to]");
  const field = button && document.getElementById(button.dataset.addTo);
  if (!field) return;
  e.preventDefault();
  const names = field.value.split(/[、，,;；\s]+/).filter(Boolean);
  if (!names.includes(button.value)) names.push(button.value);
  field.value = names.join("、");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  button.disabled = true;
});
