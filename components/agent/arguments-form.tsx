"use client";

import { PlusIcon, XIcon } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { argumentWords } from "./agent-words";
import { type Json, withArgument } from "./flat-arguments";

interface ArgumentsFormProps {
  value: Json;
  onChange: (value: Json) => void;
}

/** A form made from the arguments themselves: a field for each value, in the order they came. */
export function ArgumentsForm({ value, onChange }: ArgumentsFormProps) {
  return (
    <div className="grid gap-4">
      <Fields value={value} path={[]} onLeaf={(path, leaf) => onChange(withArgument(value, path, leaf))} />
    </div>
  );
}

interface FieldsProps {
  value: Json;
  path: string[];
  onLeaf: (path: string[], leaf: Json) => void;
}

function Fields({ value, path, onLeaf }: FieldsProps) {
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return <Words items={value} path={path} onLeaf={onLeaf} />;
  if (value !== null && typeof value === "object") {
    return inReadingOrder(Object.entries(value)).map(([key, inner]) => (
      <Fields key={key} value={inner} path={[...path, key]} onLeaf={onLeaf} />
    ));
  }
  return <Leaf value={value} path={path} onLeaf={onLeaf} />;
}

const firstOnes = ["title", "target", "document_id", "document_ids", "source", "text", "edits", "body"];

/** The database keeps no order of names: those by which a thing is known come first, lists of tags last. */
function inReadingOrder<Value>(entries: [string, Value][]): [string, Value][] {
  const place = ([name]: [string, Value]) =>
    firstOnes.includes(name) ? firstOnes.indexOf(name) : firstOnes.length;
  return entries.toSorted((a, b) => place(a) - place(b));
}

function Leaf({ value, path, onLeaf }: FieldsProps) {
  const id = useId();
  const label = argumentWords(path.join("."));
  if (typeof value === "boolean") {
    return (
      <div className="flex items-center gap-2.5">
        <Checkbox id={id} checked={value} onCheckedChange={(on) => onLeaf(path, on === true)} />
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
      </div>
    );
  }
  const text = value === null ? "" : String(value);
  const isNumber = typeof value === "number";
  const isLong =
    text.length > 80 || text.includes("\n") || /(^|\.)(text|replace|find|body)$/.test(path.join("."));
  return (
    <Field id={id} label={label}>
      {isLong ? (
        <Textarea
          id={id}
          className="max-h-80"
          value={text}
          onChange={(event) => onLeaf(path, event.target.value)}
        />
      ) : (
        <Input
          id={id}
          type={isNumber ? "number" : "text"}
          step="any"
          value={text}
          onChange={(event) =>
            onLeaf(
              path,
              isNumber && event.target.value !== "" ? Number(event.target.value) : event.target.value,
            )
          }
        />
      )}
    </Field>
  );
}

function Words({ items, path, onLeaf }: { items: string[] } & Omit<FieldsProps, "value">) {
  const id = useId();
  const label = argumentWords(path.join("."));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      {items.length === 0 && <p className="text-muted text-sm">None.</p>}
      {items.map((item, index) => (
        // Lines have no name of their own; their place is what tells them apart.
        <div key={index} className="flex gap-2">
          <Input
            id={`${id}${index}`}
            aria-label={`${label}, ${index + 1}`}
            value={item}
            onChange={(event) => onLeaf([...path, String(index)], event.target.value)}
          />
          <Button
            tone="quiet"
            square
            aria-label={`Take out ${label}, ${index + 1}`}
            onClick={() => onLeaf(path, items.toSpliced(index, 1))}
          >
            <XIcon aria-hidden />
          </Button>
        </div>
      ))}
      <Button size="sm" className="justify-self-start" onClick={() => onLeaf(path, [...items, ""])}>
        <PlusIcon aria-hidden />
        Add one
      </Button>
    </fieldset>
  );
}
