// Asking for a credential itself, as against asking about credentials: where they are kept, who gives them out, how long
// they must be.

const kinds =
  "(?:pass(?:words?|phrases?|codes?)|mots? de passe|contraseñas?|credentials?|(?:api|access|secret|private|signing|encryption|master|ssh|gpg|pgp|licen[cs]e|storage|service account|root|admin|webhook)[ -]?(?:keys?|secrets?)|(?:access|auth(?:entication)?|bearer|session|refresh|api|admin|personal access|security|bot)[ -]?tokens?|recovery codes?|backup codes?|seed phrases?|connection strings?|login(?: details| data|s)|secrets|client secrets?|session cookies?|pin codes?|pins|\\.env(?: file)?|env(?:ironment)? variables)";
/** What belongs to dealing with credentials and isn't one. */
const about =
  "(?:polic|rules?|requirement|guid|length|manager|reset|rotation|rotat|stored|storage|handling|procedure|process|expir|valid|form\\b|format|change|complex|strength|standard|owner|protection|sharing|hygiene|training|safe\\b|vault|recover|history|age|quality|lifetime|leak|incident|breach|template|request|document)";
const giving =
  "(?:show|give|tell|send|list|dump|reveal|print|find|get|share|export|display|read|extract|output|leak|disclose|provide|fetch|retrieve|return|copy|paste|expose|write|email|look up|need|want|nenne|zeige?|gib|verrate|donne|montre|dime|dame|muestra)";
const owned =
  "(?:admin(?:istrator)?|root|database|db|production|prod|master|service account|server|router|firewall|vpn|system|ceo|cfo|boss|manager|colleague|user|employees?|everyone|everybody|customer|staff|deploy(?:ment)?|build|cloud|aws|azure|backup|bank|payroll|mail(?:box)?|e-?mail|domain|postgres|mysql|redis|signing)";

const asked: RegExp[] = [
  // "Give me the passwords of …", "list all API keys", not "give me the password requirements"
  new RegExp(
    `(?<!\\b(?:how|where|who|when|why|may|can|should|must|do|does)\\b[^.?!]{0,40})\\b${giving}\\b(?:\\s+(?:me|us|out|up|mir|uns|moi|nous))?(?:\\s+(?!${about}|steps?\\b|ways?\\b|how\\b|when\\b|where\\b|who\\b|why\\b|whether\\b|about\\b|help\\b)[\\p{L}\\p{N}'’.-]+){0,5}?\\s+${kinds}(?![\\w-])(?!\\s+(?:\\w+\\s+){0,1}?${about})`,
    "iu",
  ),
  // "What is the admin password?", "the root password of tele-q-01"
  new RegExp(
    `\\b(?:what(?:'s| is| are)|which is|wie lautet|was ist|quel(?:le)? est|cuál es)\\s+(?:the |our |my |your |das |die |der |le |la |el )?(?:[\\w-]+\\s+){0,3}?${owned}(?:'s|s')?\\s+(?:[\\w-]+\\s+)?${kinds}(?![\\w-])(?!\\s+(?:\\w+\\s+){0,1}?${about})`,
    "iu",
  ),
  new RegExp(
    `\\b(?:what(?:'s| is| are))\\s+(?:the |our )?(?:[\\w-]+\\s+)?${kinds}\\s+(?:for|of|to|from|used (?:for|by|on|in))\\s+(?:the |our |my |a |an )?(?!guests?\\b|visitors?\\b|(?:guest|visitor|public)\\b)(?:[\\w-]+\\s+){0,2}?(?:${owned}|[\\w]+-[\\w-]*\\d[\\w-]*|\\w+\\.\\w+)(?![\\w-])`,
    "iu",
  ),
  /\b(?:[Ww]hat(?:'s| is)|[Tt]ell me|[Gg]ive me|[Ss]how me|[Ff]ind) (?:[Mm]y (?:boss|manager|colleague|coworker)|[A-Z][a-z]+(?: [A-Z][a-z]+)?)'s (?:\w+ )?(?:password|passphrase|pin|login|private key|passcode|credentials)\b/,
  /\b(?:cat|type|print|open|read|show|display|dump|echo)\s+(?:me\s+)?(?:the\s+)?(?:contents? of\s+)?(?:\/etc\/(?:passwd|shadow)|~?\/?\.ssh\/\w+|\.env\b|id_rsa\b|\$[A-Z_]*(?:KEY|SECRET|TOKEN|PASSWORD))/,
];

/** Whether a question asks for a credential itself. */
export function asksForCredentials(text: string): boolean {
  return asked.some((pattern) => pattern.test(text));
}
