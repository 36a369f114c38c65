/** A line that is more likely part of a program than of prose. */
const codeLine =
  /^\s{2,}\S|[{}();=<>[\]\\]\s*$|^\s*(?:import|from|def|class|const|let|var|function|for|while|if|elif|else|try|except|finally|with|return|await|print|#|\/\/|\$|>|@|<|}|\)|sudo|curl|wget|pip|npm|select|insert|update|delete|drop)\b.*[({:=;"'/<>-]|^\s*[\w.]+\s*=\s*\S|\w\(.*\)|^\s*[)\]}]+[,;]?\s*$|^\s*(?:import|from)\s+\w|^\s*[#$]\s/i;

/**
 * Where what an order brings along ends: the code block or quoted lines that follow a sentence which announces them;
 * the sentence's own end where it announces none. UTF-16 index.
 */
export function payloadEnd(text: string, sentence: { start: number; end: number }): number {
  const own = text.slice(sentence.start, sentence.end);
  const openFence = (own.match(/```/g)?.length ?? 0) % 2 === 1;
  if (openFence) return closing(text, sentence.end);
  const rest = text.slice(sentence.end);
  const gap = /^[\s*_>]*/.exec(rest)?.[0].length ?? 0;
  if (rest.startsWith("```", gap)) return closing(text, sentence.end + gap + 3);
  if (!/:\W*$/.test(own)) return sentence.end;
  return sentence.end + announced(rest);
}

function closing(text: string, from: number): number {
  const fence = text.indexOf("```", from);
  return fence === -1 ? text.length : fence + 3;
}

/** How much of `rest` is what a colon announced: code lines, or the one paragraph behind it. */
function announced(rest: string): number {
  let end = 0;
  let at = 0;
  let taken = 0;
  for (const line of rest.split("\n")) {
    const next = at + line.length + 1;
    if (line.trim() !== "") {
      if (taken > 0 && !codeLine.test(line)) break;
      taken += 1;
      end = Math.min(next - 1, rest.length);
      if (!codeLine.test(line)) break;
    }
    at = next;
  }
  return end;
}
