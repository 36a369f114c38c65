// A request in the parts that each ask for something.
const verbs =
  "find|search|look|read|open|show|summari[sz]e|sum|compare|publish|post|draft|write|create|put|retire|withdraw|remove|delete|tag|label|move|shift|transfer|call|send|notify|ping|tell|let|replace|change|update|list|add|turn|archive|take|mark|give|explain|correct|edit|store|make|set|raise|file|log|forward|share|announce|prepare|check";
/** Where one request of several ends. */
export const englishBoundary = new RegExp(
  `\\s*(?:;|[.?!](?=\\s)|,?\\s+(?:and\\s+)?(?:then|afterwards|after that|next|finally)|,\\s*and|,|\\s+and|\\s+then)\\s+(?=(?:please\\s+|also\\s+|then\\s+|afterwards\\s+|finally\\s+)*(?:${verbs})\\b(?! (?:it|this|that) [\ue000“"]))`,
  "gi",
);

/** The parts of a request that each ask for something. What is quoted or stands behind a colon is never cut. */
export function clausesOf(request: string, boundary: RegExp = englishBoundary): string[] {
  const kept: string[] = [];
  const hide = (text: string) => `\ue000${kept.push(text) - 1}\ue000`;
  const hidden = request
    .replace(/[“"][^”"]*[”"]/g, hide)
    .replace(/\btitle:\s*[^.:]+\.\s*text:\s[\s\S]*$/i, hide)
    .replace(/:\s(?!\ue000)[\s\S]*$/, hide)
    .replace(/\b(?:saying|that (?:says|reads)|with the text|reads)\s(?!\ue000)[\s\S]*$/i, hide);
  const show = (text: string): string => {
    const shown = text.replace(/\ue000(\d+)\ue000/g, (_, index: string) => kept[Number(index)] ?? "");
    return shown === text ? text : show(shown);
  };
  const clauses = hidden
    .split(boundary)
    .map((clause) => show(clause).trim())
    .filter((clause) => clause !== "");
  // “In the handbook, replace …”: a place is no request of its own.
  const joinedUp: string[] = [];
  for (const clause of clauses) {
    const before = joinedUp.at(-1);
    if (before !== undefined && /^(?:in|for|from|on|at|within)\b/i.test(before))
      joinedUp[joinedUp.length - 1] = `${before}, ${clause}`;
    else joinedUp.push(clause);
  }
  return joinedUp;
}
