// The stream of hints: "there is something newer than this number", and never what.

const AGAIN = 60000; // until a stream that the server closed for good is tried anew

export class Stroom {
  constructor(adres, onHint) {
    Object.assign(this, { adres, onHint });
    this.live = false;
  }

  /** A hidden tab has no use for one of the six connections that a host gives. */
  follow() {
    if (document.hidden) this._close();
    else this._open();
  }

  /** Something came that the stream didn't announce: don't count on it for now. */
  doubt() {
    this.live = false;
  }

  _open() {
    if (this.source && this.source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.timer);
    this.source = new EventSource(this.adres);
    this.source.onmessage = (event) => {
      this.live = true;
      this.onHint(event.data);
    };
    this.source.onerror = () => this._lost();
  }

  _lost() {
    this.live = false;
    // An answer such as 204 ends it; anything else the browser tries again by itself.
    if (this.source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(), AGAIN);
  }

  _close() {
    clearTimeout(this.timer);
    this.live = false;
    if (this.source) this.source.close();
    this.source = null;
  }
}
