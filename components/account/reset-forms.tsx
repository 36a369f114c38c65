"use client";

import { useId, useState } from "react";
import { useRequest } from "@/components/api/use-request";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { SignInOptions } from "@/lib/auth/schema";
import { NewPasswordField } from "./new-password-field";
import { paths } from "./paths";

/** Asks for a link by mail. The answer is the same whether or not there is such an account. */
export function ForgottenForm() {
  const id = useId();
  const { data: options } = useRequest<SignInOptions>(paths.signInOptions);
  const { submit, pending, problem } = useSubmit();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  if (options && !options.mail) {
    return (
      <Notice title="This server sends no mail">
        Ask an admin for a link to set a new password: Settings, People, the menu beside your name.
      </Notice>
    );
  }
  if (sent) {
    return (
      <div role="status">
        <Notice title="Look into your mail">
          If there is an account with the address {email}, a link to set a new password is on its way. It
          works once.
        </Notice>
      </div>
    );
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!pending && (await submit(paths.resetLink, { method: "POST", body: { email } }))) setSent(true);
      }}
    >
      <ProblemNotice problem={problem} />
      <Field id={id} label="E-mail address">
        <Input
          id={id}
          type="email"
          required
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Button type="submit" tone="primary" aria-disabled={pending}>
        Send me a link
      </Button>
    </form>
  );
}

/** Sets a new password by a link that works once; every other session ends. */
export function ResetForm({ token }: { token: string }) {
  const { submit, pending, problem } = useSubmit();
  const [password, setPassword] = useState("");
  return (
    <form
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!pending && (await submit(paths.reset, { method: "POST", body: { token, password } })))
          window.location.assign("/sign-in");
      }}
    >
      <ProblemNotice problem={problem} />
      <NewPasswordField label="New password" value={password} onChange={setPassword} />
      <Button type="submit" tone="primary" aria-disabled={pending}>
        Set the password
      </Button>
    </form>
  );
}
