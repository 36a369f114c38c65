// Where something could be sent or fetched: web and mail addresses, images, links. Text that comes from a model or a
// document may name one only if its proof does, and it is never more than text.

const endings =
  "com|org|net|io|co|ai|app|dev|info|biz|xyz|example|test|invalid|edu|gov|int|me|tv|cc|ly|link|site|online|shop|store|tech|cloud|top|club|live|news|pro|ru|cn|uk|de|fr|es|it|nl|eu|us|ca|au|in|jp|br|ch|at|be|se|no|dk|fi|pl|cz|onion|zip|click|work|page|space|website|fun|gg|to|sh|so";
const address = new RegExp(
  [
    // any scheme, also `javascript:` and `data:`
    "\\b(?:[a-z][a-z0-9+.-]{1,20}:\\/\\/|(?:javascript|data|mailto|vbscript|file|blob|tel|sms):)[^\\s<>\"'`)\\]}]+",
    // protocol-relative
    "(?<![:\\w/])\\/\\/[\\w-]+(?:\\.[\\w-]+)+[^\\s<>\"'`)\\]}]*",
    "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+",
    "\\bwww\\.[\\w-]+(?:\\.[\\w-]+)+[^\\s<>\"'`)\\]}]*",
    `\\b(?:[a-z0-9-]+\\.)+(?:${endings})\\b(?:[/?#:][^\\s<>"'\`)\\]}]*)?`,
    "\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?(?:\\/[^\\s<>\"'`)\\]}]*)?",
  ].join("|"),
  "giu",
);

/** Every address in `text`, in small letters and without the punctuation behind it. */
export function addressesIn(text: string): string[] {
  if (!/[.:@]/.test(text)) return [];
  return [...text.matchAll(address)].map(([match]) => match.toLowerCase().replace(/[.,;:!?*_~]+$/, ""));
}

/** The addresses of `text` that none of `proofs` holds as a whole. */
export function foreignAddresses(text: string, proofs: string[]): string[] {
  const known = new Set(proofs.flatMap(addressesIn));
  return addressesIn(text).filter((one) => !known.has(one));
}

/**
 * `text` with the marks of Markdown and HTML that fetch or link replaced by what they show: an image by its
 * description, a link by its words, a tag by nothing. Addresses that are written out stay text.
 */
export function withoutLinks(text: string): string {
  if (!/[[<!]/.test(text)) return text;
  return text
    .replace(/!\[([^\]]*)\]\s?(?:\([^)]*\)?|\[[^\]]*\])/g, "$1")
    .replace(/\[([^\]]+)\]\(\s*[^)]*\)?/g, "$1")
    .replace(/^\s*\[[^\]]+\]:\s*\S+.*$/gm, "")
    .replace(/<(?:https?:|mailto:|ftp:)([^>\s]*)>/gi, (link) => link.slice(1, -1))
    .replace(
      /<\/?(?:img|a|iframe|script|style|link|meta|object|embed|video|audio|source|svg|form|input|base|body|picture|div|span|p|br)\b[^>]*>?/gi,
      "",
    );
}
