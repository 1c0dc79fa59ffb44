// What is marked on the page when the form for a passage is opened is filled in; its words can be pasted without it.
const form = document.querySelector('form[action$="/edit/passage-add"]');
const AROUND = 32;
const before = (range, text) => {
  const lead = document.createRange();
  lead.setStart(text, 0);
  lead.setEnd(range.startContainer, range.startOffset);
  return lead.toString();
};
const behind = (range, text) => {
  const rest = document.createRange();
  rest.setStart(range.endContainer, range.endOffset);
  rest.setEnd(text, text.childNodes.length);
  return rest.toString();
};
if (form) {
  let marked = null;
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const text = document.querySelector("article .text");
    if (!chosen.rangeCount || chosen.isCollapsed || !text) return;
    const range = chosen.getRangeAt(0);
    if (text.contains(range.commonAncestorContainer)) marked = { range: range.cloneRange(), text };
  });
  form.closest("details").addEventListener("toggle", () => {
    if (!marked || form.elements.exact.value) return;
    const { range, text } = marked;
    const words = range.toString();
    form.elements.exact.value = words.trim();
    const within = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("p, li, h2, pre, td");
    if (within(range.startContainer) !== within(range.endContainer)) return;
    form.elements.prefix.value = (before(range, within(range.startContainer) ?? text) + words.match(/^\s*/)[0]).slice(-AROUND);
    form.elements.suffix.value = (words.match(/\s*$/)[0] + behind(range, within(range.endContainer) ?? text)).slice(0, AROUND);
  });
}
