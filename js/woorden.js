// What the page says, one sentence for each state.

export const WOORDEN = {
  laden: "Even geduld, we halen jullie tekst op.",
  leeg: "Jullie tekst is nog niet opgehaald. We proberen het opnieuw.",
  bewaard: "Alles bewaard",
  bezig: "Bezig met bewaren",
  toestel:
    "Geen verbinding. Je tekst staat veilig op dit toestel en gaat mee zodra er weer verbinding is.",
  hier: "Geen verbinding. Laat deze pagina open: je tekst staat alleen hier.",
  opnieuw:
    "Bewaren lukt nu niet. Je tekst staat veilig op dit toestel; we proberen het zo opnieuw.",
  opnieuwhier:
    "Bewaren lukt nu niet. Laat deze pagina open: je tekst staat alleen hier. We proberen het zo opnieuw.",
  aanmelden: "Meld je opnieuw aan, je tekst staat klaar.",
  weg: "Je doet niet meer mee aan dit gesprek.",
  gesloten: "In dit gesprek schrijf je niet meer.",
  geweigerd: "Dit kunnen we zo niet bewaren. Pas je tekst aan.",
};

// What to say when the device has it, and when it hasn't: these promise something.
const STATES = {
  stil: ["toestel", "hier"],
  later: ["opnieuw", "opnieuwhier"],
  aanmelden: ["aanmelden", "aanmelden"],
};

/** The state to show for an answer that wasn't "goed"; nothing is safe before it is. */
export function stateFor(soort, lokaal) {
  if (!STATES[soort]) return soort;
  const [kept, alone] = STATES[soort];
  if (!lokaal.ok) return alone;
  return lokaal.isKept ? kept : "bezig";
}
