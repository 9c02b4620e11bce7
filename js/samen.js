// Writing one text together: the page at /gesprekken/<uuid>/samen/.

import { Doc, encodeStateAsUpdate } from "yjs";
import { ONVERZONDEN, PAGINA, STAND } from "./databank.js";
import { FINAL, Gelijk } from "./gelijk.js";
import { Lokaal } from "./lokaal.js";
import { Melding } from "./melden.js";
import { collectTyped } from "./rest.js";
import { Stroom } from "./stroom.js";
import { Tekstveld } from "./tekstveld.js";
import { offerRest } from "./teruggeven.js";
import { Verzender } from "./verzenden.js";
import { arrangeAfspraken, bindWaarde } from "./waarden.js";
import { registerWacht } from "./wachter.js";
import { stateFor } from "./woorden.js";

const STAND_GAP = 3000; // between two copies of the whole on the device
const PATIENCE = 5000; // until the page says that there is no text to be had
const LOCAL = 2000; // until the page goes on without what the device may have
const REOPEN = 30000; // between two tries to have a local store after all

class Samen {
  constructor(root) {
    const { samen, ik, sync, stroom, sleutel, csrf } = root.dataset;
    const hooks = {
      onState: () => this.showState(),
      onAnswer: (data) => this.onAnswer(data),
      beforeRemote: () => this.velden.forEach((veld) => veld.read()),
    };
    Object.assign(this, { root, ik, plek: `${ik}:${samen}`, velden: [] });
    this.doc = new Doc();
    this.melding = new Melding(this.find("[data-status]"), root);
    this.lokaal = new Lokaal({ ik, sleutelAdres: sleutel, onChange: hooks.onState });
    this.stroom = new Stroom(stroom, (hint) => this.gelijk.hinted(hint));
    this.gelijk = new Gelijk({
      doc: this.doc,
      verzender: new Verzender({ csrf, ik, sleutelAdres: sleutel }),
      lokaal: this.lokaal,
      stroom: this.stroom,
      adres: sync,
      ik,
      plek: this.plek,
      hooks,
    });
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  findAll(selector) {
    return [...this.root.querySelectorAll(selector)];
  }

  async start() {
    this.setWritable(false);
    this.melding.show("laden");
    this.doc.on("update", (update, origin) => this.onUpdate(update, origin));
    this.listen();
    setTimeout(() => this.giveUpHope(), PATIENCE);
    this.tried = Date.now();
    await this.lokaal.open();
    const late = !this.lokaal.ok;
    await Promise.race([this.restore(), pause(LOCAL)]);
    this.stroom.follow();
    this.gelijk.sync();
    await this.lokaal.ready;
    if (late) await this.recover();
    registerWacht(this.lokaal.isNew);
  }

  /** No text yet: say so, and go on asking. */
  giveUpHope() {
    this.slow = true;
    this.showState();
  }

  /** What the device kept of an earlier visit; with a whole document one can write. */
  async restore() {
    const stand = await this.lokaal.all(this.plek, STAND);
    this.gelijk.restore(stand, await this.lokaal.all(this.plek, ONVERZONDEN));
    if (stand.length) this.open();
  }

  /** A local store that is there only now, or again. */
  async recover() {
    if (!this.lokaal.ok) return;
    this.gelijk.keepPending();
    await this.restore();
    this.keepStand();
    this.gelijk.wake();
  }

  onUpdate(update, origin) {
    this.keepStandSoon();
    if (origin !== "server" && origin !== "lokaal") {
      this.gelijk.changed(update, this.nameOf(origin));
    }
    if (this.opened) arrangeAfspraken(this.root);
  }

  nameOf(origin) {
    const veld = this.velden.find((one) => one === origin || one.undo === origin);
    return veld ? veld.naam : "";
  }

  onAnswer({ wie, toon }) {
    const words = wie.map(([naam, label]) =>
      label ? `${naam} schrijft bij ${label}` : `${naam} is er`,
    );
    const here = this.find("[data-aanwezig]");
    if (here.textContent !== words.join(", ")) here.textContent = words.join(", ");
    // What was shown is a part of the page, with its mark: htmx fetches both anew.
    const mark = this.find("[data-toon]");
    if (mark && mark.dataset.toon !== toon) document.dispatchEvent(new Event("toon"));
    this.open();
    if (!this.lokaal.ok && Date.now() - this.tried > REOPEN) {
      this.tried = Date.now();
      this.lokaal.open().then(() => this.recover());
    }
  }

  /** There is a document: from here on the fields follow it, and it follows them. */
  open() {
    if (this.opened) return;
    this.opened = true;
    const hooks = {
      onHold: () => this.gelijk.hold(),
      onRelease: () => this.release(),
      onFocus: (label) => this.writeAt(label),
    };
    this.velden = this.findAll("textarea[data-tekst]").map(
      (el) => new Tekstveld(el, this.doc.getText(el.name), hooks),
    );
    const afspraken = this.doc.getMap("afspraken");
    this.findAll("[data-waarde]").forEach((el) => bindWaarde(el, afspraken));
    arrangeAfspraken(this.root);
    this.setWritable(true);
    this.keepStand();
    this.root.dataset.klaar = "1";
  }

  release() {
    this.velden.forEach((veld) => veld.read());
    this.gelijk.release();
  }

  writeAt(label) {
    this.gelijk.veld = label;
    this.gelijk.nudge();
    if (!label && this.opened) arrangeAfspraken(this.root);
  }

  setWritable(writable) {
    this.findAll("textarea[data-tekst]").forEach((el) => (el.readOnly = !writable));
    this.findAll("[data-waarde]").forEach((el) => (el.disabled = !writable));
  }

  showState() {
    const { gelijk, lokaal } = this;
    const { soort, zin } = gelijk.outcome;
    const closed = soort === "weg" || soort === "gesloten";
    if (this.opened) this.setWritable(!closed);
    if (closed !== this.closed) this.onClosed(closed);
    if (!this.opened && !FINAL.has(soort)) this.melding.show(this.slow ? "leeg" : "laden");
    else if (soort !== "goed") this.melding.show(stateFor(soort, lokaal), zin);
    else this.melding.show(gelijk.unsent || !gelijk.synced ? "bezig" : "bewaard");
  }

  onClosed(closed) {
    this.closed = closed;
    const place = this.find("[data-uitleg]");
    if (!closed) {
      place.replaceChildren();
      return;
    }
    this.lokaal.clear(this.plek, STAND);
    this.lokaal.clear(this.plek, PAGINA);
    const rest = this.collectRest();
    if (rest.length) offerRest(place, rest, () => this.gelijk.discard());
  }

  /** `[[label, text]]` of what the server will not get: whole fields, or loose pieces. */
  collectRest() {
    const { pending, carried } = this.gelijk;
    const namen = new Set(pending.flatMap((item) => item.naam));
    const velden = this.velden.filter((veld) => namen.has(veld.naam));
    const loose = collectTyped(carried.map((piece) => piece.bytes)).join("\n");
    const rest = velden.map(({ el }) => [el.dataset.label, el.value]);
    return loose ? [...rest, ["Van een vorige keer", loose]] : rest;
  }

  keepStandSoon() {
    if (this.standTimer || this.closed) return;
    const wait = Math.max(0, (this.standAt || 0) + STAND_GAP - Date.now());
    this.standTimer = setTimeout(() => this.keepStand(), wait);
  }

  keepStand() {
    clearTimeout(this.standTimer);
    this.standTimer = 0;
    if (this.closed || !this.opened) return;
    this.standAt = Date.now();
    this.lokaal.replace(this.plek, STAND, encodeStateAsUpdate(this.doc));
  }

  listen() {
    const back = () => {
      this.stroom.follow();
      this.gelijk.wake();
    };
    const away = () => {
      this.velden.forEach((veld) => veld.read(true));
      this.gelijk.flush();
      this.keepStand();
    };
    addEventListener("online", back);
    addEventListener("focus", () => FINAL.has(this.gelijk.outcome.soort) && back());
    addEventListener("pageshow", (event) => event.persisted && back());
    addEventListener("pagehide", away);
    document.addEventListener("resume", back);
    document.addEventListener("freeze", away);
    document.addEventListener("visibilitychange", () => {
      this.velden.forEach((veld) => veld.read(true));
      this.keepStand();
      back();
    });
    // The form is for a page without a script: sent as well, it would say all of it twice.
    document.addEventListener("submit", (event) => {
      if (!event.target.querySelector("[data-tekst]") || isOther(event.submitter)) return;
      event.preventDefault();
      this.gelijk.wake();
    });
  }
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const isOther = (button) => button && button.hasAttribute("formaction");

const root = document.querySelector("[data-samen]");
if (root) new Samen(root).start();
