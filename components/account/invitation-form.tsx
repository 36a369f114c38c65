"use client";

import { useEffect, useId, useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Role } from "@/lib/auth/schema";
import { NewPasswordField } from "./new-password-field";
import { paths } from "./paths";
import { roleWords } from "./role-words";

interface Found {
  email: string | null;
  role: Role;
}

/** Accepts an invitation: looks up what it is for, then asks for a name and a password. */
export function InvitationForm({ token }: { token: string }) {
  const id = useId();
  const look = useSubmit();
  const accept = useSubmit();
  const [found, setFound] = useState<Found | null>(null);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const lookUp = look.submit;
  useEffect(() => {
    void lookUp<Found>(paths.invitationLookUp, { method: "POST", body: { token } }).then(setFound);
  }, [lookUp, token]);

  if (look.problem) return <ProblemNotice problem={look.problem} />;
  if (!found) return <Skeleton className="h-56" />;
  return (
    <form
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (accept.pending) return;
        const body = { token, name, password, ...(found.email ? {} : { email }) };
        if (await accept.submit(paths.invitationAccept, { method: "POST", body }))
          window.location.assign("/ask");
      }}
    >
      <p className="text-muted">
        You were invited as <strong className="font-medium text-ink">{roleWords[found.role].name}</strong>
        {found.email && (
          <>
            {" "}
            with the address <strong className="font-medium text-ink">{found.email}</strong>
          </>
        )}
        . {roleWords[found.role].may}
      </p>
      <ProblemNotice problem={accept.problem} />
      <Field id={`${id}name`} label="Name">
        <Input
          id={`${id}name`}
          required
          maxLength={200}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      {!found.email && (
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
      )}
      <NewPasswordField value={password} onChange={setPassword} />
      <Button type="submit" tone="primary" aria-disabled={accept.pending}>
        {accept.pending ? "Making your account …" : "Make my account"}
      </Button>
    </form>
  );
}
