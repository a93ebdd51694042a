// Read by every browser, however old: one that lacks what the pages need gets a plain word instead of a broken page.
if (!(window.CSS && CSS.supports && CSS.supports("aspect-ratio", "1 / 1"))) {
  document.documentElement.className += " too-old";
}
