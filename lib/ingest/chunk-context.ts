/** What stands between the parts of a context. */
const step = " > ";

/**
 * Builds the context of chunks: title and section path on the first line, the table's header row on the second.
 * Kept within a third of a chunk: the title and the innermost headings are what is kept of a long path.
 */
export class ContextBuilder {
  private readonly maxTokens: number;
  private readonly title: string;
  private readonly counts = new Map<string, { text: string; tokens: number }>();

  constructor(
    private readonly options: { title: string; maxTokens: number; countTokens: (text: string) => number },
  ) {
    this.maxTokens = Math.floor(options.maxTokens / 3);
    this.title = this.shorten(options.title, Math.floor(this.maxTokens / 2));
  }

  build(section: string[], header: string | undefined): { text: string; tokens: number } {
    const key = `${section.join("\n")}\n\n${header ?? ""}`;
    const known = this.counts.get(key);
    if (known) return known;
    const text = this.compose(section, header);
    const built = { text, tokens: this.options.countTokens(text) };
    if (this.counts.size > 500) this.counts.clear();
    this.counts.set(key, built);
    return built;
  }

  private compose(section: string[], header: string | undefined): string {
    const headings = sameText(section[0], this.title) ? section.slice(1) : section;
    let left = this.maxTokens - this.options.countTokens(this.title);
    let headerLine = "";
    if (header) {
      headerLine = this.shorten(header, Math.floor(this.maxTokens / 2));
      left -= this.options.countTokens(headerLine);
    }
    const kept: string[] = [];
    for (const heading of [...headings].reverse()) {
      const part = kept.length === 0 ? this.shorten(heading, Math.max(8, left)) : heading;
      const tokens = this.options.countTokens(step + part);
      if (tokens > left && kept.length > 0) break;
      kept.unshift(part);
      left -= tokens;
    }
    const path = [this.title, ...kept].filter(Boolean).join(step);
    return headerLine ? `${path}\n${headerLine}` : path;
  }

  private shorten(text: string, maxTokens: number): string {
    const flat = text
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, maxTokens * 12);
    if (this.options.countTokens(flat) <= maxTokens) return flat;
    const words = flat.split(" ");
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.options.countTokens(words.slice(0, middle).join(" ")) <= maxTokens) low = middle;
      else high = middle - 1;
    }
    return words.slice(0, low).join(" ");
  }
}

function sameText(a: string | undefined, b: string): boolean {
  return a !== undefined && a.replace(/\s+/g, " ").trim().toLowerCase() === b.toLowerCase();
}
