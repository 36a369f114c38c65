"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Source } from "@/lib/sources/schema";
import { SourceField } from "./source-field";
import { TagInput } from "./tag-input";

/** What is said of a document beside its title and text. */
export interface DocumentFieldValues {
  /** Name of a source. */
  source: string;
  tags: string[];
  /** `YYYY-MM-DD`, or empty. */
  effectiveDate: string;
}

interface DocumentFieldsProps {
  /** Before the id of each field: `${id}-source`, `${id}-date`, `${id}-tags`. */
  id: string;
  value: DocumentFieldValues;
  sources: Source[];
  /** Tags that are in use already. */
  tags: string[];
  onChange: (value: DocumentFieldValues) => void;
  hints?: { date?: string; tags?: string };
}

/** Source, date and tags of a document that is uploaded, written or edited. */
export function DocumentFields({ id, value, sources, tags, onChange, hints = {} }: DocumentFieldsProps) {
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SourceField
          id={`${id}-source`}
          value={value.source}
          sources={sources}
          hint="Who may read a document is decided by its source."
          onValueChange={(source) => onChange({ ...value, source })}
        />
        <Field id={`${id}-date`} label="In force since" hint={hints.date}>
          <Input
            id={`${id}-date`}
            type="date"
            aria-describedby={hints.date ? `${id}-date-note` : undefined}
            value={value.effectiveDate}
            onChange={(event) => onChange({ ...value, effectiveDate: event.target.value })}
          />
        </Field>
      </div>
      <Field id={`${id}-tags`} label="Tags" hint={hints.tags}>
        <TagInput
          id={`${id}-tags`}
          value={value.tags}
          suggestions={tags}
          onValueChange={(own) => onChange({ ...value, tags: own })}
        />
      </Field>
    </>
  );
}
