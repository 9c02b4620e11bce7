// Sending what was typed, and what becomes of it. Never throws: every answer, and none
// at all, is one of the kinds below.

const JSON_ONLY = { Accept: "application/json" };
const SLOWEST = 10; // bytes a millisecond, on the worst wifi we wait for
const PATIENCE = 8000;
/** Larger than this, and a browser refuses to finish it behind a page that closes. */
const KEEPALIVE = 60000;

const KINDS = {
  0: "aanmelden", // a redirect: to the page to sign in on
  400: "geweigerd",
  401: "aanmelden",
  403: "weg",
  404: "weg",
  409: "gesloten",
  413: "geweigerd",
  422: "geweigerd",
};

/** What somebody else's sign-in on the same device makes of this page. */
const ANDER =
  "Op dit toestel is intussen iemand anders aangemeld. Je tekst blijft hier staan.";

/**
 * @typedef {{soort: "goed" | "stil" | "later" | "aanmelden" | "weg" | "gesloten" | "geweigerd",
 *   data: any, zin: string}} Antwoord
 * "stil" is no connection, "later" a server that can't right now; both are worth a retry.
 * `zin` is what the server says about it, "" when it says nothing.
 */

export class Verzender {
  constructor({ csrf, ik, sleutelAdres }) {
    Object.assign(this, { csrf, ik, sleutelAdres });
  }

  /** @returns {Promise<Antwoord>} `body` is a string or URLSearchParams. */
  async send(adres, body) {
    try {
      let answer = await this._post(adres, body);
      if (answer.status === 403) {
        const refused = await this._renew();
        if (refused) return refused;
        answer = await this._post(adres, body);
      }
      return await read(answer);
    } catch {
      return { soort: "stil", data: null, zin: "" };
    }
  }

  _post(adres, body) {
    const type = typeof body === "string" ? { "Content-Type": "application/json" } : {};
    const size = String(body).length;
    return limited(PATIENCE + size / SLOWEST, {
      adres,
      method: "POST",
      headers: { ...JSON_ONLY, ...type, "X-CSRFToken": this.csrf },
      body,
      redirect: "manual",
      keepalive: size < KEEPALIVE,
    });
  }

  /** A new token, as after signing in anew in another tab; or why there is none. */
  async _renew() {
    const options = { headers: JSON_ONLY, redirect: "manual" };
    const answer = await read(
      await limited(PATIENCE, { adres: this.sleutelAdres, ...options }),
    );
    if (answer.soort !== "goed") return answer;
    if (answer.data.ik !== this.ik) return { soort: "gesloten", data: null, zin: ANDER };
    this.csrf = answer.data.csrf;
    return null;
  }
}

async function limited(patience, { adres, ...options }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(adres, { ...options, signal: stop.signal });
    const text = await answer.text();
    return { status: answer.status, text };
  } finally {
    clearTimeout(timer);
  }
}

/** An answer of 200 that isn't ours, such as a wifi's own page, is no connection. */
function read({ status, text }) {
  let data = null;
  try {
    data = JSON.parse(text);
  } catch {
    if (status >= 200 && status < 300) return { soort: "stil", data, zin: "" };
  }
  const soort = status >= 200 && status < 300 ? "goed" : KINDS[status] || "later";
  return { soort, data, zin: (data && data.fout) || "" };
}
