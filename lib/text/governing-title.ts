/** Titles of what replaces its predecessor. Minutes, reports and letters stand beside one another instead. */
export const governingTitle =
  /\b(?:polic(?:y|ies)|terms|conditions|procedure|rules?|regulations?|handbook|guidelines?|price ?list|prices|tariff|code of conduct|standard|agreement|directive|instructions?|ordnung|richtlinie|regelung|anweisung|betriebsanweisung|preisliste)\b/i;
