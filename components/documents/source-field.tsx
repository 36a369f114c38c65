"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Source } from "@/lib/sources/schema";

interface SourceFieldProps {
  id: string;
  /** Name of a source. */
  value: string;
  sources: Source[];
  onValueChange: (name: string) => void;
  hint?: string;
}

const newSource = "\u0000new";
/** Where a document goes when nobody says where. */
export const generalSource = "General";

/** A source that is there, or the name of a new one. */
export function SourceField({ id, value, sources, onValueChange, hint }: SourceFieldProps) {
  const names = sourceNames(sources);
  const [isNew, setIsNew] = useState(value !== "" && !names.includes(value));
  return (
    <div className="grid gap-2">
      <Field id={id} label="Source" hint={isNew ? undefined : hint}>
        <Select
          id={id}
          label="Source"
          value={isNew ? newSource : value}
          options={[
            ...names.map((name) => ({ value: name, label: name })),
            { value: newSource, label: "New source…" },
          ]}
          onValueChange={(next) => {
            setIsNew(next === newSource);
            onValueChange(next === newSource ? "" : next);
          }}
          className="w-full"
        />
      </Field>
      {isNew && (
        <Input
          // The field appears because a new source was asked for: its name is what is written next.
          autoFocus
          aria-label="Name of the new source"
          placeholder="Name of the new source"
          maxLength={100}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
    </div>
  );
}

/** Names to choose from: what is there, and the general one, which is made when it is first used. */
export function sourceNames(sources: Source[]): string[] {
  const names = sources.map((source) => source.name);
  return names.includes(generalSource) ? names : [generalSource, ...names];
}
