"use client";

import { LogInIcon } from "lucide-react";
import { useRequest } from "@/components/api/use-request";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SignInOptions } from "@/lib/auth/schema";
import { paths } from "./paths";
import { SignInForm } from "./sign-in-form";

/** The ways to sign in that this server has. `next` was checked: it is a path of this server. */
export function SignInView({ next }: { next: string }) {
  const { data: options } = useRequest<SignInOptions>(paths.signInOptions);
  // A whole page load: nothing that was fetched for nobody stays.
  const enter = () => window.location.assign(next);
  return (
    <div className="grid gap-5">
      {options && !options.accounts && (
        <Notice title="There is no account yet">
          The start of this server printed a link that makes the first one. Open it on this machine; it works
          once.
        </Notice>
      )}
      {options?.oidc && (
        <Button tone={options.password ? "outline" : "primary"} asChild>
          <a
            href={`${options.oidc.url}${options.oidc.url.includes("?") ? "&" : "?"}next=${encodeURIComponent(next)}`}
          >
            <LogInIcon aria-hidden />
            Sign in with {options.oidc.name}
          </a>
        </Button>
      )}
      {options?.oidc && options.password && (
        <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          or
        </p>
      )}
      {options?.password !== false && <SignInForm onSignedIn={enter} />}
    </div>
  );
}
