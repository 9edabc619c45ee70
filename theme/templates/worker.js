/* Network first: a page is as new as it can be, and what was read before is there without one.
   Nothing is fetched that nobody has asked for. */
"use strict";

const CACHE = "briefing";
/* Pages, styles, fonts and pictures of some days of reading; the oldest go first. */
const MOST = 300;

async function keep(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) { await cache.delete(old); }
}

function address(url) {
  return url.split(/[?#]/)[0].replace(/(\.html)?$/, (ending) => (ending ? "" : ".html"));
}

async function answer(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) { event.waitUntil(keep(event.request, response.clone())); }
    return response;
  } catch (error) {
    const kept = await caches.match(event.request, { ignoreSearch: true });
    if (kept) { return kept; }
    /* Some hosts lead from page.html to page, and the page is kept under that name. */
    const other = address(event.request.url);
    const elsewhere = await caches.match(other, { ignoreSearch: true });
    if (elsewhere) { return elsewhere; }
    throw error;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method === "GET" && address.origin === self.location.origin) {
    event.respondWith(answer(event));
  }
});
