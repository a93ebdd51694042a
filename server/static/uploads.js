// A form with files says how much of them has gone up; without this file the browser sends it by itself, and so it does
// beside a draft, whose words drafts.js saves first, unless the form is to stay (data-stay): then a file that is refused
// is told at its button, and the page of the writer stays as it is. Stands after app.js.
"use strict";

function upload(form, button) {
  const said = document.getElementById("problem"), asked = new XMLHttpRequest(), data = new FormData(form);
  const idle = button ? button.textContent : "";
  if (button && button.name) data.append(button.name, button.value);
  document.querySelectorAll(".uploading").forEach((old) => old.remove());
  const line = document.createElement("div"), bar = document.createElement("progress"), words = document.createElement("p");
  line.className = "note uploading";
  words.setAttribute("role", "status");
  bar.max = 100;
  bar.setAttribute("aria-label", said.dataset.sending.replace("{n}%", ""));
  line.append(words, bar);
  const near = button && button.closest("p, div, form");
  const beside = () => (near && near !== form ? near : button || form).after(line);
  beside();
  const at = (percent) => {
    bar.value = percent;
    words.textContent = percent < 100 ? said.dataset.sending.replace("{n}", percent) : said.dataset.sent;
  };
  const stop = (sentence) => {
    line.remove();
    if (button) { button.disabled = false; button.textContent = idle; }
    if (sentence) problem(sentence);
  };
  at(0);
  asked.upload.addEventListener("progress", (e) => { if (e.lengthComputable) at(Math.floor((e.loaded / e.total) * 100)); });
  asked.addEventListener("error", () => stop("offline"));
  asked.addEventListener("load", () => {
    const to = asked.getResponseHeader("HX-Redirect");
    if (to && new URL(to, location).href.split("#")[0] !== location.href.split("#")[0]) { location.assign(to); return; }
    if (to) { location.hash = new URL(to, location).hash; location.reload(); return; }
    const answer = new DOMParser().parseFromString(asked.responseText, "text/html"), main = answer.querySelector("main");
    const refused = answer.querySelector("#wrong, .note.red, #sentence");
    if (asked.status >= 400 && refused && "stay" in form.dataset) {
      stop();
      line.className = "note red uploading";
      line.replaceChildren(words);
      words.setAttribute("role", "alert");
      words.textContent = refused.textContent.trim();
      beside();
      return;
    }
    stop();
    if (!main) { said.replaceChildren(...answer.body.childNodes); } else {
      document.title = answer.title;
      document.querySelector("main").replaceChildren(...main.childNodes);
      prepare(document);
    }
    const wrong = document.querySelector("[data-focus]");
    if (wrong) wrong.focus();
  });
  asked.open("POST", button && button.hasAttribute("formaction") ? button.formAction : form.action);
  asked.setRequestHeader("HX-Request", "true");
  asked.send(data);
}
addEventListener("submit", (e) => {
  const form = e.target;
  const chosen = Array.from(form.elements).some((one) => one.type === "file" && one.files.length);
  if (e.defaultPrevented || form.enctype !== "multipart/form-data" || !chosen) return;
  if (document.getElementById("draft") && !("stay" in form.dataset)) return;
  e.preventDefault();
  upload(form, e.submitter);
});
