import { diffWordsWithSpace } from "diff";
import { argumentWords } from "./agent-words";
import { DiffText } from "./diff-text";
import { flatArguments } from "./flat-arguments";

/** What was asked for against what was made of it, argument by argument; only those that differ. */
export function ArgumentsDiff({ asked, edited }: { asked: unknown; edited: unknown }) {
  const before = flatArguments(asked);
  const after = flatArguments(edited);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  if (changed.length === 0) return <p className="text-muted">Nothing differs from what was asked for.</p>;
  return (
    <dl className="grid gap-4">
      {changed.map((path) => (
        <div key={path} className="grid gap-1">
          <dt className="font-medium text-sm">{argumentWords(path)}</dt>
          <dd>
            <DiffText
              className="quoted whitespace-pre-wrap rounded-md bg-paper px-3.5 py-2.5 [overflow-wrap:anywhere]"
              parts={wordParts(before.get(path) ?? "", after.get(path) ?? "")}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function wordParts(old: string, now: string) {
  const whole = [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ];
  const words = diffWordsWithSpace(old, now, { maxEditLength: 3000 }) ?? whole;
  // Two texts with no word in common are read one after the other, not interleaved at their spaces.
  const common = words.some(({ value, added, removed }) => !added && !removed && /\S/.test(value));
  return (common ? words : whole)
    .filter(({ value }) => value !== "")
    .map(({ value, added, removed }) => ({
      kind: added ? ("added" as const) : removed ? ("removed" as const) : ("same" as const),
      text: value,
    }));
}
