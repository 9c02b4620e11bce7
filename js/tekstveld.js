// A plain textarea over a Y.Text: its own label, spell checker, dictation and screen reader.

import { UndoManager } from "yjs";
import { clean, findChange, hasHalf } from "./verschil.js";

const COMPOSING = 3000; // without a sign of life, a letter in the making is left alone

export class Tekstveld {
  /** `hooks`: `onHold()` and `onRelease()` around composing, `onFocus(label)`. */
  constructor(el, text, hooks) {
    Object.assign(this, { el, text, hooks });
    const early = findEarly(el);
    this.undo = new UndoManager(text, { trackedOrigins: new Set([this]) });
    this.shown = el.value = text.toString();
    text.observe((event) => event.transaction.origin !== this && this._render(event));
    el.addEventListener("input", () => this.read());
    el.addEventListener("focus", () => hooks.onFocus(el.dataset.label));
    el.addEventListener("blur", () => this._leave());
    this._listenToComposing();
    this._listenToUndo();
    if (early) this._add(early);
  }

  get naam() {
    return this.el.name;
  }

  /** Bring what stands in the field into the document. */
  read(whole = false) {
    const { el, text, shown } = this;
    if (el.value === shown) return;
    let change = findChange(shown, el.value, el.selectionEnd);
    if (!whole && hasHalf(change.inserted)) return; // the other half is on its way
    change = this._cleaned(change);
    this.shown = el.value;
    text.doc.transact(() => {
      if (change.removed) text.delete(change.start, change.removed);
      if (change.inserted) text.insert(change.start, change.inserted);
    }, this);
  }

  /** What was typed on the page as it came, before this script was there. */
  _add({ start, removed, inserted }) {
    const { el, text } = this;
    const same = text.toString() === el.defaultValue;
    const added = same || !text.length ? inserted : `\n${inserted}`;
    text.doc.transact(() => {
      if (same && removed) text.delete(start, removed);
      text.insert(same ? start : text.length, clean(added));
    }, this.undo);
  }

  _cleaned(change) {
    const { start, inserted } = change;
    const cleaned = clean(inserted);
    if (cleaned !== inserted) {
      this.el.setRangeText(cleaned, start, start + inserted.length, "end");
    }
    return { ...change, inserted: cleaned };
  }

  /** Somebody else's words, or an undo: put them in, and leave the caret where it was. */
  _render(event) {
    const { el, text } = this;
    const { scrollTop } = el;
    let at = 0;
    for (const { retain = 0, insert = "", delete: gone = 0 } of event.delta) {
      at += retain;
      if (insert || gone) el.setRangeText(insert, at, at + gone, "preserve");
      at += insert.length;
    }
    if (el.value !== text.toString()) el.value = text.toString();
    this.shown = el.value;
    el.scrollTop = scrollTop;
    if (event.transaction.origin === this.undo) el.setSelectionRange(at, at);
  }

  _leave() {
    this._stopComposing();
    this.read(true);
    this.hooks.onFocus("");
  }

  _listenToComposing() {
    const { el } = this;
    const alive = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this._stopComposing(), COMPOSING);
    };
    el.addEventListener("compositionstart", () => {
      this.hooks.onHold();
      alive();
    });
    el.addEventListener("compositionupdate", alive);
    el.addEventListener("compositionend", () => this._stopComposing());
  }

  _stopComposing() {
    clearTimeout(this.timer);
    this.hooks.onRelease();
  }

  /** The browser's own undo would take back other people's words as well. */
  _listenToUndo() {
    const { el } = this;
    const step = (event, direction) => {
      event.preventDefault();
      if (!el.readOnly) this.undo[direction]();
    };
    el.addEventListener("beforeinput", (event) => {
      if (event.inputType === "historyUndo") step(event, "undo");
      if (event.inputType === "historyRedo") step(event, "redo");
    });
    el.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "z") step(event, event.shiftKey ? "redo" : "undo");
      else if (key === "y") step(event, "redo");
    });
  }
}

/** A browser that fills in what stood there before a reload says nothing new. */
function findEarly(el) {
  const { value, defaultValue, form } = el;
  if (value === defaultValue || !form || form.autocomplete !== "off") return null;
  return findChange(defaultValue, value, el.selectionEnd);
}
