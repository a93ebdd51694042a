// Rows of a form are put in order by dragging; the buttons beside them do the same without this file. The order of the
// hidden fields is the order of the rows, so the form says it by being sent.
"use strict";

document.querySelectorAll("[data-order]").forEach((list) => {
  let held = null;
  Array.from(list.children).forEach((row) => { row.draggable = true; });

  // The row that the pointer is over, and where beside it the held one would go: before, or after it.
  function place(e) {
    const row = e.target.closest("[data-order] > *");
    if (!held || !row || row === held) return null;
    const box = row.getBoundingClientRect();
    return { row, side: e.clientY > box.top + box.height / 2 ? "after" : "before" };
  }
  function mark(at) {
    list.querySelectorAll(".before, .after").forEach((row) => row.classList.remove("before", "after"));
    if (at) at.row.classList.add(at.side);
  }

  list.addEventListener("dragstart", (e) => {
    held = e.target.closest("[data-order] > *");
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", "");
    held.classList.add("held");
  });
  list.addEventListener("dragover", (e) => {
    if (!held) return;
    e.preventDefault();
    mark(place(e));
  });
  list.addEventListener("drop", (e) => {
    e.preventDefault();
    const at = place(e);
    if (!at) return;
    at.row[at.side](held);
    list.closest("form").submit();
  });
  list.addEventListener("dragend", () => {
    mark(null);
    held.classList.remove("held");
    held = null;
  });
});
