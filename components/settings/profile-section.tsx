"use client";

import { useId, useState } from "react";
import { NewPasswordField } from "@/components/account/new-password-field";
import { paths } from "@/components/account/paths";
import { roleWords } from "@/components/account/role-words";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { toast } from "@/components/ui/toast";
import type { Me } from "@/lib/auth/schema";
import { Loaded } from "./loaded";

type User = NonNullable<Me["user"]>;

/** Name, address and password. */
export function ProfileSection() {
  return (
    <Loaded<Me> path={paths.me}>
      {({ user, role }, reload) =>
        user && (
          <div className="grid max-w-md gap-10">
            <p className="text-muted">
              You are <strong className="font-medium text-ink">{roleWords[role].name}</strong>.{" "}
              {roleWords[role].may}
              {user.groups.length > 0 && ` Your groups: ${user.groups.map(({ name }) => name).join(", ")}.`}
            </p>
            <NameForm key={`${user.name} ${user.email}`} user={user} onSaved={reload} />
            <PasswordForm user={user} onSaved={reload} />
          </div>
        )
      }
    </Loaded>
  );
}

function NameForm({ user, onSaved }: { user: User; onSaved: () => void }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email ?? "");
  const [current, setCurrent] = useState("");
  const newAddress = email !== (user.email ?? "");
  return (
    <form
      aria-label="Name and e-mail address"
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        const body = {
          name,
          ...(newAddress && { email }),
          ...(newAddress && user.has_password && { current_password: current }),
        };
        if (pending || !(await submit(paths.me, { method: "PATCH", body }))) return;
        toast("Saved");
        onSaved();
      }}
    >
      <ProblemNotice problem={problem} />
      <Field id={`${id}name`} label="Name">
        <Input
          id={`${id}name`}
          maxLength={200}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field id={`${id}email`} label="E-mail address">
        <Input
          id={`${id}email`}
          type="email"
          required={user.email !== null}
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      {newAddress && user.has_password && (
        <CurrentPassword id={`${id}current`} value={current} onChange={setCurrent} />
      )}
      <Button type="submit" className="justify-self-start" aria-disabled={pending}>
        Save
      </Button>
    </form>
  );
}

function PasswordForm({ user, onSaved }: { user: User; onSaved: () => void }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  return (
    <form
      aria-labelledby={`${id}title`}
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        const body = { new_password: next, ...(user.has_password && { current_password: current }) };
        if (pending || !(await submit(paths.password, { method: "PUT", body }))) return;
        setCurrent("");
        setNext("");
        toast("Password set. Your other sessions have ended.");
        onSaved();
      }}
    >
      <h2 id={`${id}title`} className="font-semibold text-lg">
        {user.has_password ? "Change the password" : "Set a password"}
      </h2>
      {!user.has_password && (
        <p className="text-muted">With an e-mail address and a password you can sign in from anywhere.</p>
      )}
      <ProblemNotice problem={problem} />
      {user.has_password && <CurrentPassword id={`${id}current`} value={current} onChange={setCurrent} />}
      <NewPasswordField label="New password" value={next} onChange={setNext} />
      <Button type="submit" className="justify-self-start" aria-disabled={pending}>
        Set the password
      </Button>
    </form>
  );
}

function CurrentPassword({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field id={id} label="Your password as it is">
      <Input
        id={id}
        type="password"
        required
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
