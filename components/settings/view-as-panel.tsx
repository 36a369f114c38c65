"use client";

import { useState } from "react";
import { plural } from "@/components/ui/plural";
import { Select } from "@/components/ui/select";
import type { User } from "@/lib/auth/schema";
import type { ViewAs } from "@/lib/sources/schema";
import { Loaded } from "./loaded";

/** What one person sees, by titles: never what is written in them. */
export function ViewAsPanel({ people }: { people: User[] }) {
  const [chosen, setChosen] = useState("");
  if (people.length === 0) return null;
  return (
    <section aria-labelledby="view-as" className="grid gap-3">
      <h2 id="view-as" className="font-semibold text-lg">
        View as
      </h2>
      <p className="text-muted">What a person can see, by titles. Each look is written into the audit log.</p>
      <Select
        label="Person"
        showLabel
        className="justify-self-start"
        value={chosen}
        options={people.map(({ id, name, email }) => ({ value: id, label: name || email || id }))}
        onValueChange={setChosen}
      />
      {chosen && (
        <Loaded<ViewAs>
          path={`/api/sources/view-as?${new URLSearchParams({ user_id: chosen, limit: "200" })}`}
        >
          {(view) => (
            <div className="grid gap-3">
              <p>
                {plural(view.document_count, "document")} in {plural(view.sources.length, "source")}
              </p>
              <ul className="divide-y rounded-lg border">
                {view.documents.map((document) => (
                  <li key={document.id} className="flex gap-4 px-4 py-2">
                    <span className="min-w-0 flex-1 truncate">{document.title}</span>
                    <span className="text-muted text-sm">{document.source.name}</span>
                  </li>
                ))}
              </ul>
              {view.next_cursor && <p className="text-muted text-sm">The first 200 are shown.</p>}
            </div>
          )}
        </Loaded>
      )}
    </section>
  );
}
