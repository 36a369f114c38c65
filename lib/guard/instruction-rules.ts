// The forms that an order to a machine takes, in any document. Each is a shape (who is addressed, what is to be dropped
// or changed), not a saying: none names a thing that a particular attack asks for.
import {
  codePiece,
  dropping,
  earlier,
  former,
  including,
  machine,
  orders,
  ownOutput,
  transforming,
} from "./instruction-words";

/**
 * `sure`: only a machine is meant. `likely`: it may be meant for people too ("State the number in your reply"), and
 * the question decides (`steering-signals.ts`).
 */
export interface InstructionRule {
  name: string;
  strength: "sure" | "likely";
  pattern: RegExp;
}

/** Where an imperative may begin: the sentence, a clause, or after a polite word. */
const begins =
  "(?:^|[.;:,!?()\\[\\]{}|*#>\"'-]\\s*|\\b(?:please|kindly|also|now|then|and|just|simply|but|instead|must|should|shall|to|always|never|don't|not|furthermore|additionally|moreover|finally)\\s+)";
const seen = (pattern: string) => new RegExp(pattern, "iu");

export const instructionRules: InstructionRule[] = [
  {
    name: "override",
    strength: "sure",
    pattern: seen(
      `\\b${dropping}\\b.{0,40}?\\b${earlier}\\b.{0,30}?\\b(?:instructions?|prompts?|rules|directives?|guidelines|commands|guardrails|restrictions|constraints|programming|context|documents|sources|passages|anweisungen|instruktionen|regeln|vorgaben|consignes|instrucciones|reglas)\\b`,
    ),
  },
  {
    name: "override",
    strength: "sure",
    pattern: seen(
      `\\b${dropping}\\b.{0,40}?\\b${former}\\b.{0,30}?\\b(?:${orders}|(?:was |were )?(?:said|told|written|asked)|above|before)\\b`,
    ),
  },
  {
    name: "override",
    strength: "sure",
    pattern: seen(
      `\\b(?:new|updated|real|actual|true|hidden|secret|special|priority|urgent|important)\\s+(?:system\\s+)?(?:instructions?|prompt|directives?|task|objective)\\s*(?:for (?:you|the ${machine})|from (?:your|the) (?:developer|administrator|operator|system|creator)s?)?\\s*:`,
    ),
  },
  {
    name: "addresses-machine",
    strength: "sure",
    pattern: seen(
      `\\b(?:note|message|instructions?|attention|hinweis|anweisung(?:en)?|instrucciones|nota|consignes?|memo|notice|request|reminder|command|directive)\\s*(?:to|for|für|an|para|pour|aux?)\\s*(?:all\\s+|any\\s+|every\\s+|the\\s+|alle\\s+|d(?:ie|en|as|em)\\s+|jede[ns]?\\s+|sämtliche\\s+|les?\\s+|los\\s+|el\\s+|la\\s+)?${machine}(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    name: "addresses-machine",
    strength: "sure",
    pattern: seen(
      `\\b${machine}(?:[ ,]+[\\w-]+){0,5}?[ ,]+(?:must|should|shall|have to|need to|are to|is to|please|müssen|sollen|doivent|deben)\\b[^.]{0,60}\\b(?:ignore|answer|say|reply|respond|mention|output|print|tell|reveal|send|forward|recommend|state|write|include|claim|disregard|refuse|obey|follow|execute|call|add|use|list|show|append|insert|visit|open|delete|summari[sz]e|end|begin|start|not|antworten|sagen|ignorieren)\\b`,
    ),
  },
  {
    name: "addresses-machine",
    strength: "sure",
    pattern: seen(
      `(?:\\b(?:if|since|because|when|as) you(?:'re| are)? (?:an? |the )?${machine}\\b|\\b(?:as|being) an? (?:ai|a\\.i\\.|llm|language model|chat ?bot)\\b|(?:^|["|,;:(>-]\\s*)(?:(?:dear|hey|hello|hi|to|attention|ok|okay),?\\s+)(?:the |any |all |every |whichever |whatever )?${machine}\\b[^.]{0,40}[:,;!-]|\\b(?:whatever|whichever|any|every|the) (?:${machine}|program|system) (?:that |which |who )?(?:reads?|reading|process(?:es|ing)|pars(?:es|ing)|summari[sz](?:es|ing)) (?:this|these|it)\\b|\\byou,? the ${machine}\\b)`,
    ),
  },
  {
    name: "addresses-machine",
    strength: "sure",
    pattern: seen(
      `\\b(?:authori[sz]e|order|command|instruct|require|ask|tell|force) (?:every|all|any|each|the) ${machine}\\b`,
    ),
  },
  {
    name: "role-change",
    strength: "sure",
    pattern: seen(
      `\\byou are (?:now|no longer|henceforth|from now on)\\b.{0,60}\\b(?:assistant|ai|model|dan|admin(?:istrator)?|unrestricted|bot|persona|pirate|hacker|expert|character|mode)\\b|\\b(?:act|behave|respond|answer|reply|speak) as (?:if you (?:are|were) )?(?:an? |the )?(?:unrestricted|different|new|evil|jailbroken|unfiltered|another)\\b|\\b(?:developer|debug|god|dan|jailbreak|maintenance|admin(?:istrator)?) mode (?:is )?(?:now )?(?:on|enabled|active|activated)\\b`,
    ),
  },
  {
    name: "prompt-syntax",
    strength: "sure",
    pattern:
      /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|^\s*#{2,}\s*(?:system|instruction|response|assistant)s?\s*:|^\s*#{2,}\s*(?:system|instruction)s?\s*:?\s*$|<\/?(?:system|assistant|instructions?|passages-[0-9a-f]+)>|\b(?:begin|end) (?:of )?(?:system|admin|hidden) (?:prompt|message|instructions?)\b/iu,
  },
  {
    name: "prompt-syntax",
    strength: "sure",
    pattern: /^\W*(?:system|assistant)\s*(?:prompt|message|instructions?|override|note|command)?\s*:\s*\S/iu,
  },
  {
    name: "own-prompt",
    strength: "sure",
    pattern:
      /\b(?:reveal|print|repeat|output|leak|show|disclose|expose|write (?:out|down)|display|send|quote|list)\b.{0,40}\b(?:(?:your|the) (?:system|hidden|initial|original|secret|internal) (?:prompts?|instructions|messages?|rules)|your (?:\w+ )?(?:instructions|prompt|guidelines|configuration|api keys?|credentials|secrets))\b/iu,
  },
  {
    name: "own-prompt",
    strength: "sure",
    pattern:
      /\b(?:text|content|wording|copy) of your (?:\w+ )?(?:instructions|prompt|rules|guidelines|configuration)\b|\b(?:names?|titles?|contents?|text|list) of (?:all|every|any) (?:(?:other|the|of the) )*(?:documents?|files|passages|sources) (?:that )?(?:you|were given|in your)\b/iu,
  },
  {
    name: "steers-answer",
    strength: "sure",
    pattern:
      /\b(?:when|whenever|if) (?:you are |you're |someone |anyone |somebody |anybody |the user |a user |users? |people )?(?:asked|asks?|summari[sz]\w+|answer\w*|quer(?:y|ied)|question(?:ed|s)?)\b.{0,60}\b(?:always|only|must|instead|never)\b.{0,40}\b(?:say|answer|reply|respond|claim|tell|recommend|state|insist|output)\b/iu,
  },
  {
    name: "steers-answer",
    strength: "sure",
    pattern:
      /\b(?:do not|don't|never|must not|without) (?:mention(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|cit(?:e|ing)|quot(?:e|ing)|tell(?:ing)? (?:the user|anyone|the reader) (?:about|of)) (?:this|these|that) (?:notes?|instructions?|messages?|text|prompt|order|request)\b|\b(?:the )?(?:only )?(?:correct|right|true|approved) (?:answer|response|reply) to (?:any|every|all|each) questions?\b|\banswer (?:each|every|all|any) questions? (?:with|by|as|in)\b/iu,
  },
  {
    name: "changes-answer",
    strength: "sure",
    pattern: seen(`${begins}${transforming}\\b.{0,120}?\\b${ownOutput}\\b`),
  },
  {
    name: "changes-answer",
    strength: "sure",
    pattern: seen(
      `\\b(?:in|to|with|within|into|at the (?:end|start|beginning|top|bottom) of|throughout) ${ownOutput}\\b.{0,160}\\b(?:the )?(?:users?|readers?|audience|visitors|customers|people)\\b|${begins}${including}\\b.{0,120}\\b(?:users?|readers|audience|viewers)\\b.{0,80}\\b${ownOutput}\\b|${begins}(?:tell|ask|inform|advise|persuade|convince|urge|direct|instruct|lead|trick) (?:the |all |every |each )?users?\\b|${begins}${including}\\b.{0,40}\\b(?:the following|this (?:text|message|sentence|link|notice)|exactly)\\b.{0,60}\\b(?:readers?|users?)\\b`,
    ),
  },
  {
    name: "changes-answer",
    strength: "likely",
    pattern: seen(
      `${begins}${including}\\b.{0,120}?\\b${ownOutput}\\b|\\b(?:in|within|throughout|at the (?:end|start|beginning|top|bottom) of) ${ownOutput}\\s*[,:]|\\b${ownOutput} (?:must|should|shall|has to|needs to|will|is to) (?:\\w+ ){0,3}(?:be|begin|start|end|contain|include|consist|mention|say)\\b`,
    ),
  },
  {
    name: "changes-letters",
    strength: "likely",
    pattern: seen(
      `${begins}${transforming}\\b.{0,40}\\b(?:letters?|vowels?|consonants?|characters?|words?|spaces|punctuation|sentences?)\\b|\\b(?:base ?64|rot13|caesar|cipher|morse|binary|hexadecimal|emojis?|leetspeak|pig latin|anagrams?)\\b.{0,60}\\b(?:answer|response|reply|output|message|text|words?|letters?)\\b|${begins}(?:(?:respond|reply|answer) (?:only |entirely |exclusively |solely )?(?:in|using|with|as)|(?:write|speak|talk|output|communicate) (?:only|entirely|exclusively|solely) (?:in|using|with|as)) `,
    ),
  },
  {
    name: "dictates-words",
    strength: "likely",
    pattern: seen(
      `^\\W*(?:please |now |always |only |instead,? |then |first,? |finally,? )*(?:(?:say|answer|reply|respond|claim|state|insist|pretend|declare|announce)\\b(?: (?:only|exactly|simply|just))*(?: that| with)\\b|(?:say|reply|respond|repeat|print|output|write)\\b(?: (?:only|exactly|simply|just))*\\s*:?\\s*["'“]|(?:say|reply|respond|repeat)\\s*:)`,
    ),
  },
  {
    name: "carries-code",
    strength: "likely",
    pattern: seen(
      `\\b(?:following|below|subsequent|next|this|attached|provided|given|accompanying|ensuing|enclosed)\\b(?:\\s+[\\w-]+){0,2}?\\s+${codePiece}\\b|\\b${codePiece}\\s+(?:below|that follows|as follows|provided|given|attached)\\b`,
    ),
  },
  {
    name: "calls-tool",
    strength: "likely",
    pattern: seen(
      `${begins}(?:call|invoke|execute|run|use|trigger) (?:the |this |your )?(?:[\\w-]+ )?(?:tool|function|plugin|webhook)s?\\b|${begins}(?:call|invoke|trigger|execute) (?:the )?\\W?[a-z]+_[a-z_]+`,
    ),
  },
];
