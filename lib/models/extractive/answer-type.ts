import type { AnalysedQuestion } from "./analyse-question";
import type { AnswerUnit } from "./answer-units";

const timeUnits = new Set([
  "second",
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "year",
  "decade",
  "century",
  "millisecond",
]);
const frequencyPattern =
  /\b(?:daily|weekly|monthly|quarterly|yearly|annually|annual|hourly|always|never|once|twice|every|each|per|immediately|at once|täglich|wöchentlich|monatlich|jährlich|jede[nrsm]?|immer|sofort|unverzüglich)\b/i;
const reasonPattern =
  /\b(?:because|since|due|so that|in order|therefore|reason|owing|cause[ds]?|caus\w+|result\w*|lead\w*|led|to avoid|to prevent|to ensure|thus|as a|for|weil|damit|daher|wegen|um)\b/i;
const roleWords =
  /\b(?:manager|team|head|director|officer|people|department|employees?|staff|desk|colleagues?|lead|owner|everyone|anyone|nobody|visitors?|customers?|suppliers?|leiter\w*|mitarbeiter\w*|team|abteilung)\b/i;

/**
 * 1 when the unit holds something of the kind that is asked for, beyond what the question says itself;
 * 0 when it doesn't; null when the question could be answered by anything.
 */
export function valueKindsFor(question: AnalysedQuestion, unit: AnswerUnit): number | null {
  const asked = new Set(question.values.map((value) => value.key));
  const fresh = unit.values.filter((value) => !asked.has(value.key));
  const number = fresh.some(
    (value) => value.kind === "number" || value.kind === "money" || value.kind === "percent",
  );
  switch (question.type) {
    case "any":
    case "yes-no":
      return null;
    case "money":
      return fresh.some((value) => value.kind === "money") ? 1 : number ? 0.5 : 0;
    case "percent":
      return fresh.some((value) => value.kind === "percent") ? 1 : number ? 0.4 : 0;
    case "time":
      return fresh.some((value) => value.kind === "time") ? 1 : 0;
    case "date":
      return fresh.some(
        (value) => value.kind === "date" || value.kind === "weekday" || isYear(value.key, value.unit),
      )
        ? 1
        : fresh.some((value) => value.kind === "time" || (value.unit !== null && timeUnits.has(value.unit)))
          ? 0.8
          : /\b(?:century|before|after|until|when|at the end|every|nach|vor|bis)\b/i.test(unit.text)
            ? 0.5
            : 0;
    case "duration":
      return fresh.some((value) => value.unit !== null && timeUnits.has(value.unit))
        ? 1
        : frequencyPattern.test(unit.text)
          ? 0.8
          : fresh.some((value) => value.unit !== null || hasCountedNoun(unit.text, value.end))
            ? 0.8
            : number
              ? 0.3
              : 0;
    case "number":
      return number || fresh.some((value) => value.kind === "ordinal") ? 1 : 0;
    case "name":
      return newName(question, unit) || fresh.some(({ kind }) => kind === "number" || kind === "code")
        ? 1
        : 0.2;
    case "person":
    case "place":
      return newName(question, unit) ? 1 : question.type === "person" && roleWords.test(unit.text) ? 0.7 : 0;
    case "reason":
      return reasonPattern.test(unit.text) ? 1 : 0.2;
  }
}

/** "How long" also asks for a length: "at least 12 characters", "2 metres". */
function hasCountedNoun(text: string, end: number): boolean {
  return /^[\s-]?(?:characters?|letters?|digits?|words?|pages?|lines?|met(?:er|re)s?|m|cm|mm|km|feet|foot|ft|inch(?:es)?|miles?|yards?|zeichen|meter)\b/i.test(
    text.slice(end),
  );
}

function isYear(key: string, unit: string | null): boolean {
  return unit === null && /^(?:1\d|20|21)\d\d$/.test(key);
}

function newName(question: AnalysedQuestion, unit: AnswerUnit): boolean {
  const asked = new Set(question.terms.map((term) => term.stem));
  return (
    unit.words.some(
      (word, index) => index > 0 && !word.stop && /^\p{Lu}\p{L}/u.test(word.text) && !asked.has(word.stem),
    ) ||
    (unit.words[0] !== undefined &&
      !unit.words[0].stop &&
      /^\p{Lu}/u.test(unit.words[1]?.text ?? "") &&
      !asked.has(unit.words[0].stem))
  );
}
