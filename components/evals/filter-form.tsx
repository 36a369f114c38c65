"use client";

import { XIcon } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { fieldStyles } from "@/components/ui/input";
import { SearchInput } from "@/components/ui/search-input";
import { type Address, hrefWith } from "./address";

export interface Filter {
  name: string;
  label: string;
  /** Said where nothing is chosen. */
  all: string;
  options: { value: string; label: string }[];
}

interface FilterFormProps {
  /** What is filtered, for a screen reader. */
  label: string;
  path: string;
  address: Address;
  filters: Filter[];
  /** Placeholder of the search for words; left out, there is none. */
  search?: string;
  /** Names of the address that stay whatever is filtered. */
  keep: string[];
}

const typingMs = 300;

/** Filters of a list. It is a plain form of the address, so it also works where no script runs. */
export function FilterForm({ label, path, address, filters, search, keep }: FilterFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const submit = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => form.current?.requestSubmit(), afterMs);
  };
  const names = [...filters.map(({ name }) => name), "q"];
  const active = names.some((name) => address[name]);
  const state = new URLSearchParams(address).toString();
  return (
    <search aria-label={label}>
      <Form
        ref={form}
        action={path}
        scroll={false}
        replace
        className="grid grid-cols-2 items-center gap-2 md:flex md:flex-wrap"
      >
        {keep.map((name) =>
          address[name] ? <input key={name} type="hidden" name={name} value={address[name]} /> : null,
        )}
        {search !== undefined && (
          <SearchInput
            name="q"
            aria-label={search}
            placeholder={search}
            defaultValue={address.q ?? ""}
            maxLength={200}
            className="col-span-2 md:w-64"
            onChange={() => submit(typingMs)}
          />
        )}
        {filters.map((filter) => (
          <select
            // A list that was gone to otherwise, by going back for example, shows what its address says.
            key={`${filter.name} ${state.includes(`${filter.name}=`) ? address[filter.name] : ""}`}
            name={filter.name}
            aria-label={filter.label}
            defaultValue={address[filter.name] ?? ""}
            onChange={() => submit(0)}
            className={classNames(fieldStyles, "h-9 min-w-0 cursor-pointer px-2.5 md:w-auto md:max-w-48")}
          >
            <option value="">{filter.all}</option>
            {filter.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        ))}
        <noscript>
          <button type="submit">Show</button>
        </noscript>
        {active && (
          <Link
            href={hrefWith(path, address, Object.fromEntries(names.map((name) => [name, undefined])))}
            scroll={false}
            className="inline-flex h-9 items-center gap-1.5 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink"
          >
            <XIcon aria-hidden className="size-4" />
            Clear
          </Link>
        )}
      </Form>
    </search>
  );
}
