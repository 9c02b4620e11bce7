// Two texts where there should be one: both shown, and a choice.

import { makeButton } from "./teruggeven.js";

/** Put the choice on top of `blok`; choosing takes it away again. */
export function showConflict(blok, { bewaard, getypt, onMine, onTheirs }) {
  const place = document.createElement("section");
  place.className = "conflict stack";
  const both = document.createElement("div");
  both.className = "naast";
  both.append(makeSide("Wat nu bewaard is", bewaard), makeSide("Wat je net typte", getypt));
  const end = (choice) => () => {
    place.remove();
    choice();
    blok.querySelector("textarea").focus();
  };
  const buttons = document.createElement("p");
  buttons.className = "row";
  buttons.append(
    makeButton("Houd mijn tekst", end(onMine)),
    makeButton("Neem de bewaarde tekst", end(onTheirs)),
  );
  place.append(both, buttons);
  blok.querySelector("[data-status]").after(place);
}

function makeSide(title, tekst) {
  const side = document.createElement("div");
  const heading = document.createElement("h3");
  const words = document.createElement("p");
  side.className = "kant";
  heading.textContent = title;
  words.className = tekst ? "geschreven" : "soft";
  words.dir = "auto";
  words.textContent = tekst || "Niets";
  side.append(heading, words);
  return side;
}
