// Makes the search page handier: a span drawn over the bars, "/" to the search box, j and k through the hits.
// Nothing depends on it: without script the bars are links and the dates are two fields.
const picture = document.querySelector(".histogram svg");
const bars = picture ? [...picture.querySelectorAll("a")] : [];
if (picture && bars.length > 1) {
  let from = null;
  const at = (event) => {
    const box = picture.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(bars.length - 1, Math.max(0, place));
  };
  const paint = (low, high) => bars.forEach((bar, n) => bar.classList.toggle("brushed", n >= low && n <= high));
  picture.addEventListener("pointerdown", (event) => { if (event.isPrimary && event.button === 0) from = at(event); });
  picture.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = at(event);
    paint(Math.min(from, to), Math.max(from, to));
  });
  // A finger that scrolls takes the pointer away: nothing was drawn then.
  addEventListener("pointercancel", () => { from = null; paint(1, 0); });
  addEventListener("pointerup", (event) => {
    if (from === null) return;
    const to = at(event), low = Math.min(from, to), high = Math.max(from, to);
    from = null;
    if (low === high) return paint(1, 0);
    const address = new URL(document.querySelector(".histogram").dataset.brush, location.href);
    address.searchParams.set("from", bars[low].dataset.since);
    address.searchParams.set("to", bars[high].dataset.since);
    location.assign(address);
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
}
const hits = [...document.querySelectorAll(".hits h2 a")];
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !hits.length) return;
  const next = hits.indexOf(document.activeElement) + step;
  if (hits[next]) hits[next].focus();
  else if (step > 0 && next === 0) hits[0].focus();
});
