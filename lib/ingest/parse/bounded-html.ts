import { Tokenizer } from "htmlparser2";
import { parseHTML } from "linkedom";

/** Pages that people write stay below a hundred; the tree's own cost grows with the square of its depth. */
const maxDepth = 500;

const empty = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** Their content is not read as tags, and must not become text: they are leaves, and stay. */
const raw = new Set(["script", "style", "title", "textarea"]);
const inline = new Set(
  "a abbr b bdi bdo cite code em font i kbd mark q s samp small span strong sub sup u".split(" "),
);
const closesParagraph = new Set(
  "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);
const impliedEnds: Record<string, string[]> = {
  li: ["li"],
  dt: ["dt", "dd"],
  dd: ["dt", "dd"],
  tr: ["tr", "th", "td"],
  th: ["th", "td"],
  td: ["th", "td"],
  tbody: ["tr", "th", "td", "thead", "tbody"],
  option: ["option"],
};

/** The tree of an HTML text of any depth: what stands deeper than 500 elements is kept as text there. */
export function parseBoundedHtml(html: string): Document {
  return parseHTML(withoutDeepTags(html)).document;
}

/** The same HTML without the tags below the limit; their text stays. Linear in the length of `html`. */
export function withoutDeepTags(html: string, limit = maxDepth): string {
  const open: string[] = [];
  /** Names of the open elements that were left out, with how often each is open. */
  const dropped = new Map<string, number>();
  const kept: string[] = [];
  let keptTo = 0;
  let dropFrom = -1;
  const drop = (from: number, to: number, name: string) => {
    kept.push(html.slice(keptTo, from), inline.has(name) ? "" : " ");
    keptTo = Math.max(keptTo, to);
  };
  const endOfTag = (end: number) => {
    if (dropFrom < 0) return;
    drop(dropFrom, end + 1, nameAt(html, dropFrom + 1));
    dropFrom = -1;
  };
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname(start, end) {
        const name = html.slice(start, end).toLowerCase();
        if (empty.has(name) || raw.has(name)) return;
        const ended = impliedEnds[name] ?? (closesParagraph.has(name) ? ["p"] : []);
        while (ended.includes(open.at(-1) ?? "")) {
          open.pop();
          dropped.clear();
        }
        if (open.length < limit) {
          open.push(name);
          return;
        }
        dropped.set(name, (dropped.get(name) ?? 0) + 1);
        dropFrom = start - 1;
      },
      onopentagend: endOfTag,
      onselfclosingtag: endOfTag,
      onclosetag(start, end) {
        const name = html.slice(start, end).toLowerCase();
        const times = dropped.get(name);
        if (times) {
          if (times === 1) dropped.delete(name);
          else dropped.set(name, times - 1);
          const close = html.indexOf(">", end);
          drop(start - 2, close < 0 ? html.length : close + 1, name);
          return;
        }
        const index = open.lastIndexOf(name);
        if (index < 0) return;
        open.length = index;
        dropped.clear();
      },
      onattribdata() {},
      onattribentity() {},
      onattribend() {},
      onattribname() {},
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onend() {},
      onprocessinginstruction() {},
      ontext() {},
      ontextentity() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  if (kept.length === 0) return html;
  kept.push(html.slice(keptTo));
  return kept.join("");
}

function nameAt(html: string, index: number): string {
  return /^[^\s/>]*/.exec(html.slice(index, index + 40))?.[0].toLowerCase() ?? "";
}
