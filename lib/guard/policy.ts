// What is refused before any document is read: a question that asks for how the product is set up, for credentials, for
// harm, or for something to be done. Small on purpose: the documents decide what is answered, and a question about
// passwords, incidents or killing processes is ordinary work. What gets past it still meets the walls behind: access in
// the query, support by a passage for each sentence, addresses only from proofs.
import { LRUCache } from "lru-cache";
import { asksForCredentials } from "./asks-for-credentials";
import { dropping, earlier } from "./instruction-words";
import { germanAsks } from "./policy-german";
import { readings } from "./unmask";

export type PolicyDecision = { kind: "allowed" } | { kind: "refused"; rule: string; say: string };

interface Rule {
  name: string;
  matches: (text: string) => boolean;
  say: string;
}

const showing =
  "(?:reveal|show|print|repeat|output|display|leak|tell|give|write|disclose|expose|dump|share|send|quote|recite|copy|paste|list|read|summari[sz]e|paraphrase|translate|encode|describe|explain|state|return|zeige?|nenne|gib|verrate|schreibe?|wiederhole?|übersetze?|montre|affiche|donne|répète|révèle|traduis|muestra|dime|revela|repite|imprime|traduce)";
/** How the product was told to behave. */
const setUp =
  "(?:system|hidden|initial|secret|internal|developer|original|underlying|base|pre-?)[ -]?(?:prompts?|instructions?|messages?|directives?)|(?<=your .{0,20})(?:guidelines|configuration)|system-?prompts?|meta-?prompts?|pre-?prompts?|systemanweisung(?:en)?|systemnachricht|prompt (?:système|du système|del sistema|de sistema)|instrucciones (?:del sistema|iniciales)|instructions (?:système|initiales)";
/** A subject of its own: "your rules for visitors" are the organisation's, not the product's. */
const ofOurs =
  "(?!\\s+(?:for|on|about|regarding|concerning|around|covering|when|if|in|to|of|at|during|as)\\b(?!\\s+(?:you|full|verbatim|me\\b|this (?:chat|conversation)|base64|detail|order|english|german|french|spanish)))";
const any = (...patterns: string[]) => {
  const all = patterns.map((pattern) => new RegExp(pattern, "iu"));
  return (text: string) => all.some((pattern) => pattern.test(text));
};

const asksForSetUp = any(
  `\\b${showing}\\b[^.?!]{0,60}\\b(?:your|the|its|dein(?:e|en)?|den|die|ihre?n?|ton|tes|tu|tus|el|le|les)\\s+(?:(?:full|exact|original|complete|entire|own|whole|current)\\s+){0,2}(?:${setUp})(?!\\w)${ofOurs}`,
  `\\b(?:what(?:'s| is| are| were| does)?|which|wie lautet|was ist|quel(?:le)?s? (?:est|sont)|cuál(?:es)? (?:es|son))\\b[^.?!]{0,30}\\b(?:your|the|dein|ihr|ton|tu)\\s+(?:\\w+\\s+)?(?:${setUp})(?!\\w)${ofOurs}`,
  `\\b(?:reveal|show|print|repeat|output|display|leak|tell me|give me|dump|recite|disclose|expose|list|share|write out|summari[sz]e|paraphrase|translate|encode)\\b[^.?!]{0,30}\\byour\\s+(?:\\w+\\s+){0,2}(?:prompts?|instructions|rules|guidelines|directives|configuration|programming|constraints)\\b${ofOurs}`,
  `\\bwhat(?:'s| is| are| were)\\s+your\\s+(?:(?:full|exact|original|own|current)\\s+)*(?:prompts?|instructions|directives|programming)\\b${ofOurs}`,
  `\\b(?:repeat|print|output|copy|translate|summari[sz]e|encode|show|write|quote|recite|continue|reveal)\\b[^.?!]{0,30}\\b(?:everything|all(?: (?:of )?(?:the )?(?:text|words|lines|messages?|content))?|the (?:text|words|lines|messages?|content|conversation|paragraphs?|sentences?)|what(?:ever)? (?:is|was|stands|came))\\b[^.?!]{0,20}\\b(?:above|before (?:this|my|the)|so far|preceding|prior to)\\b`,
  "\\b(?:what|which)\\b[^.?!]{0,20}\\b(?:were you|are you|have you been|you were|you've been|did they)\\b[^.?!]{0,15}\\b(?:told|instructed|given as instructions|programmed|prompted|configured|tell you)\\b",
  "\\bhow (?:were|are|have) you (?:been )?(?:instructed|prompted|programmed|configured)\\b",
  "\\b(?:begin(?:ning|s)?|start(?:ing|s)?)\\b[^.?!]{0,20}[\"'](?:you are|you answer|rules)\\b",
  "\\b(?:context window|chain of thought|hidden reasoning)\\b[^.?!]{0,20}\\b(?:verbatim|contents?|word for word)\\b",
  "\\byour\\s+(?:environment variables?|env(?:ironment)? (?:vars?|file)|\\.env|source code|api keys?|secrets?|access tokens?|config(?:uration)? files?|database password)\\b",
);

const overrides = any(
  `\\b${dropping}\\b[^.?!]{0,30}\\b${earlier}\\b[^.?!]{0,30}\\b(?:instructions?|rules?|prompts?|guidelines|guardrails|directives|restrictions|constraints|programming|training|filters?|anweisungen|regeln|instruktionen|vorgaben|consignes|instrucciones|reglas)\\b(?!\\s+(?:for|on|in|from|of) the\\b)`,
  `\\b(?:forget|ignore|disregard)\\b[^.?!]{0,12}\\b(?:everything|all)\\b[^.?!]{0,20}\\b(?:above|before|previous|told|said|documents|you know|you were)\\b`,
  "\\byou are (?:now|no longer|from now on)\\b[^.?!]{0,60}\\b(?:dan|unrestricted|jailbroken|unfiltered|uncensored|evil|bound|limited|restricted|without|free|root|an? (?:admin(?:istrator)?|hacker|different|new)|a (?:documents? )?(?:assistant|bot|model))\\b",
  "\\b(?:pretend|act|imagine|suppose|behave|role-?play|respond|answer)\\b[^.?!]{0,50}\\b(?:(?:no|without(?: any)?|free of|not bound by)\\s+(?:\\w+\\s+)?(?:rules|restrictions|filters?|limits|limitations|guidelines|guardrails|censorship|ethics|safety)|(?:unrestricted|unfiltered|uncensored|jailbroken|evil)\\b)",
  "\\b(?:developer|debug|god|dan|jailbreak|sudo|maintenance|admin(?:istrator)?|unrestricted) mode\\b[^.?!]{0,20}\\b(?:on|enabled?|active|activated?|now)\\b|\\b(?:enable|activate|enter|switch (?:in)?to|turn on)\\b[^.?!]{0,15}\\b(?:developer|debug|god|dan|jailbreak|sudo|unrestricted|do anything now) mode\\b",
  "^\\W*(?:\\[?(?:system|admin|developer|root|operator)\\]?(?: (?:message|prompt|override|note|update|instruction))?\\s*[:>\\]]|<\\|?\\s*(?:system|im_start)|###\\s*(?:system|instruction))",
  "\\b(?:new|updated|override)\\s+(?:system\\s+)?(?:instructions?|directives?|prompt)\\s*:",
  "\\b(?:policy|polic(?:y|ies)|safety|guardrails?|filters?|restrictions?|access (?:control|checks?))\\s+(?:is|are|was|were|has been|have been)?\\s*(?:now )?(?:disabled|lifted|off|removed|suspended|overridden)\\b[^?]*(?:[.!:;]|$)(?=.*\\b(?:list|show|give|print|reveal|answer|tell|user)\\b)",
  "\\banswer without (?:citing|citations|checking|using)\\b[^.?!]{0,20}\\b(?:documents|passages|sources)\\b",
  "\\b(?:decode|decipher|decrypt|unscramble|rot13|base64)\\b[^?]{0,200}\\b(?:and|then)\\b[^?]{0,20}\\b(?:do|follow|execute|obey|comply|carry out|run)\\b",
);

const harms = any(
  "\\b(?:how|instructions?|recipe|steps?|guide|tutorial|explain|teach|tell me|show me|help me|plan|ways?)\\b[^.?!]{0,30}\\b(?:build|make|making|construct|assemble|synthesi[sz]e|cook|create|produce)\\b[^.?!]{0,30}\\b(?:bombs?|explosives?|pipe bombs?|nerve agents?|(?:chemical|biological) weapons?|grenades?|molotov\\w*|ghost guns?|meth(?:amphetamine)?|poison gas|napalm)\\b",
  "\\b(?:write|create|build|develop|make|code|generate|craft|draft)\\b[^.?!]{0,30}\\b(?:malware|ransomware|keyloggers?|computer virus|trojans?|rootkits?|spyware|botnets?|exploits?|phishing (?:e-?mails?|mails?|pages?|sites?|messages?))\\b(?!\\s+(?:polic|training|report|awareness|exercise|test|simulation|protection|scanner|alert|response|checklist|procedure))",
  "\\bhow (?:do|can|could|to|would|might)\\b[^.?!]{0,20}\\b(?:hack|break|crack)(?: (?:in)?to)?\\b[^.?!]{0,20}\\b(?:systems?|accounts?|servers?|networks?|payroll|databases?|e-?mails?|mailbox(?:es)?|phones?|laptops?|wi-?fi|passwords?|computers?|colleague|boss|manager|someone|somebody)\\b",
  "\\bhow (?:do|can|could|to|would|might)\\b[^.?!]{0,20}\\b(?:bypass|disable|evade|get around|circumvent|switch off|delete|alter|steal|copy|take|hide|conceal)\\b[^.?!]{0,50}\\b(?:without (?:(?:any(?:one|body)|somebody|someone|it|them|people|my \\w+|the \\w+) )?(?:being |getting )?(?:noticed|noticing|caught|detected|detection|seen|knowing|finding out)|undetected|unnoticed|secretly|so (?:that )?(?:nobody|no one) (?:notices|knows))",
  "\\bhow (?:do|can|could|to|would|might)\\b[^.?!]{0,20}\\b(?:hide|conceal|cover up|falsify|forge|fake|backdate|launder|embezzle|steal|smuggle|evade|bribe|blackmail)\\b[^.?!]{0,40}\\b(?:from|before|to|for|the|my|an?|our|company)?\\s*(?:authorit\\w+|regulators?|auditors?|audits?|police|inspect\\w+|tax(?:es)?|invoices?|receipts?|expenses?|time ?sheets?|signatures?|certificates?|money|funds|officials?|employer|colleagues?|test results?)\\b",
  "\\bhow (?:do|can|could|to)\\b[^.?!]{0,12}\\b(?:poison|murder|kill|hurt|stalk|blackmail|harm|beat up|threaten)\\s+(?:my|a|an|the|our|somebody|someone|him|her|them)\\s*(?:\\w+\\s+)?(?:boss|manager|colleague|coworker|wife|husband|neighbou?r|person|people|man|woman|ex|girlfriend|boyfriend|somebody|someone)?\\s*\\??$",
);

const acts = any(
  "^(?:please\\s+|now\\s+|just\\s+|go ahead and\\s+|(?:can|could|would|will) you (?:please )?|i (?:want|need) you to\\s+|bitte\\s+)*(?:delete|erase|wipe|drop|destroy|remove|purge|lösche?)\\s+(?:all|every|everything|the (?:whole|entire|production)|this|that|alle)\\b[^?]{0,60}\\b(?:documents?|files?|databases?|tables?|records?|accounts?|users?|backups?|index|everything|dokumente|dateien)\\b",
  "^(?:please\\s+|now\\s+|(?:can|could) you (?:please )?)*(?:delete|erase|wipe|destroy|purge)\\s+everything\\b",
  "^(?:please\\s+|now\\s+|just\\s+|(?:can|could) you (?:please )?|i (?:want|need) you to\\s+)*(?:transfer|wire|pay|send)\\s+(?:[£$€]|\\d[\\d.,]*\\s*(?:euros?|eur|dollars?|usd|pounds?|gbp|bitcoins?)|the (?:invoice|amount|money|funds)|(?:invoice|our|all)\\b[^?]{0,30}\\b(?:invoice|money|funds|account|to)\\b|(?:my |our )?money)",
  "^(?:please\\s+|now\\s+|(?:can|could) you (?:please )?)*pay\\b[^?]{0,30}\\binvoice\\b",
  "^(?:please\\s+|now\\s+|then\\s+|(?:can|could|would) you (?:please )?|i (?:want|need) you to\\s+)*(?:e-?mail|send|forward|post|upload|transmit|exfiltrate|submit)\\b[^?]{0,120}\\bto\\s+(?:https?:|www\\.|[\\w.+-]+@|\\w+\\.(?:com|net|org|io|example)\\b|an? external|my (?:private|personal|own) )",
  "^(?:please\\s+|now\\s+|(?:can|could) you (?:please )?)*(?:make me|give me|grant me|grant|promote me)\\b[^?]{0,30}\\b(?:an? |the )?(?:admin(?:istrator)?|root|superuser|owner)\\b(?:\\s+(?:rights?|access|role|privileges?|permissions?))?\\W*$",
  "^(?:please\\s+|now\\s+|(?:can|could) you (?:please )?)*(?:execute|run|eval(?:uate)?)\\s+(?:(?:this|the following|these|my)\\b[^?]{0,20}\\b(?:code|commands?|scripts?|sql|query|quer(?:y|ies)|program)|[`\"']?(?:rm -|drop table|curl |wget |sudo |del /|format c))",
  "\\b(?:rm -rf|drop table|drop database|delete from \\w+\\s*;|truncate table)\\b(?!.*\\b(?:what|why|how|mean|does|explain)\\b)(?<!\\b(?:what|why|how|does|mean|explain)\\b.*)",
);

const ownLife = any(
  "\\b(?:i (?:want|am going|plan|wish|intend|would like) to|i'?m going to|how (?:do|can|could|should) i|should i|help me)\\s+(?:kill myself|end (?:my life|it all)|commit suicide|hurt myself|die\\b(?! of))",
);

const rules: Rule[] = [
  {
    name: "own-instructions",
    matches: asksForSetUp,
    say: "I don't show how I am set up. Ask me about your documents instead.",
  },
  {
    name: "override",
    matches: overrides,
    say: "I answer only from your documents and can't set that aside. Ask me what they say.",
  },
  {
    name: "credentials",
    matches: asksForCredentials,
    say: "I don't hand out passwords, keys or other credentials. Your IT help desk can help you to get access.",
  },
  { name: "harm", matches: harms, say: "I can't help with that." },
  {
    name: "own-life",
    matches: ownLife,
    say: "I can't help with that, but a person can. Please call your local emergency number or a crisis line now, or talk to somebody near you.",
  },
  {
    name: "action",
    matches: acts,
    say: "I only read documents and answer from them; I change nothing and pay nothing. Ask me how it is done and I'll look it up.",
  },
];

/** The rules take a third of the time of an answer from the cache, and what is asked is mostly asked again. */
const decided = new LRUCache<string, PolicyDecision>({
  max: 5000,
  maxSize: 1_000_000,
  sizeCalculation: (_, question) => question.length + 1,
});

/** Whether a question may be answered from documents at all. Looks at the question alone, however it is disguised. */
export function checkPolicy(question: string): PolicyDecision {
  const known = decided.get(question);
  if (known) return known;
  const decision = decide(question);
  decided.set(question, decision);
  return decision;
}

function decide(question: string): PolicyDecision {
  for (const text of readings(question)) {
    if (killsProcess(text)) return { kind: "allowed" };
    for (const rule of rules) {
      if ((rule.matches(text) || germanAsks(rule.name, text)) && !asksWhatToDoAboutIt(text))
        return { kind: "refused", rule: rule.name, say: rule.say };
    }
  }
  return { kind: "allowed" };
}

/** Killing, hanging and dying are daily words where software is run. */
function killsProcess(text: string): boolean {
  return /\bkill(?:ing)?\s+(?:a|an|the|my|that)?\s*(?:\w+\s+)?(?:process(?:es)?|job|task|session|server|container|pod|query|thread|program|connection|worker)\b/i.test(
    text,
  );
}

/** Whoever asks what such a message means, or what to do with it, doesn't ask to have it done. */
function asksWhatToDoAboutIt(text: string): boolean {
  return /^(?:what|who|whom|when|where|how)\b[^.!]*\b(?:should|must|do we do|happens?|report|recogni[sz]e|protect|prevent|defend|detect|avoid|mean|tells? (?:it|an? (?:ai|assistant)) to)\b[^.!]*\b(?:if|when|that says|with|against|about|saying|instructions|mails?|messages?|attacks?)\b[^.!]*\?$/i.test(
    text,
  );
}
