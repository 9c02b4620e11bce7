// Putting the service worker to work, and telling it what this page consists of.

const ADRES = "/gesprekken/wacht.js";

/**
 * A page that came in before the worker did, or before the key (`isNew`) under which it
 * keeps pages, is handed to it afterwards.
 */
export async function registerWacht(isNew) {
  try {
    const workers = navigator.serviceWorker;
    const late = isNew || !workers.controller;
    await workers.register(ADRES, { scope: "/gesprekken/" });
    const { active } = await workers.ready;
    if (late) active.postMessage({ pagina: location.pathname, bestanden: findFiles() });
  } catch {
    // Without it (a private window, an old browser) a reload needs a connection; no more.
  }
}

const findFiles = () =>
  performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => new URL(name).pathname.startsWith("/static/"));
