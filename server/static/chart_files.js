// What is done with a chart besides looking at it: put away for the table's sake, kept as a picture, kept as a drawing.
// The drawing is made from the same JSON as the chart, for the drawing program that is loaded knows pictures only.
"use strict";

const WIDE = 960, HIGH = 420, LEFT = 40, FOOT = 60, HEAD = 50;
const FILLS = ["#1A4F9C", "url(#stripes)", "url(#dots)"];

function keep(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function lettered(text, x, y, more = "") {
  return `<text x="${x}" y="${y}" font-size="13" fill="#1F2329" ${more}>${escaped(text)}</text>`;
}

// Every series as bars beside one another, each with its number over it; the legend in words on top.
function drawing(said) {
  const numbers = said.series.flatMap((one) => one.values.filter((value) => value !== null));
  const most = Math.max(1, ...numbers), step = (WIDE - LEFT) / said.labels.length;
  const bar = Math.min(36, (step * 0.8) / said.series.length), ground = HIGH - FOOT;
  const parts = said.series.map((one, s) => one.values.map((value, at) => {
    if (value === null) return "";
    const height = ((ground - HEAD) * value) / most;
    const x = LEFT + step * (at + 0.5) + bar * (s - said.series.length / 2), y = ground - height;
    return `<rect x="${x}" y="${y}" width="${bar * 0.9}" height="${height}" fill="${FILLS[s % 3]}"/>`
      + lettered(value, x + bar * 0.45, y - 5, 'text-anchor="middle"');
  }).join("")).join("");
  const labels = said.labels.map((label, at) => lettered(label, LEFT + step * (at + 0.5), ground + 20, 'text-anchor="middle"'));
  const legend = said.series.map((one, s) =>
    `<rect x="${LEFT + s * 180}" y="10" width="24" height="14" fill="${FILLS[s % 3]}"/>` + lettered(one.name, LEFT + 30 + s * 180, 22));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}" role="img" font-family="sans-serif">`
    + `<title>${escaped(said.words)}</title><rect width="${WIDE}" height="${HIGH}" fill="#fff"/><defs>`
    + '<pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#C2770E"/><rect width="4" height="8" fill="#E6BE84"/></pattern>'
    + '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#14632F"/><circle cx="4" cy="4" r="2" fill="#9DC4AB"/></pattern></defs>'
    + `${legend.join("")}<line x1="${LEFT}" y1="${ground}" x2="${WIDE}" y2="${ground}" stroke="#595F69"/>${parts}${labels.join("")}</svg>`;
}

function saved(place, kind) {
  const name = `${document.title.split(" ")[0]}.${kind}`;
  if (kind === "png") {
    const chart = window.echarts && window.echarts.getInstanceByDom(place);
    if (chart) keep(chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#fff" }), name);
    return;
  }
  const said = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const address = URL.createObjectURL(new Blob([drawing(said)], { type: "image/svg+xml" }));
  keep(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-save], [data-chart-show]");
  if (!button) return;
  const place = button.closest("figure").querySelector("[data-chart]");
  if (button.dataset.chartSave) {
    saved(place, button.dataset.chartSave);
    return;
  }
  place.hidden = !place.hidden;
  button.setAttribute("aria-expanded", String(!place.hidden));
  [button.textContent, button.dataset.chartShow] = [button.dataset.chartShow, button.textContent];
});
