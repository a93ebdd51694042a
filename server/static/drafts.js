// Saves a form while it is being written; the form works without this file. A form takes part by data-autosave (where
// to PUT it) and the hidden fields version and token. Every sentence shown stands in the page.
// Nothing is called saved before the server said so; what it could not take is kept on this device.
"use strict";

const PAUSE = 1500, RETRY = 8000, KEPT_DAYS = 7, PREFIX = "dafu:draft:";

function watch(form) {
  const state = form.querySelector("[data-save-state]");
  const version = form.elements.version, token = form.elements.token;
  const place = PREFIX + form.dataset.owner + ":" + form.dataset.autosave + ":";
  const fields = () => {
    const all = new URLSearchParams(new FormData(form));
    ["token", "key", "version"].forEach((name) => all.delete(name));
    return all.toString();
  };
  let saved = fields(), timer = 0, running = null, stopped = false, shown = "";
  const dirty = () => fields() !== saved;

  function say(which, at) {
    shown = which;
    if (!state) return;
    state.textContent = (state.dataset[which] || "").replace("{at}", at || "");
    state.classList.toggle("bad", !["clean", "saving", "saved"].includes(which));
    const entry = form.querySelector("[data-sign-in]");
    if (entry) entry.hidden = which !== "expired";
  }

  // The new copy is written before older ones go, so that there is one at every moment.
  function keep() {
    const key = place + version.value;
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: fields() }));
      forget(key);
    } catch (e) { /* no room or no leave: the words stay in the form */ }
  }
  function copies() { return Object.keys(localStorage).filter((key) => key.startsWith(place)); }
  function forget(except) { copies().forEach((key) => { if (key !== except) localStorage.removeItem(key); }); }

  async function renew() {
    const answer = await fetch(form.dataset.autosave, { redirect: "manual", cache: "no-store" });
    if (answer.status !== 200) return false;
    token.value = (await answer.json()).token;
    return true;
  }
  function send(body) {
    return fetch(form.dataset.autosave, {
      method: "PUT", body, redirect: "manual",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "If-Match": version.value, "X-Dafu-Token": token.value },
    });
  }

  async function save() {
    clearTimeout(timer);
    if (running) return running;
    if (stopped || !dirty()) return null;
    running = attempt().finally(() => { running = null; });
    await running;
    if (!stopped && dirty()) later(PAUSE);
    return null;
  }
  async function attempt() {
    const body = fields();
    say("saving");
    let answer;
    try {
      answer = await send(body);
      if ((answer.status === 401 || answer.status === 403) && await renew()) answer = await send(body);
    } catch (e) { keep(); say("offline"); later(RETRY); return; }
    if (answer.status === 200) {
      const told = await answer.json();
      version.value = told.version;
      saved = body;
      forget();
      say(dirty() ? "saving" : "saved", told.at);
      form.dispatchEvent(new CustomEvent("draft-saved", { detail: told, bubbles: true }));
    } else if (answer.status === 409) {
      await clash(answer, body);
    } else {
      keep();
      say(answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect" ? "expired" : "offline");
      if (answer.status === 404) { stopped = true; say("refused"); } else later(RETRY);
    }
  }
  // Another saving came first. The server has kept these words; nothing more is typed into a form that lost.
  async function clash(answer, body) {
    let told = {};
    try { told = await answer.json(); } catch (e) { told = {}; }
    if (!told.version) { stopped = true; keep(); say("refused"); return; }
    form.querySelectorAll("input, textarea").forEach((field) => { field.readOnly = true; });
    const box = form.querySelector("[data-conflict]");
    if (box) box.hidden = false;
    if (fields() !== body) await send(fields());
    saved = fields();
    stopped = true;
    forget();
    say("conflictWords");
  }
  function later(pause) { clearTimeout(timer); timer = setTimeout(save, pause); }

  // From the first new letter on the page no longer says that everything is saved.
  function changed(pause) {
    if (stopped) return;
    if (["", "clean", "saved"].includes(shown) && dirty()) say("saving");
    later(pause);
  }
  form.addEventListener("input", () => changed(PAUSE));
  form.addEventListener("change", () => changed(PAUSE / 3));
  addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("online", () => save());
  let leaving = false;
  addEventListener("beforeunload", (e) => { if (!leaving && dirty()) { keep(); e.preventDefault(); e.returnValue = ""; } });

  // The button sends the same words: it waits for a saving under way, or the two would be each other's conflict.
  document.addEventListener("submit", (e) => {
    if (e.target !== form || leaving) { if (e.target === form) return; leaving = leaving || !dirty(); return; }
    if (!running) { leaving = true; clearTimeout(timer); return; }
    const button = e.submitter;
    e.preventDefault();
    running.finally(() => { leaving = true; clearTimeout(timer); form.requestSubmit(button || undefined); });
  }, true);
  form.addEventListener("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229 || !(e.ctrlKey || e.metaKey)) return;
    if (e.key === "s") { e.preventDefault(); save(); }
    const main = form.querySelector("[data-primary]");
    if (e.key === "Enter" && main) { e.preventDefault(); main.click(); }
  });

  offer(form, copies(), fields, () => { forget(); }, () => later(0));
}

// A copy that this device kept when the server could not be reached.
function offer(form, keys, fields, drop, changed) {
  const box = form.querySelector("[data-recover]");
  const kept = keys.map((key) => { try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; } })
    .filter((copy) => copy && copy.fields !== fields()).sort((a, b) => b.at - a.at)[0];
  if (!kept) { drop(); return; }
  if (!box) return;
  box.querySelector("[data-recover-at]").textContent = new Date(kept.at).toLocaleString("zh-CN");
  box.hidden = false;
  box.querySelector("[data-recover-drop]").addEventListener("click", () => { drop(); box.hidden = true; });
  box.querySelector("[data-recover-take]").addEventListener("click", () => {
    const old = new URLSearchParams(kept.fields);
    Array.from(form.elements).forEach((field) => {
      if (!field.name || field.type === "hidden" || field.type === "submit") return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = old.getAll(field.name).includes(field.value);
      else if (old.has(field.name)) field.value = old.get(field.name);
    });
    box.hidden = true;
    changed();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// How much has been written, boxes that grow with it, and what the server thinks of it.
function count(form) {
  const place = form.querySelector("[data-count]"), boxes = Array.from(form.querySelectorAll("textarea"));
  const grow = (box) => { if (box.scrollHeight > box.clientHeight) box.style.height = box.scrollHeight + 2 + "px"; };
  const show = () => {
    const counted = boxes.filter((box) => "counted" in box.dataset);
    const n = counted.reduce((sum, box) => sum + Array.from(box.value.replace(/\s/g, "")).length, 0);
    if (place) place.textContent = place.dataset.words.replace("{n}", n);
  };
  boxes.forEach(grow);
  form.addEventListener("input", (e) => { if (e.target.tagName === "TEXTAREA") grow(e.target); show(); });
  form.addEventListener("draft-saved", (e) => {
    const told = e.detail, title = form.querySelector("[data-completed]");
    if (title && told.completed) title.textContent = told.completed;
    if (told.hints) form.querySelectorAll("[data-hint]").forEach((n) => { n.hidden = !told.hints.includes(n.dataset.hint); });
  });
}

// Copies of a week ago are nobody's any more; those on a shared computer go with their writer.
function sweep(all) {
  Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(key)).at; } catch (e) { at = 0; }
    if (all || Date.now() - at > KEPT_DAYS * 864e5) localStorage.removeItem(key);
  });
}
addEventListener("submit", (e) => { if (e.target.action.endsWith("/account/sign-out")) sweep(true); });
addEventListener("DOMContentLoaded", () => {
  sweep(false);
  document.querySelectorAll("form[data-autosave]").forEach((form) => { watch(form); count(form); });
});
