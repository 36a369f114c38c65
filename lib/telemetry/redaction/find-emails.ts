import type { Findings } from "./findings";

const localCharacter = /[\p{L}\p{N}._%+\-'!#$&*=?^{|}~]/u;
const domainCharacter = /[\p{L}\p{N}.-]/u;
/** Endings of files that are nobody's top-level domain: `logo@2x.png`. */
const fileEnding =
  /^(?:png|jpe?g|gif|svg|webp|avif|ico|css|scss|less|[cm]?jsx?|[cm]?tsx?|json|ya?ml|xml|html?|txt|log|map|woff2?|ttf|otf|pdf|docx?|xlsx?|pptx?|csv|tar|gz|tgz|jar|whl|lock|toml|ini|conf|cfg|exe|dll|bin|latest|next|beta|alpha|canary|x)$/i;
const written =
  /([\p{L}\p{N}._%+-]{1,64})\s?(?:\[at\]|\(at\)|\{at\})\s?((?:[\p{L}\p{N}-]{1,63}\s?(?:\.|\[dot\]|\(dot\)|\{dot\})\s?){1,5}\p{L}{2,24})/giu;

/** E-mail addresses: at each @, what may stand before it and a domain with a dot after it. */
export function findEmails(found: Findings): void {
  const { text } = found;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const start = localStart(text, at);
    const end = domainEnd(text, at);
    if (start < at && end > at && !isRemote(text, start, at, end)) found.add(start, end, "email");
  }
  if (/[[({](?:at)[\])}]/i.test(text))
    for (const match of text.matchAll(written))
      found.add(match.index, match.index + match[0].length, "email");
}

function localStart(text: string, at: number): number {
  if (text[at - 1] === '"') {
    const quote = text.lastIndexOf('"', at - 2);
    if (quote !== -1 && at - quote <= 66 && at - quote > 2 && !text.slice(quote, at).includes("@"))
      return quote;
  }
  let start = at;
  while (start > 0 && at - start < 64 && localCharacter.test(text[start - 1] ?? "")) start -= 1;
  // Of `key=ada@example.com` and `?mail=ada@example.com` only what follows the sign is the address.
  const sign = text.slice(start, at).search(/[=?&'{|](?!.*[=?&'{|])/);
  if (sign !== -1 && start + sign + 1 < at) start += sign + 1;
  while (start < at && /[.\-&?=']/.test(text[start] ?? "")) start += 1;
  return /[\p{L}\p{N}]/u.test(text.slice(start, at)) ? start : at;
}

function domainEnd(text: string, at: number): number {
  const literal = /^\[(?:ipv6:)?[0-9a-f.:]{3,45}\]/i.exec(text.slice(at + 1, at + 60));
  if (literal) return at + 1 + literal[0].length;
  let end = at + 1;
  while (end < text.length && end - at < 254 && domainCharacter.test(text[end] ?? "")) end += 1;
  while (end > at + 1 && /[.-]/.test(text[end - 1] ?? "")) end -= 1;
  const labels = text.slice(at + 1, end).split(".");
  const top = labels.at(-1) ?? "";
  const isDomain =
    labels.length > 1 &&
    labels.every((label) => label.length > 0 && label.length < 64 && !/^-|-$/.test(label)) &&
    (/^\p{L}{2,24}$/u.test(top) || /^xn--[a-z0-9-]{2,}$/i.test(top)) &&
    !fileEnding.test(top);
  return isDomain ? end : at;
}

/** `git@host.org:group/project.git` and `package@name.tag` name code, not people. */
function isRemote(text: string, start: number, at: number, end: number): boolean {
  const local = text.slice(start, at);
  return (local === "git" || local === "hg") && /^[:/][\w~.-]/.test(text.slice(end, end + 2));
}
