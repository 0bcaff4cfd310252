/**
 * What every page does with scripts: choices of language and colours hold as soon as they are made, times are
 * written as their reader writes them, exports open in a dialog, and what changes is shown again.
 */
import { enhanceExportLinks } from "../exports/dialog.js";
import { showAgain } from "../shared/again.js";
import { localMoments } from "../shared/moments.js";
import { stopRefreshing } from "../shared/refreshing.js";
import { enhancePreferences } from "../shared/preferences.js";

stopRefreshing(document);
enhancePreferences(document);
localMoments(document);
enhanceExportLinks(document.body);
showAgain(document);
