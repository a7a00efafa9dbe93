// j and k lead to the next and the previous child, for whoever turns them on; without this the links do the same.
const keys = document.querySelector("[data-keys]");
if (keys) {
  const box = keys.querySelector("[data-keys-on]"), kept = "conspectus-keys";
  const links = { j: "next", k: "prev" };
  keys.hidden = false;
  box.checked = localStorage.getItem(kept) === "on";
  box.addEventListener("change", () => localStorage.setItem(kept, box.checked ? "on" : "off"));
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") { keys.open = !keys.open; keys.querySelector("summary").focus(); }
    const link = links[event.key] && document.querySelector(`[data-walk] a[rel=${links[event.key]}]`);
    if (link) link.click();
  });
}
