"use client";

import { useId, useState } from "react";
import { pathOf, paths } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { plural } from "@/components/ui/plural";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Group } from "@/lib/auth/schema";
import { Loaded } from "./loaded";

/** Groups: made and deleted here; who is in one is set beside each person. */
export function GroupsSection() {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [name, setName] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Loaded<{ data: Group[] }> path={paths.groups}>
      {({ data }, reload) => (
        <div className="grid gap-8">
          <ProblemNotice problem={problem} />
          {data.length === 0 ? (
            <p className="text-muted">There is no group yet.</p>
          ) : (
            <ul className="divide-y rounded-lg border">
              {data.map((group) => (
                <li key={group.id} className="flex flex-wrap items-center gap-4 px-4 py-3">
                  <p className="min-w-0 flex-1">
                    <span className="font-medium">{group.name}</span>{" "}
                    <span className="text-muted text-sm">
                      {plural(group.member_count, "person", "people")}
                    </span>
                  </p>
                  <Button
                    size="sm"
                    tone={asked === group.id ? "danger" : "outline"}
                    onBlur={() => setAsked(null)}
                    onClick={async () => {
                      if (asked !== group.id) return setAsked(group.id);
                      setAsked(null);
                      if (await submit(pathOf(paths.groups, group.id), { method: "DELETE" })) reload();
                    }}
                  >
                    {asked === group.id ? `Delete ${group.name} and what it grants` : `Delete ${group.name}`}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <form
            className="flex max-w-md items-end gap-2"
            onSubmit={async (event) => {
              event.preventDefault();
              if (pending || !(await submit(paths.groups, { method: "POST", body: { name } }))) return;
              setName("");
              reload();
            }}
          >
            <div className="flex-1">
              <Field id={id} label="New group">
                <Input
                  id={id}
                  required
                  maxLength={200}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </Field>
            </div>
            <Button type="submit" aria-disabled={pending}>
              Make it
            </Button>
          </form>
        </div>
      )}
    </Loaded>
  );
}
