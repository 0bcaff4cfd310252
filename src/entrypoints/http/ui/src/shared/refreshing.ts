/**
 * Pages that change are loaded again every few seconds, for browsers that run no scripts; `noscript` is not enough, as
 * some that block scripts do not show it. Here scripts run: they say so in a cookie for as long as the browser is
 * open, and have the first page without it loaded once more, before somebody begins to do something on it.
 */
const COOKIE = "exact_scripts=1";

export function stopRefreshing(page: Document): void {
  if (page.cookie.includes(COOKIE)) return;
  page.cookie = `${COOKIE}; path=/; SameSite=Lax`;
  const refreshes = page.querySelector('meta[http-equiv="refresh"]') !== null;
  // A browser that keeps no cookies would go round in circles.
  if (refreshes && page.cookie.includes(COOKIE)) location.reload();
}
