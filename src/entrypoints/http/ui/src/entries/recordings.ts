/** The list of recordings and the page of one that is worked on. */
import { enhanceDeleting } from "../recordings/deleting.js";
import { fillExcerpts } from "../recordings/excerpts.js";
import { followJob } from "../recordings/job_page.js";
import { LiveRows } from "../recordings/live.js";
import { enhanceUpload } from "../upload/panel.js";

const table = document.querySelector<HTMLElement>("table[data-live]");
const live = table ? new LiveRows(table) : undefined;
live?.start();
if (table) {
  enhanceDeleting(table);
  void fillExcerpts(table);
}

const job = document.querySelector<HTMLElement>("[data-live-job]");
if (job && !["succeeded", "failed", "cancelled"].includes(job.dataset.state ?? "")) followJob(job);

const panel = document.querySelector<HTMLDetailsElement>("details[data-upload]");
if (panel) enhanceUpload(panel, (id) => live?.renew(id));
