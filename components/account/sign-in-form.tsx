"use client";

import Link from "next/link";
import { useId, useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { paths } from "./paths";

/** E-mail address and password. A refusal keeps the address and leaves the password to be typed again. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (pending) return;
        const done = await submit(paths.signIn, { method: "POST", body: { email, password } });
        if (done) onSignedIn();
        else setPassword("");
      }}
    >
      <ProblemNotice problem={problem} />
      <Field id={`${id}email`} label="E-mail address">
        <Input
          id={`${id}email`}
          type="email"
          required
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field id={`${id}password`} label="Password">
        <Input
          id={`${id}password`}
          type="password"
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" tone="primary" aria-disabled={pending}>
        {pending ? "Signing in …" : "Sign in"}
      </Button>
      <Link
        href="/reset"
        className="justify-self-start text-muted text-sm underline underline-offset-3 hover:text-ink"
      >
        Forgotten your password?
      </Link>
    </form>
  );
}
