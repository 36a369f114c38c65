"use client";

import { useId, useState } from "react";
import { pathOf, paths } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import type { ApiKeyCreated, ApiKeyList, Scope } from "@/lib/auth/schema";
import { Loaded } from "./loaded";
import { SecretOnce } from "./secret-once";

const scopeWords: Record<Scope, string> = {
  ask: "Ask questions",
  search: "Search and read documents",
  ingest: "Add and change documents",
  agent: "Give the agent work",
  approve: "Decide approvals",
  evals: "Run evals",
  admin: "Manage people, sources and keys",
};
const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Never" },
];

/** One's keys: made, shown once, revoked. `scopes` are those that the role carries. */
export function KeysSection({ scopes }: { scopes: Scope[] }) {
  const [made, setMade] = useState<ApiKeyCreated | null>(null);
  const revoke = useSubmit();
  return (
    <Loaded<ApiKeyList> path={paths.keys}>
      {({ data }, reload) => (
        <div className="grid gap-8">
          {made && (
            <SecretOnce
              title={`The key “${made.name}”`}
              value={made.key}
              note="Copy it now: it is not kept and can't be shown again."
            />
          )}
          <ProblemNotice problem={revoke.problem} />
          {data.length === 0 ? (
            <p className="text-muted">There is no key yet.</p>
          ) : (
            <ul className="divide-y rounded-lg border">
              {data.map((key) => (
                <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-2 font-medium">
                      {key.name}
                      {key.state !== "active" && <Badge tone="caution">{key.state}</Badge>}
                    </p>
                    <p className="text-muted text-sm">
                      <code className="font-mono">{key.prefix}…</code> · {key.scopes.join(", ")} ·{" "}
                      {key.last_used_at ? (
                        <>
                          last used <LocalTime value={key.last_used_at} />
                        </>
                      ) : (
                        "never used"
                      )}
                      {key.expires_at && (
                        <>
                          {" "}
                          · until <LocalTime value={key.expires_at} style="full" />
                        </>
                      )}
                    </p>
                  </div>
                  {key.state === "active" && (
                    <Button
                      size="sm"
                      aria-label={`Revoke ${key.name}`}
                      aria-disabled={revoke.pending}
                      onClick={async () => {
                        if (await revoke.submit(pathOf(paths.keys, key.id), { method: "DELETE" })) reload();
                      }}
                    >
                      Revoke
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          <KeyForm
            scopes={scopes}
            onMade={(key) => {
              setMade(key);
              reload();
            }}
          />
        </div>
      )}
    </Loaded>
  );
}

function KeyForm({ scopes, onMade }: { scopes: Scope[]; onMade: (key: ApiKeyCreated) => void }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Scope[]>([]);
  const [lifetime, setLifetime] = useState("90");
  return (
    <form
      aria-labelledby={`${id}title`}
      className="grid max-w-md gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (pending || chosen.length === 0) return;
        const body = {
          name,
          scopes: chosen,
          ...(lifetime !== "never" && { expires_in_days: Number(lifetime) }),
        };
        const key = await submit<ApiKeyCreated>(paths.keys, { method: "POST", body });
        if (!key) return;
        setName("");
        setChosen([]);
        onMade(key);
      }}
    >
      <h2 id={`${id}title`} className="font-semibold text-lg">
        Make a key
      </h2>
      <ProblemNotice problem={problem} />
      <Field id={`${id}name`} label="What it is for">
        <Input
          id={`${id}name`}
          required
          maxLength={200}
          placeholder="Nightly import"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium text-sm">What it may do</legend>
        {scopes.map((scope) => (
          <div key={scope} className="flex items-center gap-2.5">
            <Checkbox
              id={`${id}${scope}`}
              checked={chosen.includes(scope)}
              onCheckedChange={(on) =>
                setChosen((before) =>
                  on === true ? [...before, scope] : before.filter((each) => each !== scope),
                )
              }
            />
            <label htmlFor={`${id}${scope}`}>{scopeWords[scope]}</label>
          </div>
        ))}
      </fieldset>
      <Select
        label="Ends after"
        showLabel
        className="justify-self-start"
        value={lifetime}
        options={lifetimes}
        onValueChange={setLifetime}
      />
      <Button
        type="submit"
        tone="primary"
        className="justify-self-start"
        aria-disabled={pending || chosen.length === 0}
      >
        Make the key
      </Button>
    </form>
  );
}
