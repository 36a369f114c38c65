import type { Metadata } from "next";
import { WelcomeForm } from "@/components/account/welcome-form";
import { LinkIncomplete } from "../_components/link-incomplete";

export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer" };

export default async function WelcomePage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const { token } = await searchParams;
  return (
    <>
      <h1 className="mb-2 font-semibold text-xl">Welcome</h1>
      {typeof token === "string" ? (
        <>
          <p className="mb-6 text-pretty text-muted">
            This makes the first account. From then on, whoever wants in needs an account or a key; you invite
            them.
          </p>
          <WelcomeForm token={token} />
        </>
      ) : (
        <LinkIncomplete />
      )}
    </>
  );
}
