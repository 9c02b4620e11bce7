// The device's own store of what isn't sent yet, encrypted. Nothing here ever throws
// into who writes: `ok` says whether what is added is really kept, right now.

import {
  LAATSTE,
  SLEUTELS,
  STUKKEN,
  findPieces,
  openDatabase,
  removePieces,
  transact,
} from "./databank.js";
import { importKey, seal, unseal } from "./kluis.js";

const PATIENCE = 2000;

export class Lokaal {
  /** `onChange` is called when `ok` or `isKept` may have become something else. */
  constructor({ ik, sleutelAdres, onChange = () => {} }) {
    Object.assign(this, { ik, sleutelAdres, onChange });
    this.ok = false;
    this.isNew = false; // whether the device got this person's key only now
    this.queue = Promise.resolve();
    this.waiting = 0;
  }

  /** Whether all that was added so far is really on the device. */
  get isKept() {
    return this.ok && !this.waiting;
  }

  /** Ready within two seconds; what takes longer goes on, and `ready` is its end. */
  open() {
    this.ready = this._open().catch(() => this._set(false));
    return Promise.race([
      this.ready,
      new Promise((resolve) => setTimeout(resolve, PATIENCE)),
    ]);
  }

  async _open() {
    const lost = () => this.database === database && this._set(false);
    const database = (this.database = await openDatabase(lost));
    const kept = await transact(database, SLEUTELS, "readonly", (it) => it.get(this.ik));
    this.isNew = !kept;
    this.key = kept || (await this._fetchKey());
    await transact(database, SLEUTELS, "readwrite", (sleutels) => {
      sleutels.put(this.key, this.ik);
      sleutels.put(this.ik, LAATSTE);
    });
    this._set(true);
  }

  async _fetchKey() {
    const headers = { Accept: "application/json" };
    const answer = await fetch(this.sleutelAdres, { headers, redirect: "manual" });
    const { sleutel, ik } = await answer.json();
    if (ik !== this.ik) throw new Error("somebody else is signed in");
    return importKey(sleutel);
  }

  /** Keep these bytes; gives the id of the piece, or nothing when that failed. */
  add(plek, soort, bytes) {
    return this._write(plek, soort, bytes, () => {});
  }

  /** Keep these bytes instead of the pieces with these ids, or of all of the kind. */
  replace(plek, soort, bytes, ids) {
    return this._write(plek, soort, bytes, (it) => removePieces(it, plek, soort, ids));
  }

  /** Drop the pieces with these ids, or all of the kind. */
  clear(plek, soort, ids) {
    return this._next(null, "readwrite", (it) => removePieces(it, plek, soort, ids));
  }

  /** `[{id, bytes}]`; a piece that this key doesn't open stays where it is. */
  async all(plek, soort) {
    const found = await this._next(null, "readonly", (it) => findPieces(it, plek, soort));
    const opened = (found || []).map(({ id, ...piece }) =>
      unseal(this.key, `${plek} ${soort}`, piece).then(
        (bytes) => ({ id, bytes }),
        () => null,
      ),
    );
    return (await Promise.all(opened)).filter(Boolean);
  }

  _write(plek, soort, bytes, before) {
    const sealed = this.ok && seal(this.key, `${plek} ${soort}`, bytes);
    return this._next(sealed, "readwrite", (stukken, piece) => {
      before(stukken);
      return stukken.add({ plek, soort, ...piece });
    });
  }

  /** Begin in the order of asking, without waiting until the one before is written. */
  _next(sealed, mode, work) {
    this.waiting += 1;
    const begun = Promise.all([sealed, this.queue]).then(([piece]) => {
      if (!this.ok || sealed === false) return {};
      return { end: transact(this.database, STUKKEN, mode, (it) => work(it, piece)) };
    });
    this.queue = begun.catch(() => {});
    return begun
      .then(({ end }) => end)
      .catch(() => this._set(false))
      .finally(() => this._done());
  }

  _done() {
    this.waiting -= 1;
    if (!this.waiting) this.onChange();
  }

  _set(ok) {
    if (this.ok === ok) return;
    this.ok = ok;
    this.onChange();
  }
}
