// The status line: calm, and never ahead of the truth.

import { WOORDEN } from "./woorden.js";

// While somebody types, what they read (and hear) changes once or twice, not with
// every key: "bewaard" waits for a pause, "bezig" for an answer that doesn't come.
const WAITS = { bezig: 1000, bewaard: 400 };
const OWN = new Set(["bezig", "aanmelden"]); // states that the server has no words for
const NOTHING = "\u00a0"; // keeps the line's height, and isn't read aloud

export class Melding {
  constructor(status, onto) {
    Object.assign(this, { status, onto });
  }

  /** `zin` is the server's own sentence, said instead of ours. */
  show(staat, zin = "") {
    if (this.staat === staat && this.zin === zin) return;
    Object.assign(this, { staat, zin });
    if (this.onto) this.onto.dataset.staat = staat;
    clearTimeout(this.timer);
    const wait = this.written === "laden" ? 0 : WAITS[staat];
    if (!wait) {
      this._write();
      return;
    }
    if (this.written === "bewaard") this._clear();
    this.timer = setTimeout(() => this._write(), wait);
  }

  _clear() {
    this.status.textContent = NOTHING;
    this.written = "";
  }

  _write() {
    const words = (!OWN.has(this.staat) && this.zin) || WOORDEN[this.staat];
    this.written = this.staat;
    if (this.status.textContent === words) return; // read aloud once
    if (this.staat === "aanmelden") this.status.replaceChildren(signIn());
    else this.status.textContent = words;
  }
}

/** The sentence, of which the first half leads to signing in, in a tab of its own. */
function signIn() {
  const sentence = document.createElement("span"); // one part: the line spaces its parts
  const link = document.createElement("a");
  const [first, rest] = WOORDEN.aanmelden.split(",");
  link.href = `/account/login/?next=${encodeURIComponent(location.pathname)}`;
  link.target = "_blank";
  link.textContent = first;
  link.title = "Opent in een nieuw tabblad";
  sentence.append(link, `,${rest}`);
  return sentence;
}
