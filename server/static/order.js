// Rows of a form are put in order by dragging; the buttons beside them do the same without this file. The order of the
// hidden fields is the order of the rows, so the form says it by being sent.
"use strict";

document.querySelectorAll("[data-order]").forEach((list) => {
  let held = null, before = null;
  const rows = () => Array.from(list.children);
  rows().forEach((row) => { row.draggable = true; });

  list.addEventListener("dragstart", (e) => {
    held = e.target.closest("[data-order] > *");
    before = rows();
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", "");
    held.classList.add("held");
  });
  list.addEventListener("dragover", (e) => {
    if (!held) return;
    e.preventDefault();
    const over = e.target.closest("[data-order] > *");
    if (!over || over === held) return;
    const box = over.getBoundingClientRect();
    list.insertBefore(held, e.clientY > box.top + box.height / 2 ? over.nextSibling : over);
  });
  list.addEventListener("drop", (e) => e.preventDefault());
  // Let go outside the list, or Escape: everything is where it was.
  list.addEventListener("dragend", (e) => {
    held.classList.remove("held");
    held = null;
    if (e.dataTransfer.dropEffect === "none") before.forEach((row) => list.appendChild(row));
    else if (rows().some((row, at) => row !== before[at])) list.closest("form").submit();
  });
});
