// What German requests for the product's set-up, for credentials or for harm look like; the English ones stand in policy.ts.
const showing =
  "(?:zeige?|nenne|gib|verrate?|schreibe?|wiederhole?|liste|finde|suche|hole?|schicke?|sende?|poste|drucke?|übersetze?|verschicke?)";
/** Whoever asks how, where or by which rule doesn't ask for the thing itself. */
const plainly =
  "(?:(?!\\b(?:wie|wo|wann|ob|wer|was|warum|welche\\w*|regel\\w*|vorgab\\w*|richtlini\\w*|anforderung\\w*|dokument\\w*|abschnitt\\w*|passagen?|stellen?|informationen)\\b)[^.?!])";
const secrets =
  "(?:\\p{L}*(?:passw(?:ort|örter)|kennw(?:ort|örter))|zugangsdaten|anmeldedaten|(?:api|zugangs|signier)-?schlüssel|private[nr]? schlüssel)(?![\\p{L}-])";

const patterns = (...all: string[]) => all.map((pattern) => new RegExp(pattern, "iu"));

export const germanRequests = {
  "own-instructions": patterns(
    "\\bwiederhole?\\b[^.?!]{0,30}\\b(?:alles|was|den text|die worte|wort für wort|wörtlich)\\b[^.?!]{0,30}(?<!\\p{L})(?:darüber|oben|über dieser|davor|bisher)\\b",
    `(?<!\\p{L})${showing}\\b[^.?!]{0,25}\\bdeine[nr]?\\s+(?:\\p{L}+\\s+)?(?:anweisungen|vorgaben|instruktionen|konfiguration|programmierung)\\b`,
    "\\b(?:wie lauten|was sind)\\s+deine\\s+(?:\\p{L}+\\s+)?(?:anweisungen|vorgaben|instruktionen)\\b",
  ),
  override: patterns(
    "\\bdu bist (?:jetzt|nun|ab jetzt|ab sofort)\\b[^.?!]{0,60}(?:\\bdan\\b|\\buneingeschränkt|\\bohne (?:\\p{L}+ )?(?:beschränkungen|einschränkungen|regeln|filter)|\\bnicht mehr an\\b)",
    "\\btu so,? als\\b[^.?!]{0,50}\\bkeine (?:regeln|beschränkungen|einschränkungen|filter|vorgaben)\\b",
  ),
  credentials: patterns(
    `(?<!\\p{L})${showing}\\b${plainly}{0,60}?(?<![\\p{L}-])${secrets}`,
    `\\b(?:wie lautet|wie ist|was ist)\\s+(?:das|unser|dein)\\s+(?!gäste|gast|besucher)${secrets}(?![^.?!]{0,30}\\b(?:gäste|gast|besucher))`,
  ),
  harm: patterns(
    "\\bwie (?:baue?|bastele?|mache?|stelle?|kann)\\b[^.?!]{0,30}\\b(?:bomben?|sprengstoff\\p{L}*|rohrbomben?|giftgas|molotow\\p{L}*)\\b",
    "\\b(?:schreibe?|erstelle?|entwirf|programmiere?|entwickle)\\b[^.?!]{0,30}\\b(?:phishing-?\\s?(?:e-?)?(?:mails?|nachrichten?|seiten?)|schadsoftware|ransomware|trojaner|keylogger|malware)(?![\\p{L}-])",
    "\\bwie (?:hacke|knacke)\\b|\\bwie (?:kann|könnte|schalte|deaktiviere|umgehe|lösche|ändere|fälsche)\\b[^.?!]{0,60}\\b(?:unbemerkt|heimlich|ohne (?:entdeckt|bemerkt|erwischt) zu werden|ohne dass (?:es )?(?:jemand|man))\\b",
  ),
} as const;

/** Whether a German request is of that kind. */
export function germanAsks(kind: string, text: string): boolean {
  return (
    kind in germanRequests &&
    germanRequests[kind as keyof typeof germanRequests].some((one) => one.test(text))
  );
}
