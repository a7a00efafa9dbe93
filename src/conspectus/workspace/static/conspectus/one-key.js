// Answers by one key, for whoever turns it on: an answer cannot be changed. Without this the buttons do the same.
const form = document.querySelector("[data-one-key]");
const KEYS = { s: "same", d: "different", c: "cannot_tell" };
const KEPT = "conspectus-one-key";

const box = document.createElement("div");
box.className = "govuk-checkboxes govuk-checkboxes--small";
box.innerHTML = `<div class="govuk-checkboxes__item">
  <input class="govuk-checkboxes__input" id="one-key" type="checkbox">
  <label class="govuk-label govuk-checkboxes__label" for="one-key">
    Answer by one key: s for the same, d for two different, c for cannot tell</label></div>`;
form.append(box);
const on = box.querySelector("input");
on.checked = sessionStorage.getItem(KEPT) === "on";
on.addEventListener("change", () => sessionStorage.setItem(KEPT, on.checked ? "on" : "off"));

let sent = false;
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("textarea, select, input:not([type=checkbox])");
  if (!on.checked || sent || event.repeat || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const word = KEYS[event.key.toLowerCase()];
  if (!word) return;
  sent = true;
  form.querySelector(`button[value=${word}]`).click();
});
