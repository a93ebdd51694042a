// Six tools over the plain box of a draft, its look beside it, and pastes that keep tables. The box works without this
// file: a tool only writes what anybody can type, through the browser's own command, so that Ctrl+Z takes it back.
// Nothing acts while an input method composes. Every sentence shown stands in the page. Stands after app.js.
"use strict";

const DIGITS = "一二三四五六七八九十", FIRST_LEVEL = /^[一二三四五六七八九十]{1,3}、/, SECOND_LEVEL = /^[（(][一二三四五六七八九十]{1,3}[)）]/;
const LISTED = /^\d{1,2}[.、．]\s*/, ROW = /^\s*[|｜].*[|｜].*[|｜]\s*$/, MARK = /[〖〗]/, MARKS = /[〖〗]/g, WORTH = /<(table|h[1-6]|b|strong|img|ol|ul|v:imagedata|del)[\s>]|font-weight\s*:\s*(bold|[6-9]00)|mso-list/i;
const LARGEST_PASTE = 3000000, LOOK_PAUSE = 700;

// 1 to 99 as headings count.
function counted(n) {
  const tens = Math.floor(n / 10), ones = n % 10;
  return (tens > 1 ? DIGITS[tens - 1] : "") + (tens ? "十" : "") + (ones ? DIGITS[ones - 1] : "");
}

function editor(box, bar) {
  let composing = false;
  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionend", () => { composing = false; });

  // Write in place of a stretch, and leave the cursor, or what is to be typed over, where it is wanted.
  function write(start, end, text, from = text.length, to = from) {
    box.focus();
    box.setSelectionRange(start, end);
    if (text !== box.value.slice(start, end) && !document.execCommand(text ? "insertText" : "delete", false, text)) {
      box.setRangeText(text, start, end, "end");
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    box.setSelectionRange(start + from, start + to);
  }
  // The whole lines that the selection touches.
  function lines() {
    const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
    const last = Math.max(box.selectionStart, box.selectionEnd - (box.value[box.selectionEnd - 1] === "\n" ? 1 : 0));
    const next = box.value.indexOf("\n", last), end = next < 0 ? box.value.length : next;
    return { start, end, all: box.value.slice(start, end).split("\n") };
  }
  function rewrite(change) {
    const { start, end, all } = lines(), text = all.map(change).join("\n");
    write(start, end, text, all.length > 1 ? 0 : text.length, text.length);
  }

  const tools = {
    // None, 一、, （一）, none again: each with the number that is next above it.
    heading() {
      const { start } = lines(), before = box.value.slice(0, start).split("\n");
      const first = before.filter((line) => FIRST_LEVEL.test(line)).length;
      const since = before.slice(before.map((line) => FIRST_LEVEL.test(line)).lastIndexOf(true) + 1);
      const second = since.filter((line) => SECOND_LEVEL.test(line)).length;
      rewrite((line, at) => {
        const words = line.replace(FIRST_LEVEL, "").replace(SECOND_LEVEL, "").trim();
        if (FIRST_LEVEL.test(line)) return "（" + counted(second + at + 1) + "）" + words;
        return SECOND_LEVEL.test(line) ? words : counted(first + at + 1) + "、" + words;
      });
    },
    strong() {
      const start = box.selectionStart, end = box.selectionEnd, chosen = box.value.slice(start, end);
      const around = box.value[start - 1] === "〖" && box.value[end] === "〗";
      if (around) { write(start - 1, end + 1, chosen, 0, chosen.length); return; }
      if (MARK.test(chosen)) { const bare = chosen.replace(MARKS, ""); write(start, end, bare, 0, bare.length); return; }
      if (!chosen) { write(start, end, "〖〗", 1, 1); return; }
      const marked = chosen.split("\n").map((line) => line.replace(/^(\s*)([^|｜]*?)(\s*)$/, (all, a, words, b) => (words ? a + "〖" + words + "〗" + b : all)));
      write(start, end, marked.join("\n"), 0, marked.join("\n").length);
    },
    number() {
      const { start, all } = lines(), said = all.filter((line) => line.trim());
      const above = LISTED.exec(box.value.slice(0, Math.max(0, start - 1)).split("\n").pop());
      let next = above ? parseInt(above[0], 10) : 0;
      const numbered = said.length > 0 && said.every((line) => LISTED.test(line));
      rewrite((line) => {
        if (!line.trim() && all.length > 1) return line;
        next += 1;
        return numbered ? line.replace(LISTED, "") : next + ". " + line.replace(LISTED, "").trim();
      });
    },
    // Lines that came with tabs become rows; within a table a row is added; else a table to be typed over.
    table() {
      const { start, end, all } = lines();
      if (all.some((line) => line.includes("\t"))) {
        rewrite((line) => (line.trim() ? "| " + line.split("\t").map((cell) => cell.trim().replace(/\|/g, "｜")).join(" | ") + " |" : line));
      } else if (ROW.test(all[all.length - 1])) {
        write(end, end, "\n" + emptied(all[all.length - 1]), 3);
      } else {
        const fresh = "| " + bar.dataset.columns.split(" ").join(" | ") + " |", row = emptied(fresh);
        const lead = all.join("").trim() ? "\n" : "", first = lead.length + 2;
        write(lead ? end : start, end, `${lead}${fresh}\n${row}\n${row}`, first, first + bar.dataset.columns.split(" ")[0].length);
      }
    },
    undo() { box.focus(); document.execCommand("undo"); },
    plain() {
      const cells = (line) => line.trim().slice(1, -1).split(line.trim()[0]).map((cell) => cell.trim()).filter(Boolean).join("　");
      rewrite((line) => (ROW.test(line) ? cells(line) : line.replace(FIRST_LEVEL, "").replace(SECOND_LEVEL, "").replace(LISTED, "")).replace(MARKS, ""));
    },
  };
  const emptied = (row) => row.trim().replace(/[^|｜]+/g, "  ");

  const buttons = Array.from(bar.querySelectorAll("[data-tool]"));
  const reach = (which) => buttons.forEach((button, at) => { button.tabIndex = at === which ? 0 : -1; });
  reach(0);
  bar.addEventListener("mousedown", (e) => { if (e.target.closest("[data-tool]")) e.preventDefault(); });
  bar.addEventListener("click", (e) => {
    const button = e.target.closest("[data-tool]");
    if (!button || composing || box.readOnly) return;
    reach(buttons.indexOf(button));
    tools[button.dataset.tool]();
  });
  bar.addEventListener("keydown", (e) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key], at = buttons.indexOf(document.activeElement);
    if (!by || at < 0) return;
    e.preventDefault();
    const next = (at + by + buttons.length) % buttons.length;
    reach(next);
    buttons[next].focus();
  });
  box.addEventListener("keydown", (e) => {
    if (composing || e.isComposing || e.keyCode === 229) return;
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === "b") { e.preventDefault(); tools.strong(); }
    if (e.key === "Enter" && !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.altKey) onward(e);
  });
  // At the end of a row the next one begins; an empty row ends its table.
  function onward(e) {
    const { start, end, all } = lines();
    if (box.selectionStart !== box.selectionEnd || box.selectionEnd !== end || all.length > 1 || !ROW.test(all[0])) return;
    e.preventDefault();
    if (/^[\s|｜]*$/.test(all[0])) write(start, end, "");
    else write(end, end, "\n" + emptied(all[0]), 3);
  }
  return { write, busy: () => composing || box.readOnly };
}

const asked = (bar, form, what, type, body) => fetch(`${bar.dataset.place}/${what}`, {
  method: "PUT", body, redirect: "manual", headers: { "Content-Type": type, "X-Dafu-Token": form.elements.token.value },
});

// What comes from Word, WPS and Excel keeps its tables and bold words; what it loses is said.
function pastes(box, bar, form, own) {
  const line = form.querySelector("[data-pasted]");
  const say = (sentences) => { line.hidden = !sentences.length; line.textContent = sentences.join(""); };
  const lost = (counts) => ["looks", "images", "deleted", "comments"].filter((kind) => counts[kind]).map((kind) => line.dataset[kind].replace("{n}", counts[kind]));
  function lay(text) {
    const start = box.selectionStart, end = box.selectionEnd;
    const before = ROW.test(text.split("\n")[0]) && start && box.value[start - 1] !== "\n" ? "\n" : "";
    const after = ROW.test(text.split("\n").pop()) && box.value[end] && box.value[end] !== "\n" ? "\n" : "";
    own.write(start, end, before + text + after);
  }
  box.addEventListener("paste", (e) => {
    if (!e.clipboardData || own.busy()) return;
    const html = e.clipboardData.getData("text/html") || "", plain = e.clipboardData.getData("text/plain") || "";
    const pictures = Array.from(e.clipboardData.files || []).filter((file) => file.type.startsWith("image/")).length;
    if (!html) { say(pictures && !plain ? lost({ images: pictures }) : []); return; }
    if (!WORTH.test(html)) { say(/style=|<font/i.test(html) ? [line.dataset.kept, ...lost({ looks: 1 })] : []); return; }
    e.preventDefault();
    const alone = () => { lay(plain); say([line.dataset.failed]); };
    if (html.length > LARGEST_PASTE) { alone(); return; }
    asked(bar, form, "paste", "text/html; charset=utf-8", html).then((answer) => (answer.status === 200 ? answer.json() : null)).then((told) => {
      if (!told) { alone(); return; }
      if (told.text) lay(told.text);
      const kept = ["tables", "bold"].filter((kind) => told.counts[kind]).map((kind) => line.dataset[kind].replace("{n}", told.counts[kind]));
      say([told.text ? line.dataset.kept : "", ...kept, ...lost(told.counts)].filter(Boolean));
    }, alone);
  });
}

// How the text will be read, as the server sets it, while it is written.
function looks(box, bar, form) {
  const look = form.querySelector("[data-look]"), place = look && look.querySelector("[data-shown]");
  if (!look) return;
  const key = "dafu:look";
  let shown = null, timer = 0;
  async function show() {
    const text = box.value;
    if (!look.open || text === shown) return;
    try {
      const answer = await asked(bar, form, "preview", "application/x-www-form-urlencoded", String(new URLSearchParams({ body: text })));
      if (answer.status !== 200) return;
      place.innerHTML = await answer.text();
      shown = text;
    } catch (e) { /* it is shown as it was until the server can be reached */ }
  }
  look.open = localStorage.getItem(key) === "open";
  look.addEventListener("toggle", () => { localStorage.setItem(key, look.open ? "open" : "shut"); show(); });
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, LOOK_PAUSE); });
  show();
}

addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-tools]").forEach((bar) => {
    const box = document.getElementById(bar.getAttribute("aria-controls")), own = editor(box, bar);
    pastes(box, bar, box.form, own);
    looks(box, bar, box.form);
  });
});
