// One field that is saved by itself: what was typed, what was sent, what the server has.

import { CONCEPT } from "./databank.js";

const PAUSE = 800; // after the last key
const LONGEST = 4000; // while somebody goes on typing
const RETRY = 1000; // doubled after each failure
const SLOWEST = 16000;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class Concept {
  /**
   * `send(body)` posts and gives an answer (see verzenden.js); `onState(state)` hears of
   * "bezig", "bewaard" and the kinds of answer that went wrong; `onConflict(bewaard)` has
   * to end in `keepMine` or `takeTheirs`.
   */
  constructor({ vraag, versie, tekst, lokaal, plek, send, onState, onConflict }) {
    Object.assign(this, { vraag, versie, tekst, lokaal, plek });
    Object.assign(this, { send, onState, onConflict });
    this.saved = tekst;
    this.sent = []; // what may have arrived, of which the answer never came
    this.kept = Promise.resolve([]); // the ids of what the device has of this
    this.wait = 0;
    this.outgoing = null;
  }

  get isSaved() {
    return !this.outgoing && this.tekst === this.saved;
  }

  /** What an earlier visit left on this device; gives the text, or nothing. */
  async restore() {
    const pieces = await this.lokaal.all(this.plek, CONCEPT);
    this.kept = Promise.resolve(pieces.map((piece) => piece.id));
    const drafts = pieces.map(({ bytes }) => JSON.parse(decoder.decode(bytes)));
    const teksten = new Set(drafts.map((draft) => draft.tekst));
    // One of several is said along with the others, also when the server has it.
    if (teksten.size < 2) teksten.delete(this.saved);
    if (!teksten.size) {
      this._forget();
      return "";
    }
    this.versie = Math.min(...drafts.map((draft) => draft.versie));
    // A page that goes away sends its last words without waiting for the answer.
    this.sent = drafts.flatMap((draft) => [...draft.sent, draft.tekst]);
    return [...teksten].join("\n\n");
  }

  type(tekst) {
    if (tekst === this.tekst) return;
    this.tekst = tekst;
    this.refused = false;
    this.began = this.began || Date.now();
    this._keep();
    if (this.conflict || this.stopped) return;
    this.onState("bezig");
    if (!this.wait) this._plan(Math.min(PAUSE, this.began + LONGEST - Date.now()));
  }

  /** Save now, if there is anything to save; done when the server has answered. */
  flush() {
    if (this.isSaved || this.conflict || this.refused) return this.busy || Promise.resolve();
    clearTimeout(this.timer);
    this.busy = this.busy || this._save().finally(() => (this.busy = null));
    return this.busy;
  }

  /** Start nothing more, and wait for what is on its way. */
  settle() {
    clearTimeout(this.timer);
    return this.busy || Promise.resolve();
  }

  /** The connection, or the person, is back. */
  wake() {
    this.wait = 0;
    this.stopped = false;
    this.flush();
  }

  keepMine() {
    this.conflict = false;
    this.onState("bezig");
    this.flush();
  }

  takeTheirs(tekst) {
    this.conflict = false;
    this.tekst = this.saved = tekst;
    this._forget();
    this.onState("bewaard");
  }

  async _save() {
    // An answer that got lost may have been a yes: the same press first, then the rest.
    const { tekst, versie } = this;
    if (!this.outgoing) {
      this.outgoing = { tekst, versie, sleutel: newKey() };
      this.sent.push(tekst);
    }
    this.began = 0;
    const answer = await this.send({ vraag: this.vraag, ...this.outgoing });
    this._take(answer);
  }

  _take({ soort, data, zin }) {
    const { tekst } = this.outgoing;
    if (soort === "stil" || soort === "later") {
      this.wait = Math.min(this.wait * 2 || RETRY, SLOWEST);
      this._plan(this.wait);
      this.onState(soort, zin);
      return;
    }
    this.outgoing = null;
    this.wait = 0;
    if (soort === "goed") this._acknowledge(tekst, data.versie);
    else if (soort === "gesloten" && data && "bewaard" in data) this._differ(data, zin);
    else {
      this.sent.pop();
      this.refused = soort === "geweigerd";
      this.stopped = !this.refused;
      this.onState(soort, zin);
    }
  }

  _acknowledge(tekst, versie) {
    Object.assign(this, { saved: tekst, versie, sent: [] });
    if (this.isSaved) {
      this._forget();
      this.onState("bewaard");
    } else {
      this._keep();
      this._plan(PAUSE);
    }
  }

  _differ({ bewaard, versie }, zin) {
    if (this.sent.includes(bewaard)) {
      this._acknowledge(bewaard, versie); // our own
      return;
    }
    this.versie = versie;
    this.conflict = true;
    this.onState("gesloten", zin);
    this.onConflict(bewaard || "");
  }

  _plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, delay));
  }

  _keep() {
    const { tekst, versie, sent } = this;
    const bytes = encoder.encode(JSON.stringify({ tekst, versie, sent }));
    this.kept = this.kept.then(async (ids) => {
      const id = await this.lokaal.replace(this.plek, CONCEPT, bytes, ids);
      return id === undefined ? ids : [id];
    });
  }

  _forget() {
    this.kept = this.kept.then(async (ids) => {
      await this.lokaal.clear(this.plek, CONCEPT, ids);
      return [];
    });
  }
}

/** A key for one press; `randomUUID` is only there over https. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
