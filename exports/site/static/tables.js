// Datasette's table pages leave the fields of their filter form without names for screen readers: name them.
// Nothing of ours depends on this; without script the pages work as Datasette made them.
const names = { column: "Column to filter by", op: "Comparison", value: "Value to compare with" };
for (const field of document.querySelectorAll("form.filters select, form.filters input[type=text]")) {
  if (field.labels.length || field.ariaLabel) continue;
  const part = field.name.replace(/^_filter_/, "").replace(/_\d+$/, "");
  field.ariaLabel = names[part] || (field.name === "_sort" ? "Sort by" : field.name);
}
for (const heading of document.querySelectorAll("main > h3")) heading.ariaLevel = "2";
