// What is refused before any document is read. Small on purpose: the documents decide what is answered,
// and a question about passwords, incidents or killing processes is ordinary work.

export type PolicyDecision = { kind: "allowed" } | { kind: "refused"; rule: string; say: string };

interface Rule {
  name: string;
  patterns: RegExp[];
  say: string;
}

const ownInstructions =
  "(?:system|hidden|initial|secret|internal)?\\s*(?:prompt|instructions|rules|guidelines)";

const rules: Rule[] = [
  {
    name: "own-instructions",
    patterns: [
      /\b(?:reveal|show|print|repeat|output|display|tell me|give me|what (?:is|are)|write out|leak)\b[^.?!]{0,40}\b(?:your|the)\s+(?:(?:full|exact|original|complete)\s+)?(?:system|hidden|initial|secret)\s+(?:prompt|instructions|message)/i,
      new RegExp(
        `\\b(?:reveal|show|print|repeat|output|display|leak|tell me)\\b[^.?!]{0,30}\\byour\\s+${ownInstructions}`,
        "i",
      ),
      /\bwhat (?:is|are|were) your\s+(?:(?:full|exact|original)\s+)?(?:system\s+)?(?:prompt|instructions)\b/i,
      /\brepeat (?:everything|all (?:the )?(?:text|words)) (?:above|before)/i,
    ],
    say: "I don't show how I am set up. Ask me about your documents instead.",
  },
  {
    name: "override",
    patterns: [
      /\b(?:ignore|disregard|forget|override)\b[^.?!]{0,30}\b(?:previous|prior|above|earlier|your|all)\b[^.?!]{0,20}\b(?:instructions?|rules?|prompts?|guidelines|guardrails)\b/i,
      /\byou are now\b[^.?!]{0,40}\b(?:dan|unrestricted|jailbroken|without (?:rules|restrictions|limits))\b/i,
      /\b(?:pretend|act)\b[^.?!]{0,40}\b(?:no|without)\b[^.?!]{0,15}\b(?:rules|restrictions|filters?|limits)\b/i,
      /\banswer without (?:citing|citations|checking|using)\b[^.?!]{0,20}\b(?:documents|passages|sources)\b/i,
    ],
    say: "I answer only from your documents and can't set that aside. Ask me what they say.",
  },
  {
    name: "credentials",
    patterns: [
      /\b(?:show|give|tell|send|list|dump|reveal|print|find|get)\b(?:\s+(?:me|us))?\s+(?:[\w-]+\s+){0,3}?(?:passwords|passphrases|credentials|api keys|access keys|access tokens|private keys?|secret keys?)\b(?!\s+(?:polic|rule|requirement|guid|length|manager|reset|rotation|stored|handling|procedure))/i,
      /\bwhat(?:'s| is) (?:the |our )?(?:admin(?:istrator)?|root|database|production|master|service account)(?:'s)? (?:password|passphrase|credentials|api key|secret)\b(?!\s+(?:polic|rule|requirement|length|rotation|procedure))/i,
      /\b(?:[Ww]hat(?:'s| is)|[Tt]ell me|[Gg]ive me) (?:my (?:boss|manager|colleague|coworker)|[A-Z][a-z]+(?: [A-Z][a-z]+)?)'s (?:password|passphrase|pin|login|private key)\b/,
    ],
    say: "I don't hand out passwords, keys or other credentials. Your IT help desk can help you to get access.",
  },
  {
    name: "harm",
    patterns: [
      /\bhow (?:do|can|could|would|to)\b[^.?!]{0,20}\b(?:build|make|construct|assemble|synthesi[sz]e)\b[^.?!]{0,20}\b(?:bombs?|explosives?|pipe bombs?|nerve agents?|chemical weapons?|biological weapons?|grenades?|meth(?:amphetamine)?)\b/i,
      /\b(?:write|create|build|develop|make)\b[^.?!]{0,20}\b(?:malware|ransomware|keylogger|computer virus|phishing (?:mail|email|page|site))\b(?!\s+(?:polic|training|report|awareness|exercise|test|simulation))/i,
      /\bhow (?:do|can|could|to)\b[^.?!]{0,12}\b(?:hack|break) into\b/i,
      /\bhow (?:do|can|could|to)\b[^.?!]{0,15}\b(?:bypass|disable|evade|get around)\b[^.?!]{0,40}\b(?:without (?:being|getting) (?:noticed|caught|detected|seen)|undetected|so (?:that )?(?:nobody|no one) (?:notices|knows))/i,
      /\bhow (?:do|can|could|to)\b[^.?!]{0,12}\b(?:poison|murder|kill|hurt|stalk)\s+(?:my|a|an|the|somebody|someone|him|her)\s*(?:boss|manager|colleague|coworker|wife|husband|neighbou?r|person|man|woman|people)?\s*\??$/i,
    ],
    say: "I can't help with that.",
  },
  {
    name: "own-life",
    patterns: [
      /\b(?:i (?:want|am going|plan|wish) to|how (?:do|can) i|should i)\s+(?:kill myself|end my life|commit suicide|die\b(?! of))/i,
    ],
    say: "I can't help with that, but a person can. Please call your local emergency number or a crisis line now, or talk to somebody near you.",
  },
  {
    name: "action",
    patterns: [
      /^(?:please\s+|now\s+|can you\s+|could you\s+)?(?:delete|erase|wipe|drop|destroy|remove)\s+(?:all|every|everything|the (?:whole|entire)|this|that)\b[^?]{0,60}\b(?:documents?|files?|database|tables?|records?|accounts?|users?|backups?|index|everything)\b/i,
      /^(?:please\s+|now\s+|can you\s+|could you\s+)?(?:transfer|wire|pay)\s+(?:[£$€]|\d|the (?:invoice|amount|money))/i,
    ],
    say: "I only read documents and answer from them; I change nothing and pay nothing. Ask me how it is done and I'll look it up.",
  },
];

/** Whether a question may be answered from documents at all. Looks at the question alone. */
export function checkPolicy(question: string): PolicyDecision {
  const text = question.replaceAll("’", "'").normalize("NFKC");
  if (killsProcess(text)) return { kind: "allowed" };
  for (const rule of rules) {
    if (rule.patterns.some((pattern) => pattern.test(text)))
      return { kind: "refused", rule: rule.name, say: rule.say };
  }
  return { kind: "allowed" };
}

/** Killing, hanging and dying are daily words where software is run. */
function killsProcess(text: string): boolean {
  return /\bkill(?:ing)?\s+(?:a|an|the|my|that)?\s*(?:\w+\s+)?(?:process(?:es)?|job|task|session|server|container|pod|query|thread|program|connection|worker)\b/i.test(
    text,
  );
}
