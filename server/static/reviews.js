// Alt+→ does what the page says leads to the next submission: a button is pressed, a link followed. On the sheet it goes
// on only while nothing has been entered there; what has been is first looked at as it will be read.
"use strict";

addEventListener("keydown", (e) => {
  if (e.key !== "ArrowRight" || !e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing) return;
  const entered = Array.from(document.querySelectorAll("form.form")).find(changed);
  const next = (entered && entered.querySelector("[data-primary]")) || document.querySelector("[data-next]");
  if (!next) return;
  e.preventDefault();
  next.click();
});

function changed(form) {
  return Array.from(form.elements).some((field) => field.type === "radio" || field.type === "checkbox"
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? Array.from(field.options).some((o) => o.selected && !o.defaultSelected && o.value)
      : field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue);
}
