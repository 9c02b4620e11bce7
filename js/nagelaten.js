// What earlier visits left on this device of a talk in which nobody writes any more.

import { STUKKEN, findBelow, openDatabase, transact } from "./databank.js";
import { Lokaal } from "./lokaal.js";

/**
 * `{lokaal, left: [{plek, id, bytes}]}` of one kind. The key is only fetched, and kept
 * on the device, when there is something to read.
 */
export async function readLeft({ ik, gesprek, sleutel }, soort) {
  const database = await openDatabase(() => {});
  const found = await transact(database, STUKKEN, "readonly", (stukken) =>
    findBelow(stukken, `${ik}:${gesprek}`),
  );
  database.close();
  const places = found.filter((piece) => piece.soort === soort).map(({ plek }) => plek);
  if (!places.length) return { lokaal: null, left: [] };
  const lokaal = new Lokaal({ ik, sleutelAdres: sleutel });
  lokaal.open();
  await lokaal.ready;
  const read = async (plek) =>
    (await lokaal.all(plek, soort)).map((piece) => ({ plek, ...piece }));
  const left = await Promise.all([...new Set(places)].map(read));
  return { lokaal, left: left.flat() };
}
