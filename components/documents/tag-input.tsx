"use client";

import { XIcon } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { fieldStyles } from "@/components/ui/input";

interface TagInputProps {
  id: string;
  value: string[];
  /** Tags that are in use already. */
  suggestions: string[];
  onValueChange: (tags: string[]) => void;
  /** Submits what was typed and not yet ended when the field is left. */
  placeholder?: string;
}

/** Tags as tokens: Enter or a comma ends one, Backspace takes the last one back. */
export function TagInput({
  id,
  value,
  suggestions,
  onValueChange,
  placeholder = "Add a tag",
}: TagInputProps) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();

  const add = (raw: string) => {
    const tag = raw.trim().slice(0, 60);
    setText("");
    if (tag && !value.some((other) => other.toLowerCase() === tag.toLowerCase()))
      onValueChange([...value, tag]);
  };
  const remove = (tag: string) => {
    onValueChange(value.filter((other) => other !== tag));
    input.current?.focus();
  };

  return (
    <div
      className={classNames(
        fieldStyles,
        "flex min-h-9 flex-wrap items-center gap-1 px-1.5 py-1 focus-within:outline-2 focus-within:outline-accent",
      )}
    >
      {value.map((tag) => (
        <Badge key={tag} className="pr-0.5">
          <span className="truncate">{tag}</span>
          <button
            type="button"
            aria-label={`Remove the tag ${tag}`}
            className="hit-area grid size-4.5 place-items-center rounded-xs hover:bg-press"
            onClick={() => remove(tag)}
          >
            <XIcon aria-hidden className="size-3!" />
          </button>
        </Badge>
      ))}
      <input
        ref={input}
        id={id}
        list={listId}
        value={text}
        placeholder={value.length === 0 ? placeholder : undefined}
        className="h-6.5 min-w-24 flex-1 bg-transparent px-1.5 outline-none placeholder:text-muted"
        onChange={(event) => {
          const next = event.target.value;
          if (next.includes(",")) add(next.replaceAll(",", " "));
          else setText(next);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && text.trim()) {
            event.preventDefault();
            add(text);
          } else if (event.key === "Backspace" && text === "") {
            onValueChange(value.slice(0, -1));
          }
        }}
        onBlur={() => add(text)}
      />
      <datalist id={listId}>
        {suggestions
          .filter((tag) => !value.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  );
}
