// One key for each answer on the pages that check cards: what an element's data-key says. Everything works without it.
const hint = document.querySelector(".keys");
const off = "cuttings-keys-off";
const isOff = () => sessionStorage.getItem(off) === "yes";
const tell = () => {
  hint.querySelector("[data-state]").textContent = isOff() ? "Keys are off." : hint.dataset.words;
  hint.querySelector("button").textContent = isOff() ? "Turn keys on" : "Turn keys off";
};
if (hint) {
  hint.hidden = false;
  hint.querySelector("button").addEventListener("click", () => {
    sessionStorage.setItem(off, isOff() ? "no" : "yes");
    tell();
  });
  tell();
}
document.addEventListener("keydown", (pressed) => {
  if (isOff() || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat) return;
  if (pressed.target.closest("input, textarea, select, [contenteditable]")) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(pressed.key.toLowerCase())}"]`);
  if (!meant) return;
  pressed.preventDefault();
  meant.click();
});
