const longest = 70;

/** A conversation's title: its first question, cut at a word. */
export function titleOf(question: string): string {
  const text = question.replace(/\s+/g, " ").trim();
  const plain = text.replace(/^(?:hi|hello|hey|hallo|good morning|please)[,!.]?\s+(?=\S)/i, "");
  const title = plain.slice(0, 1).toUpperCase() + plain.slice(1);
  if (title.length <= longest) return title;
  const cut = title.slice(0, longest);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > longest / 2 ? space : longest).replace(/[\s,;:.–-]+$/u, "")}…`;
}
