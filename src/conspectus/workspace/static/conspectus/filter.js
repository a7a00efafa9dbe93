// On a small screen the filters fold away behind a button; without this they stand above what was found.
import { FilterToggleButton } from "../vendor/moj/moj-frontend.min.js";
const filter = document.querySelector(".moj-filter");
if (filter) new FilterToggleButton(filter, { startHidden: false });
