"use client";

import { useId, useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { NewPasswordField } from "./new-password-field";
import { paths } from "./paths";

/** Makes the first admin by one press; name, e-mail address and password may come now or later. */
export function WelcomeForm({ token }: { token: string }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const withPassword = email !== "" || password !== "";
  return (
    <form
      className="grid gap-5"
      onSubmit={async (event) => {
        event.preventDefault();
        if (pending) return;
        const body = { token, ...(name && { name }), ...(withPassword && { email, password }) };
        if (await submit(paths.welcome, { method: "POST", body })) window.location.assign("/ask");
      }}
    >
      <ProblemNotice problem={problem} />
      <Button type="submit" tone="primary" size="lg" aria-disabled={pending}>
        {pending ? "Making your account …" : "Make me the admin"}
      </Button>
      <details className="group rounded-md border px-4 py-3">
        <summary className="font-medium">Name, e-mail address and password (optional)</summary>
        <p className="mt-2 text-muted text-sm">
          Needed to sign in again on another machine or in another browser. They can be set later, in
          Settings.
        </p>
        <div className="mt-4 grid gap-4">
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
              required={withPassword}
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <NewPasswordField value={password} onChange={setPassword} required={withPassword} />
        </div>
      </details>
    </form>
  );
}
