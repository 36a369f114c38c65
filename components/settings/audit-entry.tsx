import { ChevronRightIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { toolWords } from "@/components/agent/agent-words";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import { Scrolling } from "@/components/ui/scrolling";
import type { AuditRecord } from "@/lib/audit/schema";

/** One entry: who did what and when; opened, everything that was kept of it. */
export function AuditEntry({ entry }: { entry: AuditRecord }) {
  const { actor, target } = entry;
  const subject = target?.name ?? target?.id;
  return (
    <li>
      <details className="group">
        <summary className="flex items-start gap-2.5 px-4 py-2.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRightIcon
            aria-hidden
            className="mt-0.75 size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
          />
          <span className="grid min-w-0 flex-1 gap-0.5">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{inWords(entry.action)}</span>
              {entry.decision && <Badge>{entry.decision.replaceAll("_", " ")}</Badge>}
              {entry.hidden && <Badge tone="outline">content hidden</Badge>}
            </span>
            <span className="truncate text-muted text-sm">
              {actor.name || actor.kind}
              {actor.key_id && ", with a key"}
              {entry.tool && ` · ${toolWords[entry.tool as keyof typeof toolWords] ?? entry.tool}`}
              {subject && ` · ${subject}`}
            </span>
          </span>
          <span className="grid shrink-0 justify-items-end text-muted text-xs">
            <LocalTime value={entry.at} style="full" />
            <span className="figures">no. {entry.seq}</span>
          </span>
        </summary>
        <div className="grid gap-3 px-4 pt-1 pb-4 sm:pl-10">
          {entry.hidden && (
            <p className="text-pretty text-muted">
              It stands on documents that you may not read. Who, what and when are shown; what was given, what
              came of it and the name of the target are not.
            </p>
          )}
          <dl className="grid gap-1.5 text-sm">
            <Fact name="Action">
              <code className="font-mono">{entry.action}</code>
            </Fact>
            <Fact name="By">
              {actor.name || actor.kind} <code className="font-mono">{actor.id}</code>
              {actor.key_id && (
                <>
                  {" "}
                  with key <code className="font-mono">{actor.key_id}</code>
                </>
              )}
            </Fact>
            {entry.on_behalf_of && (
              <Fact name="For">
                <code className="font-mono">{entry.on_behalf_of}</code>
              </Fact>
            )}
            {target && (
              <Fact name="Target">
                {target.kind}{" "}
                {target.kind === "approval" ? (
                  <Link
                    href={`/agent/inbox/${target.id}`}
                    className="rounded-xs text-accent underline underline-offset-3"
                  >
                    {target.id}
                  </Link>
                ) : (
                  <code className="font-mono">{target.id}</code>
                )}
              </Fact>
            )}
            {entry.document_ids.length > 0 && (
              <Fact name="Documents">
                {entry.document_ids.map((id) => (
                  <Link
                    key={id}
                    href={`/documents/${id}`}
                    className="mr-2 rounded-xs text-accent underline underline-offset-3"
                  >
                    {id}
                  </Link>
                ))}
              </Fact>
            )}
            <Fact name="Request">
              <code className="font-mono">{entry.request_id}</code>
            </Fact>
            <Fact name="Trace">
              <code className="font-mono">{entry.trace_id}</code>
            </Fact>
            <Fact name="Hash">
              <code className="break-all font-mono">{entry.hash}</code>
            </Fact>
          </dl>
          <Kept name="Given" value={entry.inputs} />
          <Kept name="Came of it" value={entry.outputs} />
        </div>
      </details>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[7rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Kept({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <div>
      <p className="text-muted text-sm">{name}</p>
      <Scrolling label={name} className="mt-1 max-h-80 rounded-md bg-sunken px-3 py-2.5">
        <pre className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
          {JSON.stringify(value, null, 2)}
        </pre>
      </Scrolling>
    </div>
  );
}

/** `approval.decided` as "Approval decided". */
function inWords(action: string): string {
  const words = action.replaceAll(".", " ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
