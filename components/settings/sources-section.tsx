"use client";

import { pathOf, paths } from "@/components/account/paths";
import { useList } from "@/components/api/use-list";
import { useRequest } from "@/components/api/use-request";
import { useSubmit } from "@/components/api/use-submit";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem, MenuContent, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import { plural } from "@/components/ui/plural";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import type { Group, User } from "@/lib/auth/schema";
import type { GrantSubject, ManagedSource, SourcePatch } from "@/lib/sources/schema";
import { Loaded } from "./loaded";
import { ViewAsPanel } from "./view-as-panel";

/** Each source with who may read it, and what a person sees in all. */
export function SourcesSection() {
  const { submit, pending, problem } = useSubmit();
  const { items: users } = useList<User>(`${paths.users}?limit=200`, { all: true });
  const { data: groups } = useRequest<{ data: Group[] }>(paths.groups);
  const subjects = [
    ...(groups?.data ?? []).map(({ id, name }) => ({ kind: "group" as const, id, name })),
    ...(users ?? []).map(({ id, name, email }) => ({
      kind: "user" as const,
      id,
      name: name || email || id,
    })),
  ];
  return (
    <Loaded<{ data: ManagedSource[] }> path="/api/sources/managed">
      {({ data }, reload) => {
        const send = async (
          source: ManagedSource,
          verb: string | undefined,
          method: "PATCH" | "PUT",
          body: unknown,
        ) => {
          if (!pending && (await submit(pathOf("/api/sources", source.id, verb), { method, body }))) reload();
        };
        return (
          <div className="grid gap-8">
            <ProblemNotice problem={problem} />
            <ul className="divide-y rounded-lg border">
              {data.map((source) => (
                <SourceRow
                  key={source.id}
                  source={source}
                  subjects={subjects}
                  onChange={(patch) => void send(source, undefined, "PATCH", patch)}
                  onGrants={(grants) => void send(source, "grants", "PUT", { grants })}
                />
              ))}
            </ul>
            <ViewAsPanel people={users ?? []} />
          </div>
        );
      }}
    </Loaded>
  );
}

interface SourceRowProps {
  source: ManagedSource;
  subjects: (GrantSubject & { name: string })[];
  onChange: (patch: SourcePatch) => void;
  onGrants: (grants: GrantSubject[]) => void;
}

function SourceRow({ source, subjects, onChange, onGrants }: SourceRowProps) {
  const grants = source.grants.map(({ kind, id }) => ({ kind, id }));
  const granted = (subject: GrantSubject) =>
    grants.some(({ kind, id }) => kind === subject.kind && id === subject.id);
  const without = (subject: GrantSubject) =>
    grants.filter(({ kind, id }) => kind !== subject.kind || id !== subject.id);
  return (
    <li className="grid gap-2.5 px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium">{source.name}</h2>
        <span className="text-muted text-sm">{plural(source.document_count, "document")}</span>
        {!source.readable && <Badge>You can't read it</Badge>}
        {source.policy_by_settings === "denied" && (
          <Badge tone="caution">Denied by the server's settings</Badge>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={`Who reads ${source.name}`}
          value={source.visibility}
          options={[
            { value: "everyone", label: "Everyone with an account" },
            { value: "granted", label: "Only who was granted it" },
          ]}
          onValueChange={(value) => onChange({ visibility: value === "granted" ? "granted" : "everyone" })}
        />
        <Select
          label={`Use of ${source.name}`}
          value={source.policy}
          options={[
            { value: "allowed", label: "Used for answers" },
            { value: "denied", label: "Used for nothing" },
          ]}
          onValueChange={(value) => onChange({ policy: value === "denied" ? "denied" : "allowed" })}
        />
        <Select
          label={`Trust in ${source.name}`}
          value={source.trusted ? "yes" : "no"}
          options={[
            { value: "yes", label: "Trusted" },
            { value: "no", label: "Not trusted" },
          ]}
          onValueChange={(value) => onChange({ trusted: value === "yes" })}
        />
      </div>
      {source.visibility === "granted" && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-muted text-sm">
            {source.grants.length === 0
              ? "Granted to nobody"
              : `Granted to ${source.grants.map(({ name }) => name).join(", ")}`}
          </span>
          <Menu>
            <MenuTrigger asChild>
              <Button size="sm" aria-label={`Change who reads ${source.name}`}>
                Change
              </Button>
            </MenuTrigger>
            <MenuContent align="start">
              <MenuLabel>Groups and people</MenuLabel>
              {subjects.map((subject) => (
                <MenuCheckboxItem
                  key={`${subject.kind} ${subject.id}`}
                  checked={granted(subject)}
                  onCheckedChange={(on) =>
                    onGrants(on ? [...grants, { kind: subject.kind, id: subject.id }] : without(subject))
                  }
                >
                  {subject.name}
                </MenuCheckboxItem>
              ))}
            </MenuContent>
          </Menu>
        </div>
      )}
    </li>
  );
}
