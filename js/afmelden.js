// Signing out: says so when text is still waiting on this device, and takes everything
// from it that could be read afterwards.

import {
  CONCEPT,
  ONVERZONDEN,
  PAGINA,
  SLEUTELS,
  STAND,
  STUKKEN,
  findBelow,
  openDatabase,
  transact,
} from "./databank.js";

const PATIENCE = 1500;
/** Where each kind of unsent text goes along from. */
const PLACES = { [ONVERZONDEN]: "samen", [CONCEPT]: "voorbereiden" };
const READABLE = new Set([STAND, PAGINA]);

const form = document.querySelector("form[data-afmelden]");
if (form) {
  warn(form).catch(() => {});
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const cleared = clear().catch(() => {});
    Promise.race([cleared, late]).then(() => form.submit());
  });
}

async function warn({ dataset }) {
  const database = await openDatabase(() => {});
  const pieces = await transact(database, STUKKEN, "readonly", (stukken) =>
    findBelow(stukken, `${dataset.ik}:`),
  );
  database.close();
  const unsent = pieces.filter(({ soort }) => PLACES[soort]);
  const addresses = new Set(unsent.map(findAddress));
  if (!addresses.size) return;
  const warning = document.querySelector("[data-onverzonden]");
  warning.querySelector("ul").replaceChildren(...[...addresses].map(makeLink));
  warning.hidden = false;
  const button = form.querySelector("button");
  button.textContent = button.dataset.toch;
}

function findAddress({ plek, soort }) {
  const [, gesprek] = plek.split(":");
  return `/gesprekken/${gesprek}/${PLACES[soort]}/`;
}

function makeLink(address) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.textContent = address.endsWith("/samen/")
    ? "Open het gesprek"
    : "Open je voorbereiding";
  item.append(link);
  return item;
}

/** Keys, whole documents and pages go; unsent text stays, as something nobody can read. */
async function clear() {
  const database = await openDatabase(() => {});
  await transact(database, SLEUTELS, "readwrite", (sleutels) => sleutels.clear());
  await transact(database, STUKKEN, "readwrite", (stukken) => {
    const asked = stukken.openCursor();
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (!cursor) return;
      if (READABLE.has(cursor.value.soort)) cursor.delete();
      cursor.continue();
    };
  });
  database.close();
}
