import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
initAll();
// A page that waits for a job asks again by itself; without this there is a link to do so.
const waiting = document.querySelector("[data-again]");
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.again) * 1000);
