import { addressesIn } from "./addresses";
import { dropping, including, machine, transforming } from "./instruction-words";

const signs = new RegExp(
  `\\b(?:you|your|yours|please|answers?|responses?|reply|replies|outputs?|messages?|prompts?|instructions?|users?|readers?)\\b|(?<![\\p{L}\\p{N}])${machine}(?![\\p{L}\\p{N}])|["“”«»]|^\\W*(?:${including}|${transforming}|${dropping})\\b|[<>{}\\[\\]]`,
  "iu",
);

/**
 * Whether a sentence may be an order to somebody, in the widest sense: it speaks to a reader, of answers or machines,
 * brings words in quotation marks or an address, or begins as orders about texts do. Most statements of fact don't.
 */
export function mayBeOrder(sentence: string): boolean {
  return signs.test(sentence) || addressesIn(sentence).length > 0;
}
