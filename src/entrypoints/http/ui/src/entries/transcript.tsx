/** The transcript's page: turns what the server sent into the editor. */
import { render } from "preact";
import { ApiError } from "../shared/api.js";
import { t } from "../shared/texts.js";
import { toast } from "../shared/toast.js";
import { startEditor } from "../transcript/start.js";
import "../transcript/transcript.css";

const page = document.querySelector<HTMLElement>("[data-transcript]");
if (page) {
  startEditor(page, render).catch((error: unknown) => {
    // The server's page stays, so that one can read at least.
    toast(t("transcript.not_loaded", { message: error instanceof ApiError ? error.message : String(error) }));
  });
}
