/** The page of exports. */
import { enhanceExports } from "../exports/form.js";

const form = document.querySelector<HTMLFormElement>("form[data-exports-form]");
if (form) enhanceExports(form);
