// The words by which a sentence gives orders to a machine, as parts of patterns. English first; German, French and
// Spanish where the same order is common.

/** A program that reads or answers. */
export const machine =
  "(?:ai|a\\.i\\.|llms?|(?:large )?language models?|chat ?bots?|chatgpt|gpt(?:-\\d\\w*)?|copilots?|assistants?(?! (?:manager|director|professor|editor|nurse|buyer|secretary|engineer|teacher|chef|principal|warden|head|to the))|automatic assistants?|(?:ai|virtual|digital|automated) (?:assistants?|models?|agents?|systems?|readers?|tools?|summari[sz]ers?)|bots?|ki(?:-?(?:assistent(?:en)?|agent(?:en)?|modelle?n?|systeme?n?))?|sprachmodelle?n?|assistenten?(?! (?:der|des|im|in)\\b)|ia|modèles? de langage|modelos? de lenguaje|asistentes?)";

/** What a model was told before. */
export const orders =
  "(?:instructions?|prompts?|rules|directives?|guidelines|commands|orders|context|messages?|guardrails|restrictions|constraints|polic(?:y|ies)|training|programming|documents|passages|sources|text|content|anweisungen|instruktionen|regeln|vorgaben|befehle|consignes|instrucciones|órdenes|reglas)";

/** To stop obeying something. */
export const dropping =
  "(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|bypass|discard|neglect|set aside|stop (?:following|obeying)|pay no attention to|do not (?:follow|obey|apply)|don't (?:follow|obey|apply)|drop|abandon|cancel|ignoriere?n?(?: sie)?|vergiss|vergessen sie|missachte|ignorez|oubliez|oublie|ignora|ignore|olvida|olvide)";

/** Which orders: the ones from before, or the reader's own. */
export const former =
  "(?:previous(?:ly)?|prior|above|earlier|preceding|your|given|original|initial|system|existing|former|foregoing|vorherigen?|bisherigen?|vorigen?|obigen?|deine|ihre|précédentes?|antérieures?|anteriores?|previas?)";
/** The same, or all that there are. */
export const earlier = `(?:${former}|other|all|any|every(?:thing)?|alle[nr]?|toutes?|todas?)`;

/** What a model writes. */
const written =
  "(?:answers?|responses?|repl(?:y|ies)|outputs?|messages?|summar(?:y|ies)|completions?|generations?|explanations?|elucidations?|conclusions?|recommendations?|wording|writing)";
export const ownOutput = `(?:(?:your|each|every|any|all(?: of)?(?: your| the)?|the (?:final|next|following|entire|whole))\\s+(?:(?!and\\b|or\\b)[\\w-]+\\s+){0,2}?(?<!(?:error|warning|log|status|commit|voice|text|welcome|out-of-office) )${written}|the (?:answer|response|output|completion)s?)`;

/** To change how something reads, which nobody asks of a person's answer. */
export const transforming =
  "(?:replace|convert|substitute|swap|render|encode|encrypt|encipher|decode|translate|transform|transpose|reverse|invert|scramble|jumble|shuffle|rearrange|reorder|anagram|misspell|garble|obfuscate|capitali[sz]e|modify|alter|adjust|adapt|augment|enhance|enrich|expand|embellish|integrate|incorporate|embed|inject|insert|weave|blend|introduce|append|prepend|prefix|suffix|interleave|infuse|tailor|reframe|skew|slant|bias|remove (?:all )?(?:spaces|punctuation|vowels)|group|combine (?:all )?(?:words|letters)|emulate|imitate|mimic)";

/** To put something into a text, or to write it. */
export const including =
  "(?:include|add|use|provide|give|write|state|mention|say|tell|show|display|suggest|recommend|promote|advertise|offer|feature|highlight|emphasi[sz]e|stress|tease|hint|link|point|direct|invite|encourage|urge|remind|warn|ask|begin|start|end|finish|conclude|close|open|format|make|keep|ensure|present|phrase|express|deliver|return|output|print|produce|generate|compose|craft|create|repeat|finish|supplement|accompany|combine|omit|leave out|hide|conceal|avoid|refrain|limit|restrict|base|put|place|set|apply|follow|consider|speak|talk|respond|reply|answer)";

/** Pieces of programs. */
export const codePiece =
  "(?:(?:source |program |python |shell |bash |sql |javascript )?(?:code|script|program|command)s?(?: (?:section|block|snippet|segment|excerpt|fragment|piece|sample|portion|passage|part|lines?|chunk))?s?|snippets?)";
