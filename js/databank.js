// The device's database: keys per person, and pieces that only those keys open.

export const SLEUTELS = "sleutels";
export const STUKKEN = "stukken";
/** What a piece is: unsent updates, the whole document, a page, an unsaved preparation. */
export const ONVERZONDEN = "onverzonden";
export const STAND = "stand";
export const PAGINA = "pagina";
export const CONCEPT = "concept";
/** Under this name `sleutels` has the id of who used the device last. */
export const LAATSTE = "laatste";

const NAAM = "samenwijzer";
const INDEX = "plek";

/**
 * Open the database, made where it isn't there yet; rejects where none can be had.
 * `onLost` is called when it goes away afterwards, as when somebody clears the site's data.
 */
export function openDatabase(onLost) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAAM, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(SLEUTELS);
      const options = { keyPath: "id", autoIncrement: true };
      const stukken = asked.result.createObjectStore(STUKKEN, options);
      stukken.createIndex(INDEX, ["plek", "soort"]);
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const database = asked.result;
      database.onversionchange = () => {
        database.close();
        onLost();
      };
      database.onclose = onLost;
      resolve(database);
    };
  });
}

/**
 * Run `work(store)` in a transaction of its own; the result of the request that it
 * returns, once all of it is written.
 */
export function transact(database, name, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request && request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The pieces of one kind at one place, in the order in which they came. */
export const findPieces = (stukken, plek, soort) =>
  stukken.index(INDEX).getAll([plek, soort]);

/** All pieces of which the place begins so. */
export function findBelow(stukken, prefix) {
  const range = IDBKeyRange.bound([prefix], [`${prefix}\uffff`]);
  return stukken.index(INDEX).getAll(range);
}

/** Remove these ids, or whatever is there of this kind. */
export function removePieces(stukken, plek, soort, ids) {
  const remove = (found) => found.forEach((id) => stukken.delete(id));
  if (ids) {
    remove(ids);
    return;
  }
  const asked = stukken.index(INDEX).getAllKeys([plek, soort]);
  asked.onsuccess = () => remove(asked.result);
}
