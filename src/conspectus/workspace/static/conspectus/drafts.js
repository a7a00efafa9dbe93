// Keeps what is being written as a draft, a few seconds after its writer pauses. Without this a button does the same.
const form = document.querySelector("[data-drafts]");
const says = form.querySelector("[data-drafts-says]");
const PAUSE = 3000, AT_LATEST = 15000;
let waiting = 0, since = 0, kept = snapshot(), going = false;

function body() {
  const given = new FormData(form);
  given.set("keep", "draft");
  return given;
}
function snapshot() { return JSON.stringify([...body()].filter(([name]) => name !== "csrfmiddlewaretoken")); }

function later() {
  since = since || Date.now();
  clearTimeout(waiting);
  waiting = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + AT_LATEST - Date.now())));
}

async function keep() {
  const now = snapshot();
  if (going || now === kept) return;
  going = true;
  since = 0;
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: body(), headers: { Accept: "application/json" } });
    const told = answer.redirected || !answer.headers.get("Content-Type")?.includes("json") ? {} : await answer.json();
    if (answer.ok && told.saved) {
      kept = now;
      says.textContent = `Draft kept at ${told.saved}, for you alone.`;
    } else says.textContent = told.says || "Draft not kept: sign in again in another tab, then press Keep as draft.";
  } catch {
    says.textContent = "Draft not kept yet: the workspace cannot be reached. It is tried again.";
    later();
  } finally { going = false; }
}

form.addEventListener("input", later);
form.addEventListener("submit", () => { kept = snapshot(); clearTimeout(waiting); });
addEventListener("beforeunload", (event) => { if (snapshot() !== kept) event.preventDefault(); });

// How many pieces of evidence are ticked, as it changes.
const many = form.querySelector("[data-ticked-many]");
function count() {
  many.textContent = form.querySelectorAll("[name=evidence]:checked").length;
  form.querySelector("[data-ticked-begun]").hidden = true;
}
if (many) {
  form.addEventListener("change", count);
  count();
}
