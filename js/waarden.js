// What isn't text: who does it and by when, each one value of a Y.Map.

/** Hold a select or an input to its key of `map`; the last who chooses, decides. */
export function bindWaarde(el, map) {
  const show = () => {
    const value = map.get(el.name) || "";
    if (el.value !== value) el.value = value;
  };
  // A date that is half typed is "" to a script: what others chose waits until one leaves.
  const inTheMiddle = () => document.activeElement === el && el.tagName === "INPUT";
  show();
  el.addEventListener("change", () => {
    if (!el.validity.valid || el.value === (map.get(el.name) || "")) return;
    map.doc.transact(() => map.set(el.name, el.value), el);
  });
  el.addEventListener("blur", () => {
    if (el.validity.valid) show();
    else el.reportValidity();
  });
  map.observe((event) => {
    if (event.keysChanged.has(el.name) && !inTheMiddle()) show();
  });
}

/** Of the places that hold nothing yet, show the first alone. */
export function arrangeAfspraken(root) {
  let offered = false;
  for (const place of root.querySelectorAll("[data-afspraak]")) {
    const fields = [...place.querySelectorAll("[data-tekst], [data-waarde]")];
    const empty = fields.length > 0 && !fields.some((field) => field.value);
    place.hidden = empty && offered && !place.contains(document.activeElement);
    offered = offered || empty;
  }
}
