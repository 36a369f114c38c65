import Link from "next/link";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { fieldStyles } from "@/components/ui/input";
import type { EvalRun, RunLine } from "@/lib/evals/schema";

type Named = Pick<EvalRun, "id" | "config_name" | "created_at" | "commit">;

/** Which two runs are compared: a form of the address. */
export function RunPick({ runs, a, b }: { runs: RunLine[]; a: Named; b: Named }) {
  const sides = [
    { name: "a", label: "From", run: a },
    { name: "b", label: "To", run: b },
  ];
  return (
    <form
      action="/evals/compare"
      className="grid items-end gap-3 rounded-lg border bg-surface p-4 shadow-card md:grid-cols-[1fr_1fr_auto]"
    >
      {sides.map(({ name, label, run }) => (
        <div key={`${name} ${run.id}`} className="grid min-w-0 gap-1.5">
          <label htmlFor={`side-${name}`} className="font-medium text-sm">
            {label}
          </label>
          <select
            id={`side-${name}`}
            name={name}
            defaultValue={run.id}
            className={classNames(fieldStyles, "h-9 min-w-0 cursor-pointer px-2.5")}
          >
            {(runs.some(({ id }) => id === run.id) ? runs : [run, ...runs]).map((option) => (
              <option key={option.id} value={option.id}>
                {wordsOf(option)}
              </option>
            ))}
          </select>
          <Link
            href={`/evals/runs/${encodeURIComponent(run.id)}`}
            className="justify-self-start text-muted text-sm underline underline-offset-3"
          >
            Open this run
          </Link>
        </div>
      ))}
      <Button type="submit" className="md:mb-6.5">
        Compare
      </Button>
    </form>
  );
}

function wordsOf({ config_name, created_at, commit }: Named): string {
  const at = created_at.slice(0, 16).replace("T", " ");
  return `${config_name}, ${at} UTC${commit ? `, ${commit.slice(0, 7)}` : ""}`;
}
