// Saves a note by itself a few seconds after its writer pauses. Without this the button does the same.
const form = document.querySelector("[data-autosave]");
const says = form.querySelector("[data-autosave-says]");
const PAUSE = 3000, AT_LATEST = 15000;
let written = snapshot(), waiting = 0, since = 0, going = null;

function snapshot() { return JSON.stringify([form.title.value, form.text.value]); }
function say(text) { says.textContent = text; }

function later() {
  since = since || Date.now();
  clearTimeout(waiting);
  waiting = setTimeout(save, Math.max(0, Math.min(PAUSE, since + AT_LATEST - Date.now())));
}

async function save() {
  if (going) return later();
  if (snapshot() === written || !form.title.value) return;
  const sent = snapshot();
  since = 0;
  going = fetch(location.href, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  try {
    const answer = await going;
    if (answer.ok && !answer.redirected) {
      const { version, saved } = await answer.json();
      form.version.value = version;
      written = sent;
      say(`Saved at ${saved}, version ${version}.`);
    } else if (answer.status === 409) {
      const { conflict } = await answer.json();
      written = sent;
      say("Somebody else changed this note. Both texts are kept: ");
      const link = document.createElement("a");
      link.href = conflict; link.className = "govuk-link"; link.textContent = "look at both texts";
      says.append(link);
    } else { say("Not saved: sign in again in another tab, then press Save."); }
  } catch { say("Not saved yet: the workspace cannot be reached. Your text stays here; it is tried again."); later(); }
  finally { going = null; if (snapshot() !== written) later(); }
}

form.addEventListener("input", later);
form.addEventListener("submit", () => { written = snapshot(); clearTimeout(waiting); });
addEventListener("beforeunload", (event) => { if (snapshot() !== written) event.preventDefault(); });
