// The report of a talk: words that weren't sent yet when it closed go back to their author.

import {
  ONVERZONDEN,
  PAGINA,
  STAND,
  STUKKEN,
  openDatabase,
  removePieces,
  transact,
} from "./databank.js";
import { readLeft } from "./nagelaten.js";
import { collectTyped } from "./rest.js";
import { makeButton, offerRest } from "./teruggeven.js";

const TE_LAAT =
  "Deze woorden van jou waren nog niet verstuurd toen het gesprek werd afgesloten. Ze staan alleen nog op dit toestel. Kopieer ze als je ze wil houden, of zet ze in een opmerking.";

async function giveBack(place) {
  await forget(place.dataset);
  const { lokaal, left } = await readLeft(place.dataset, ONVERZONDEN);
  if (!left.length) return;
  const discard = () =>
    left.forEach(({ plek, id }) => lokaal.clear(plek, ONVERZONDEN, [id]));
  const tekst = collectTyped(left.map(({ bytes }) => bytes)).join("\n");
  if (!tekst) {
    discard(); // only something that was erased, or chosen from a list
    return;
  }
  offerRest(place, [["Wat je typte", tekst]], discard, TE_LAAT);
  const remark = document.querySelector("textarea[name='tekst']");
  const button = makeButton("Zet ze in een opmerking", () => {
    remark.value = [remark.value, tekst].filter(Boolean).join("\n\n");
    remark.focus();
  });
  place.querySelector("button").before(button);
}

/** The talk is its report now: its document and page needn't stay on the device. */
async function forget({ ik, gesprek }) {
  const database = await openDatabase(() => {});
  await transact(database, STUKKEN, "readwrite", (stukken) => {
    removePieces(stukken, `${ik}:${gesprek}`, STAND);
    removePieces(stukken, `${ik}:${gesprek}`, PAGINA);
  });
  database.close();
}

const place = document.querySelector("[data-nagelaten]");
if (place) giveBack(place).catch(() => {});
