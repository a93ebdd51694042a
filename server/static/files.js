// Says of files that were just chosen what the server would say after minutes of sending; the server decides.
"use strict";

const MARKS = [["heic", /\.hei[cf]$/i], ["unfit", /\.(?!pdf$|docx$|txt$|jpe?g$|png$)[^.]*$/i]];

function doubt(file, field, place, list) {
  if (file.size === 0) return list.dataset.empty;
  if (file.size > Number(field.dataset.largest)) return list.dataset.tooLarge;
  const found = MARKS.find(([, name]) => name.test(file.name));
  if (found) return list.dataset[found[0]];
  return place >= Number(field.dataset.most || 1) ? list.dataset.extra : "";
}

addEventListener("change", (e) => {
  const list = e.target.type === "file" && e.target.dataset.largest && e.target.closest(".drop").querySelector("[data-chosen]");
  if (!list) return;
  list.textContent = "";
  e.target.closest(".drop").querySelectorAll("input[type=file]").forEach((field) => {
    Array.from(field.files).forEach((file, place) => {
      const line = document.createElement("li"), wrong = doubt(file, field, place, list);
      line.textContent = file.name + "（" + (file.size / 1048576).toFixed(1) + " MB）" + (wrong ? "：" + wrong : "");
      line.classList.toggle("bad", Boolean(wrong));
      list.appendChild(line);
    });
  });
  list.hidden = !list.children.length;
});
