"use client";

import { EllipsisIcon } from "lucide-react";
import { useState } from "react";
import { pathOf, paths } from "@/components/account/paths";
import { roleWords } from "@/components/account/role-words";
import { useRequest } from "@/components/api/use-request";
import { useSubmit } from "@/components/api/use-submit";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { type Group, type OneTimeLink, roleSchema, type User, type UserPatch } from "@/lib/auth/schema";
import { InviteForm } from "./invite-form";
import { LoadedList } from "./loaded-list";
import { OpenInvitations } from "./open-invitations";
import { RemovePerson } from "./remove-person";
import { SecretOnce } from "./secret-once";

export const roleOptions = roleSchema.options.map((role) => ({ value: role, label: roleWords[role].name }));

/** Who has an account: role, groups, last seen; inviting, disabling, removing, a link for a new password. */
export function PeopleSection({ self }: { self: string | null }) {
  const { submit, pending, problem } = useSubmit();
  const { data: groups } = useRequest<{ data: Group[] }>(paths.groups);
  const [link, setLink] = useState<{ title: string; link: OneTimeLink } | null>(null);
  const [invited, setInvited] = useState(0);
  const [leaving, setLeaving] = useState<User | null>(null);
  return (
    <div className="grid gap-8">
      <LoadedList<User> path={`${paths.users}?limit=50`} moreLabel="More people">
        {(data, reload) => {
          const change = async (user: User, body: UserPatch) => {
            if (!pending && (await submit(pathOf(paths.users, user.id), { method: "PATCH", body }))) reload();
          };
          return (
            <div className="grid gap-4">
              <ProblemNotice problem={problem} />
              {link && (
                <SecretOnce
                  title={link.title}
                  value={link.link.url}
                  note="Pass it on by a way that only they can read. It works once."
                />
              )}
              <ul className="divide-y rounded-lg border">
                {data.map((user) => (
                  <Person
                    key={user.id}
                    user={user}
                    isSelf={user.id === self}
                    groups={groups?.data ?? []}
                    onChange={(body) => void change(user, body)}
                    onRemove={() => setLeaving(user)}
                    onResetLink={async () => {
                      const made = await submit<OneTimeLink>(pathOf(paths.users, user.id, "reset-link"), {
                        method: "POST",
                      });
                      if (made)
                        setLink({ title: `A link for ${called(user)} to set a new password`, link: made });
                    }}
                  />
                ))}
              </ul>
              <RemovePerson
                person={leaving && { id: leaving.id, name: called(leaving) }}
                onClose={() => setLeaving(null)}
                onRemoved={reload}
              />
            </div>
          );
        }}
      </LoadedList>
      <OpenInvitations key={invited} />
      <InviteForm groups={groups?.data ?? []} onMade={() => setInvited((count) => count + 1)} />
    </div>
  );
}

interface PersonProps {
  user: User;
  isSelf: boolean;
  groups: Group[];
  onChange: (change: UserPatch) => void;
  onResetLink: () => void;
  onRemove: () => void;
}

function Person({ user, isSelf, groups, onChange, onResetLink, onRemove }: PersonProps) {
  const ids = user.groups.map(({ id }) => id);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="truncate">{called(user)}</span>
          {isSelf && <Badge tone="accent">You</Badge>}
          {user.disabled && <Badge tone="caution">Disabled</Badge>}
        </p>
        <p className="truncate text-muted text-sm">
          {user.name && user.email && `${user.email} · `}
          {user.last_seen_at ? (
            <>
              last seen <LocalTime value={user.last_seen_at} />
            </>
          ) : (
            "never seen"
          )}
          {user.groups.length > 0 && ` · ${user.groups.map(({ name }) => name).join(", ")}`}
        </p>
      </div>
      <Select
        label={`Role of ${called(user)}`}
        value={user.role}
        options={roleOptions}
        onValueChange={(role) => onChange({ role: roleSchema.parse(role) })}
      />
      <Menu>
        <MenuTrigger asChild>
          <Button tone="quiet" square aria-label={`More for ${called(user)}`}>
            <EllipsisIcon aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          {groups.length > 0 && <MenuLabel>Groups</MenuLabel>}
          {groups.map((group) => (
            <MenuCheckboxItem
              key={group.id}
              checked={ids.includes(group.id)}
              onCheckedChange={(on) =>
                onChange({ group_ids: on ? [...ids, group.id] : ids.filter((id) => id !== group.id) })
              }
            >
              {group.name}
            </MenuCheckboxItem>
          ))}
          {groups.length > 0 && <MenuSeparator />}
          <MenuItem onSelect={onResetLink}>Link for a new password</MenuItem>
          {!isSelf && (
            <MenuItem danger={!user.disabled} onSelect={() => onChange({ disabled: !user.disabled })}>
              {user.disabled ? "Let in again" : "Disable"}
            </MenuItem>
          )}
          {!isSelf && (
            <MenuItem danger onSelect={onRemove}>
              Remove …
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
    </li>
  );
}

function called(user: User): string {
  return user.name || user.email || "The first admin";
}
