"use client";

import { useId, useState } from "react";
import { toolWords } from "@/components/agent/agent-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AuditFilter } from "./audit-search";

const fields = [
  { name: "text", label: "Text", hint: "words in the entry" },
  { name: "actor", label: "Person or key", hint: "name or id" },
  { name: "action", label: "Action", hint: "approval, or approval.decided" },
  { name: "document_id", label: "Document", hint: "its id" },
  { name: "trace_id", label: "Trace id", hint: "of one request" },
] as const;
const anything = "any";

/** What of the log is shown; searched when it is sent, so that nothing jumps while one writes. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}) {
  const id = useId();
  const [draft, setDraft] = useState(filter);
  const set = (part: AuditFilter) => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      aria-label="Search the log"
      className="grid gap-3 rounded-lg border bg-surface px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(draft);
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(({ name, label, hint }) => (
          <Field key={name} id={`${id}${name}`} label={label}>
            <Input
              id={`${id}${name}`}
              placeholder={hint}
              maxLength={100}
              value={draft[name] ?? ""}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          </Field>
        ))}
        <Field id={`${id}tool`} label="Tool">
          <Select
            id={`${id}tool`}
            label="Tool"
            className="w-full"
            value={draft.tool || anything}
            options={[
              { value: anything, label: "Any tool" },
              ...Object.entries(toolWords).map(([value, label]) => ({ value, label })),
            ]}
            onValueChange={(tool) => set({ tool: tool === anything ? "" : tool })}
          />
        </Field>
        <Field id={`${id}from`} label="From day">
          <Input
            id={`${id}from`}
            type="date"
            value={draft.from ?? ""}
            onChange={(event) => set({ from: event.target.value })}
          />
        </Field>
        <Field id={`${id}to`} label="To day">
          <Input
            id={`${id}to`}
            type="date"
            value={draft.to ?? ""}
            onChange={(event) => set({ to: event.target.value })}
          />
        </Field>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary">
          Search
        </Button>
        <Button
          onClick={() => {
            setDraft({});
            onChange({});
          }}
        >
          Show all
        </Button>
      </div>
    </form>
  );
}
