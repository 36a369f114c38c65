/**
 * A passage's text for a place that already names its document and section: without the lines at its beginning
 * that only repeat them.
 */
export function snippetOf(passage: { text: string; title: string; section: string[] }): string {
  const named = new Set([passage.title, ...passage.section].map((name) => name.trim()));
  const lines = passage.text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "" && !named.has(line.trim()));
  return first < 0 ? passage.text : lines.slice(first).join("\n");
}
