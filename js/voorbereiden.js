// Preparing: each field saves itself, and keeps on the device what isn't saved yet.

import { Concept } from "./concept.js";
import { CONCEPT } from "./databank.js";
import { Lokaal } from "./lokaal.js";
import { Melding } from "./melden.js";
import { readLeft } from "./nagelaten.js";
import { offerRest } from "./teruggeven.js";
import { showConflict } from "./tweeteksten.js";
import { Verzender } from "./verzenden.js";
import { stateFor } from "./woorden.js";

const BEWAARD = "Bewaard";
const TE_LAAT =
  "Deze woorden van jou waren nog niet bewaard toen dit gesprek dichtging. Alleen jij ziet ze, en alleen op dit toestel. Kopieer ze als je ze wil houden.";
const decoder = new TextDecoder();

class Veld {
  constructor(el, { lokaal, verzender, adres, plek }) {
    const blok = el.closest("[data-blok]");
    Object.assign(this, { el, blok, lokaal });
    this.versie = blok.querySelector("[data-versie]");
    this.melding = new Melding(blok.querySelector("[data-status]"), blok);
    this.concept = new Concept({
      vraag: el.dataset.veld,
      versie: Number(this.versie.defaultValue),
      tekst: el.defaultValue,
      lokaal,
      plek: `${plek}:${el.dataset.veld}`,
      send: (values) => verzender.send(adres, new URLSearchParams(values)),
      onState: (soort, zin) => this.show(soort, zin),
      onConflict: (bewaard) => this.choose(bewaard),
    });
  }

  async start(adopt) {
    const typed = adopt && this.el.value !== this.el.defaultValue ? this.el.value : "";
    const draft = await this.concept.restore();
    this.el.readOnly = false;
    this.el.addEventListener("input", () => this.concept.type(this.el.value));
    this.el.addEventListener("blur", () => this.concept.flush());
    if (!typed && !draft) return;
    this.el.value = [draft, typed].filter(Boolean).join("\n\n");
    this.concept.type(this.el.value);
  }

  show(soort, zin = "") {
    Object.assign(this, { soort, zin });
    this.refresh();
  }

  /** Say it again: what the device has of it may be otherwise by now. */
  refresh() {
    const { soort, zin, lokaal } = this;
    if (soort === "bewaard") this.melding.show(soort, BEWAARD);
    else if (soort) this.melding.show(stateFor(soort, lokaal), zin);
  }

  choose(bewaard) {
    const { blok, concept, el } = this;
    showConflict(blok, {
      bewaard,
      getypt: el.value,
      onMine: () => concept.keepMine(),
      onTheirs: () => {
        el.value = bewaard;
        concept.takeTheirs(bewaard);
      },
    });
  }

  /** The form itself is going to be sent: nothing of ours may cross it on the way. */
  async settle() {
    await this.concept.settle();
    this.versie.value = this.concept.versie;
  }
}

async function start(form) {
  const { bewaren, ik, gesprek, sleutel } = form.dataset;
  const token = form.elements.csrfmiddlewaretoken;
  const verzender = new Verzender({ csrf: token.value, ik, sleutelAdres: sleutel });
  const velden = [];
  const onChange = () => velden.forEach((veld) => veld.refresh());
  const lokaal = new Lokaal({ ik, sleutelAdres: sleutel, onChange });
  const place = { lokaal, verzender, adres: bewaren, plek: `${ik}:${gesprek}` };
  // Where the page itself shows two texts to choose from, its buttons do the work.
  const fields = [...form.querySelectorAll("textarea[data-veld]")].filter(
    (el) => !el.readOnly && !el.closest("[data-blok]").querySelector(".conflict"),
  );
  fields.forEach((el) => (el.readOnly = true));
  await lokaal.open();
  velden.push(...fields.map((el) => new Veld(el, place)));
  await Promise.all(velden.map((veld) => veld.start(form.autocomplete === "off")));
  listen(form, velden, () => (token.value = verzender.csrf));
  form.dataset.klaar = "1";
}

function listen(form, velden, renewToken) {
  const flush = () => velden.forEach((veld) => veld.concept.flush());
  const back = () => velden.forEach((veld) => veld.concept.wake());
  addEventListener("online", back);
  addEventListener("focus", back);
  addEventListener("pageshow", (event) => event.persisted && back());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => (document.hidden ? flush() : back()));
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (form.dataset.gaat) return;
    event.preventDefault();
    if (button && !button.name && !button.hasAttribute("formaction")) {
      back();
      return;
    }
    await Promise.all(velden.map((veld) => veld.settle()));
    // A form doesn't listen while it is still telling of the first time.
    await new Promise((resolve) => setTimeout(resolve));
    renewToken();
    form.dataset.gaat = "1";
    form.requestSubmit(button);
    delete form.dataset.gaat;
  });
}

/** A talk that is closed takes nothing more: what waits for it is given back. */
async function giveBack(place) {
  const { lokaal, left } = await readLeft(place.dataset, CONCEPT);
  const teksten = left.map(({ plek, bytes }) => {
    const [, , vraag] = plek.split(":");
    const heading = document.querySelector(`[id="vraag-${vraag}"] h2`);
    const { tekst } = JSON.parse(decoder.decode(bytes));
    return [heading ? heading.textContent : "Uit je voorbereiding", tekst];
  });
  const discard = () => left.forEach(({ plek, id }) => lokaal.clear(plek, CONCEPT, [id]));
  if (left.length) offerRest(place, teksten, discard, TE_LAAT);
}

const form = document.querySelector("form[data-bewaren]");
if (form) start(form);
const place = document.querySelector("[data-nagelaten]");
if (place) giveBack(place).catch(() => {});
