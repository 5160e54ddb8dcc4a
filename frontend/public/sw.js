// Keeps the crisis pages, and only those and what they need, for times without network. Everything else goes to the network untouched.
const store = "crisis-1";
const pages = ["/help.html", "/es/help.html"];
const beside = ["/boot.js", "/favicon.svg", "/api/practice"];

async function keep(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  await (await caches.open(store)).put(address, answer.clone());
  return answer;
}

async function keepPage(address) {
  const html = await (await keep(address)).text();
  const needed = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  await Promise.all(needed.map(keep));
}

async function keepAll() {
  await Promise.all(pages.map(keepPage));
  await Promise.allSettled(beside.map(keep));
}

async function fromNetworkFirst(request) {
  try {
    const answer = await fetch(request);
    if (answer.status < 500 || request.mode !== "navigate") return answer;
  } catch {
    // Offline: the kept copy below.
  }
  const path = new URL(request.url).pathname;
  const kept = await caches.match(path);
  if (kept) return kept;
  const language = path.startsWith("/es") ? pages[1] : pages[0];
  return request.mode === "navigate" ? ((await caches.match(language)) ?? Response.error()) : Response.error();
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepAll());
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("Authorization")) return;
  const ours = request.mode === "navigate" || url.pathname.startsWith("/assets/") || beside.includes(url.pathname);
  if (ours) event.respondWith(fromNetworkFirst(request));
});

addEventListener("message", (event) => {
  if (event.data === "renew") event.waitUntil(keepAll());
});
