// The service worker of /gesprekken/: a talk that is open stays usable when the connection
// is gone, also after a reload. It touches nothing but that page and the static files.

import {
  LAATSTE,
  PAGINA,
  SLEUTELS,
  STUKKEN,
  findPieces,
  openDatabase,
  removePieces,
  transact,
} from "./databank.js";
import { seal, unseal } from "./kluis.js";

const CACHE = "samenwijzer-1";
const MOST = 80; // files; what was kept longest goes first
const PATIENCE = 4000;
const SAMEN = /^\/gesprekken\/([0-9a-f-]{36})\/samen\/$/;
const STATIC = "/static/";
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // such a file never changes
const KEPT_HEADERS = ["Content-Type", "Content-Security-Policy", "Referrer-Policy"];
const BROKEN = 502; // from here on it is a proxy that speaks: the server isn't there

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([removeOld(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && SAMEN.test(pathname)) {
    event.respondWith(answerPage(event, pathname));
  } else if (pathname.startsWith(STATIC)) {
    event.respondWith(answerFile(request));
  }
});

self.addEventListener("message", (event) => {
  const { pagina, bestanden } = event.data;
  if (!SAMEN.test(pagina)) return;
  event.waitUntil(Promise.allSettled([fetchPage(pagina), ...bestanden.map(fetchFile)]));
});

async function removeOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("samenwijzer-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The page from the network; from the device when that takes too long or fails. */
async function answerPage(event, pathname) {
  const asked = fetch(event.request);
  const handled = asked.then((answer) => handlePage(answer.clone(), pathname));
  event.waitUntil(handled.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([asked.catch(() => undefined), late]);
  if (first && first.status < BROKEN) return first;
  return (await findPage(pathname).catch(() => undefined)) || asked;
}

async function handlePage(answer, pathname) {
  if (answer.status === 403 || answer.status === 404) await forgetPage(pathname);
  else if (answer.ok && !answer.redirected) await keepPage(answer, pathname);
}

async function fetchPage(pathname) {
  const answer = await fetch(pathname, { redirect: "manual" });
  await handlePage(answer, pathname);
}

/** Encrypted, under the key of whom the page itself says that it is for. */
async function keepPage(answer, pathname) {
  const headers = KEPT_HEADERS.map((name) => [name, answer.headers.get(name)]);
  const html = await answer.text();
  const [, ik] = /data-ik="([^"]+)"/.exec(html) || [];
  if (!ik || !html.includes("data-samen=")) return;
  await withKey(ik, async (database, key) => {
    const plek = placeOf(ik, pathname);
    const whole = { headers: headers.filter(([, value]) => value), html };
    const bytes = new TextEncoder().encode(JSON.stringify(whole));
    const sealed = await seal(key, `${plek} ${PAGINA}`, bytes);
    await transact(database, STUKKEN, "readwrite", (stukken) => {
      removePieces(stukken, plek, PAGINA);
      stukken.add({ plek, soort: PAGINA, ...sealed });
    });
  });
}

/** The page as it was for who used this device last, if their key is still here. */
async function findPage(pathname) {
  return withKey(null, async (database, key, ik) => {
    const plek = placeOf(ik, pathname);
    const [piece] = await transact(database, STUKKEN, "readonly", (stukken) =>
      findPieces(stukken, plek, PAGINA),
    );
    if (!piece) return undefined;
    const bytes = await unseal(key, `${plek} ${PAGINA}`, piece);
    const { headers, html } = JSON.parse(new TextDecoder().decode(bytes));
    return new Response(html, { headers });
  });
}

async function forgetPage(pathname) {
  await withKey(null, (database, key, ik) =>
    transact(database, STUKKEN, "readwrite", (stukken) =>
      removePieces(stukken, placeOf(ik, pathname), PAGINA),
    ),
  );
}

const placeOf = (ik, pathname) => `${ik}:${SAMEN.exec(pathname)[1]}`;

/** Do `work(database, key, ik)` if this person, or else the last one, has a key here. */
async function withKey(ik, work) {
  const database = await openDatabase(() => {});
  try {
    const read = (name) => transact(database, SLEUTELS, "readonly", (it) => it.get(name));
    const who = ik || (await read(LAATSTE));
    const key = who && (await read(who));
    return key ? await work(database, key, who) : undefined;
  } finally {
    database.close();
  }
}

/** A file that never changes from the device; any other from the network first. */
async function answerFile(request) {
  const kept = await caches.match(request.url);
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    return await fetchFile(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function fetchFile(request) {
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") {
    await keepFile(typeof request === "string" ? request : request.url, answer.clone());
  }
  return answer;
}

async function keepFile(url, answer) {
  const cache = await caches.open(CACHE);
  await cache.put(url, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, -MOST).map((old) => cache.delete(old)));
}
