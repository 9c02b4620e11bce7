// Text that will not reach the server any more: given back, to copy.

const SORRY =
  "Deze tekst is niet meer verstuurd. Kopieer hem als je hem wil houden; hij staat alleen nog op dit toestel.";

/**
 * Show `[[label, text]]` in `place`, each in a field to copy from, below `zin`;
 * `onDiscard` is what the button does that throws them away.
 */
export function offerRest(place, teksten, onDiscard, zin = SORRY) {
  const explanation = document.createElement("p");
  explanation.textContent = zin;
  const button = makeButton("Gooi deze tekst weg", () => {
    onDiscard();
    place.replaceChildren();
  });
  const box = document.createElement("div");
  box.className = "melding let-op stack";
  box.append(explanation, ...teksten.map(makeField), button);
  place.replaceChildren(box);
}

export function makeButton(words, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "knop stil klein";
  button.textContent = words;
  button.addEventListener("click", onClick);
  return button;
}

function makeField([label, tekst]) {
  const field = document.createElement("label");
  const area = document.createElement("textarea");
  area.readOnly = true;
  area.rows = 4;
  area.value = tekst;
  field.append(label, area);
  return field;
}
