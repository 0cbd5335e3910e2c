// Keys for one question at a time. They can be switched off, since a single letter may be another tool's command.
(() => {
  const box = document.getElementById("keys");
  if (!box) return;
  const name = "inmori-checklist-keys";
  box.checked = localStorage.getItem(name) !== "off";
  box.addEventListener("change", () => localStorage.setItem(name, box.checked ? "on" : "off"));
  const writing = (where) => where.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || writing(event.target)) return;
    const way = { n: "next", p: "prev" }[event.key];
    const target = way
      ? document.querySelector(`a[rel=${way}]`)
      : document.querySelector(`input[name=answer][data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (!way) target.focus();
  });
})();
