import { Kbd } from "@/components/ui/kbd";

const keys = [
  ["J", "next"],
  ["K", "previous"],
  ["A", "approve"],
  ["E", "edit"],
  ["D", "deny"],
] as const;

/** What the keys of the inbox do, always in sight where there is a keyboard. */
export function KeyboardHelp() {
  return (
    <p className="hidden flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs md:flex">
      {keys.map(([key, does]) => (
        <span key={key} className="inline-flex items-center gap-1">
          <Kbd>{key}</Kbd> {does}
        </span>
      ))}
    </p>
  );
}
