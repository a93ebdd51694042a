// Draws the chart beside a table, from the JSON in the page. Without this file, on a phone and in large letters the
// table alone says everything; the drawing program is loaded only where a chart comes into sight.
"use strict";

const COLOURS = ["#1A4F9C", "#C2770E", "#14632F"];
const DECALS = [
  { symbol: "none" },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.785, color: "rgba(255,255,255,.55)" },
  { symbol: "circle", symbolSize: 0.6, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], color: "rgba(255,255,255,.6)" },
];

function bars(said) {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8125;
  const words = { color: "#1F2329", fontSize: size };
  return {
    animation: false,
    aria: { enabled: true, label: { description: said.words }, decal: { show: true, decals: DECALS } },
    color: COLOURS,
    grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: said.labels, axisLabel: words, axisTick: { show: false } },
    yAxis: { type: "value", minInterval: 1, axisLabel: words, splitLine: { lineStyle: { color: "#D9DCE1" } } },
    series: said.series.map((one) => ({
      name: one.name, type: one.line ? "line" : "bar", data: one.values, barMaxWidth: 36, symbolSize: 8,
      label: { show: true, position: "top", color: "#1F2329", fontSize: size },
    })),
  };
}

function draw(place) {
  const chart = window.echarts.init(place);
  chart.setOption(bars(JSON.parse(document.getElementById(place.dataset.chart).textContent)));
  addEventListener("resize", () => chart.resize());
}

// One loading for all charts of a page.
let loading = null;
function load(address) {
  loading = loading || new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.appendChild(script);
  });
  return loading;
}

addEventListener("DOMContentLoaded", () => {
  const small = matchMedia("(max-width: 48rem)").matches || Number(document.documentElement.dataset.size) > 2;
  if (small) return;
  const seen = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => {
    seen.unobserve(e.target);
    load(e.target.dataset.program).then(() => draw(e.target)).catch(() => { e.target.closest("figure").hidden = true; });
  }));
  document.querySelectorAll("[data-chart]").forEach((place) => {
    place.closest("figure").hidden = false;
    seen.observe(place);
  });
});
