// Keeping this document and the server's the same, by post; the answer to a post is the
// acknowledgement, and only then is what it brought no longer "unsent".

import {
  Doc,
  applyUpdate,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
} from "yjs";
import { fromBase64, toBase64 } from "./base64.js";
import { ONVERZONDEN } from "./databank.js";

const LEAD = 20; // a first letter goes at once, with what is typed together with it
const GAP = 180; // between posts: at most five or so a second
const RETRY = 500; // doubled after each failure
const SLOWEST = 8000;
const POLL = 2000;
const POLL_LIVE = 20000; // the stream says when there is something; this is for when it doesn't
const SQUEEZE = 300;
const EMPTY = 2; // bytes of an update that says nothing

/** Kinds of answer after which asking again by itself makes no sense. */
export const FINAL = new Set(["aanmelden", "weg", "gesloten"]);

export class Gelijk {
  /**
   * `onState()` is called after whatever may change what the page says; `onAnswer(data)`
   * after each good answer; `beforeRemote()` before somebody else's words come in.
   */
  constructor({ doc, verzender, lokaal, stroom, adres, ik, plek, hooks }) {
    Object.assign(this, { doc, verzender, lokaal, stroom, adres, ik, plek, hooks });
    this.since = 0;
    this.hint = 0;
    this.veld = "";
    this.pending = []; // {update, id: Promise, naam}
    this.carried = []; // pieces that an earlier visit left: {id, bytes}
    this.restored = 0; // times that something was added so
    this.held = null; // what came in while somebody composes a letter
    this.synced = false; // whether the server ever answered
    this.reconcile = false;
    this.wait = 0;
    this.started = 0;
    this.outcome = { soort: "goed", zin: "" };
  }

  /** Something was typed here, in the field called `naam`. */
  changed(update, naam) {
    this.pending.push({ update, naam, id: this._keep(update) });
    this._squeeze();
    this.refused = false;
    this.hooks.onState();
    this.nudge();
  }

  /** Add what the device kept from an earlier visit; all of it is sent anew. */
  restore(stand, pieces) {
    for (const { bytes } of [...stand, ...pieces]) applyUpdate(this.doc, bytes, "lokaal");
    this.carried.push(...pieces);
    this.restored += 1;
    if (!(stand.length + pieces.length)) return;
    this.reconcile = true;
    if (this.synced) this.nudge();
  }

  /** The device can keep things (again): give it what it doesn't have yet. */
  keepPending() {
    for (const item of this.pending) {
      item.id = item.id.then((id) => id ?? this._keep(item.update));
    }
  }

  /** Somebody is back, or the connection is: ask at once. */
  wake() {
    this.wait = 0;
    this.sync();
  }

  /** Something small is worth telling, such as where somebody writes. */
  nudge() {
    if (!this.wait && !FINAL.has(this.outcome.soort)) this._soon();
  }

  /** The stream says that there is a number, or that something else has changed. */
  hinted(hint) {
    if (hint === "wie" || hint === "toon") this.nudge();
    else this.hint = Math.max(this.hint, Number(hint) || 0);
    const ready = !this.busy && !this.wait && !FINAL.has(this.outcome.soort);
    if (this.hint > this.since && ready) this.sync();
  }

  hold() {
    this.held = this.held || [];
  }

  release() {
    const held = this.held || [];
    this.held = null;
    if (held.length) this._receive(held);
  }

  /** The page may be about to go: send what is left without waiting for an answer. */
  flush() {
    if (!this.pending.length || this.refused || FINAL.has(this.outcome.soort)) return;
    this.verzender.send(this.adres, this._body(this._merged(this.pending.length)));
  }

  /** What was not sent is not wanted any more. */
  discard() {
    this._acknowledge(this.pending.length);
    this._dropCarried(this.carried.length);
  }

  get unsent() {
    return this.pending.length > 0 || this.reconcile;
  }

  async sync() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    this._cancel();
    this.started = Date.now();
    const asked = this.hint;
    const outcome = await this._round().catch(this._unreadable);
    // What was refused stays refused, though a question without it is answered.
    if (!this.refused || outcome.soort !== "goed") this.outcome = outcome;
    if (this.hint <= asked) this.hint = this.since;
    this.busy = false;
    this._afterRound();
    this.hooks.onState();
  }

  _unreadable(error) {
    console.error(error);
    return { soort: "later", zin: "" };
  }

  async _round() {
    if (this.reconcile && !this.refused) return this._reconcile();
    const count = this.reconcile ? 0 : this.pending.length;
    return this._post(count ? this._merged(count) : null, count);
  }

  /** Send whatever the server lacks, deletions included: they move no state vector. */
  async _reconcile() {
    if (!this.vector) {
      const first = await this._post(null, 0);
      if (first.soort !== "goed") return first;
    }
    const { restored } = this;
    const [count, before] = [this.pending.length, this.carried.length];
    const rest = encodeStateAsUpdate(this._withoutErased(), this.vector);
    const answer = await this._post(rest.length > EMPTY ? rest : null, count);
    if (answer.soort !== "goed") return answer;
    this._dropCarried(before);
    this.reconcile = this.restored !== restored; // what came in meanwhile wasn't in it
    return answer;
  }

  async _post(update, count) {
    const answer = await this.verzender.send(this.adres, this._body(update));
    if (answer.soort !== "goed") return answer;
    this._acknowledge(count);
    const { last, updates, sv } = answer.data;
    const unannounced = !update && updates.length && last > this.hint;
    if (unannounced) this.stroom.doubt();
    this._receive(updates.map(fromBase64));
    this.since = last;
    this.vector = fromBase64(sv);
    this.synced = true;
    this.hooks.onAnswer(answer.data);
    return answer;
  }

  _body(update) {
    const { since, veld, ik } = this;
    return JSON.stringify({ since, veld, ik, update: update && toBase64(update) });
  }

  _afterRound() {
    this._squeeze();
    if (this.outcome.soort === "goed") this._watch();
    const { soort } = this.outcome;
    this.refused = soort === "geweigerd";
    if (soort === "goed") this.wait = 0;
    else this.reconcile = true;
    if (soort === "stil" || soort === "later") {
      this.wait = Math.min(this.wait * 2 || RETRY, SLOWEST);
      this._plan(this.wait);
    } else if (!FINAL.has(soort)) this._next();
  }

  /** Does the server really have what it acknowledged? If not, once more, all of it. */
  _watch() {
    const ahead = !this.unsent && this._isAhead();
    if (ahead && this.lagged) this.outcome = { soort: "later", zin: "" };
    if (ahead) this.reconcile = true;
    this.lagged = ahead || (this.lagged && this.unsent);
  }

  _isAhead() {
    const theirs = decodeStateVector(this.vector);
    const mine = decodeStateVector(encodeStateVector(this.doc));
    return [...mine].some(([client, clock]) => (theirs.get(client) || 0) < clock);
  }

  _next() {
    const more = this.again || this.hint > this.since;
    if (more || (this.unsent && !this.refused)) this._soon();
    else this._plan(this.stroom.live || document.hidden ? POLL_LIVE : POLL);
  }

  _receive(updates) {
    if (this.held) {
      this.held.push(...updates);
      return;
    }
    if (updates.length) this.hooks.beforeRemote();
    for (const update of updates) applyUpdate(this.doc, update, "server");
  }

  _merged(count) {
    return mergeUpdates(this.pending.slice(0, count).map((item) => item.update));
  }

  _acknowledge(count) {
    const ids = this.pending.splice(0, count).map((item) => item.id);
    Promise.all(ids).then((known) => {
      const kept = known.filter((id) => id !== undefined);
      if (kept.length) this.lokaal.clear(this.plek, ONVERZONDEN, kept);
    });
  }

  /** A copy without what was erased, which this page keeps for its undo. */
  _withoutErased() {
    const copy = new Doc();
    applyUpdate(copy, encodeStateAsUpdate(this.doc));
    return copy;
  }

  _dropCarried(count) {
    const ids = this.carried.splice(0, count).map((piece) => piece.id);
    if (ids.length) this.lokaal.clear(this.plek, ONVERZONDEN, ids);
  }

  _keep(update) {
    return this.lokaal.add(this.plek, ONVERZONDEN, update);
  }

  /** A long time without a connection: one piece instead of hundreds. */
  _squeeze() {
    // A post in the air counts on the first ones; its end looks again.
    if (this.busy || this.pending.length <= SQUEEZE) return;
    const items = this.pending;
    const update = this._merged(items.length);
    const id = Promise.all(items.map((item) => item.id)).then((ids) => {
      const kept = ids.filter((one) => one !== undefined);
      return this.lokaal.replace(this.plek, ONVERZONDEN, update, kept);
    });
    const namen = items.flatMap((item) => item.naam);
    this.pending = [{ update, id, naam: [...new Set(namen)] }];
  }

  _soon() {
    this._plan(Math.max(LEAD, this.started + GAP - Date.now()));
  }

  /** Ask in so many milliseconds, unless that is planned sooner already. */
  _plan(delay) {
    const at = Date.now() + delay;
    if (this.timer && this.at <= at) return;
    this._cancel();
    this.at = at;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.sync();
    }, delay);
  }

  _cancel() {
    clearTimeout(this.timer);
    this.timer = 0;
  }
}
