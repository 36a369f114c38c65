"use client";

import { useId, useState } from "react";
import { paths } from "@/components/account/paths";
import { roleWords } from "@/components/account/role-words";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { type Group, type InvitationCreated, roleSchema } from "@/lib/auth/schema";
import { SecretOnce } from "./secret-once";

/** Invites by a link: for one address, or for whoever it is handed to. */
export function InviteForm({ groups, onMade }: { groups: Group[]; onMade: () => void }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("member");
  const [groupIds, setGroupIds] = useState<string[]>([]);
  const [made, setMade] = useState<InvitationCreated | null>(null);
  return (
    <form
      aria-labelledby={`${id}title`}
      className="grid max-w-md gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (pending) return;
        const body = { role, group_ids: groupIds, ...(email && { email }) };
        const invitation = await submit<InvitationCreated>(paths.invitations, { method: "POST", body });
        if (!invitation) return;
        setMade(invitation);
        onMade();
        setEmail("");
      }}
    >
      <h2 id={`${id}title`} className="font-semibold text-lg">
        Invite somebody
      </h2>
      {made && (
        <SecretOnce
          title={made.mailed ? `Sent to ${made.email}` : "The link of the invitation"}
          value={made.url}
          note={
            made.mailed
              ? "It went out by mail. Should it not arrive, pass this on. It works once."
              : "Pass it on by a way that only they can read. It works once."
          }
        />
      )}
      <ProblemNotice problem={problem} />
      <Field
        id={`${id}email`}
        label="E-mail address"
        hint="Optional: without one, whoever has the link gives theirs."
      >
        <Input
          id={`${id}email`}
          type="email"
          aria-describedby={`${id}email-note`}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <div className="grid gap-1.5">
        <Select
          label="Role"
          showLabel
          className="justify-self-start"
          value={role}
          options={roleSchema.options.map((each) => ({ value: each, label: roleWords[each].name }))}
          onValueChange={setRole}
        />
        <p className="text-muted text-sm">{roleWords[roleSchema.parse(role)].may}</p>
      </div>
      {groups.length > 0 && (
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-medium text-sm">Groups</legend>
          {groups.map((group) => (
            <div key={group.id} className="flex items-center gap-2.5">
              <Checkbox
                id={`${id}${group.id}`}
                checked={groupIds.includes(group.id)}
                onCheckedChange={(on) =>
                  setGroupIds((before) =>
                    on === true ? [...before, group.id] : before.filter((each) => each !== group.id),
                  )
                }
              />
              <label htmlFor={`${id}${group.id}`}>{group.name}</label>
            </div>
          ))}
        </fieldset>
      )}
      <Button type="submit" tone="primary" className="justify-self-start" aria-disabled={pending}>
        Make the link
      </Button>
    </form>
  );
}
