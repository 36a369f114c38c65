import type { Metadata } from "next";
import { InvitationForm } from "@/components/account/invitation-form";
import { LinkIncomplete } from "../_components/link-incomplete";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const { token } = await searchParams;
  return (
    <>
      <h1 className="mb-3 font-semibold text-xl">Your invitation</h1>
      {typeof token === "string" ? <InvitationForm token={token} /> : <LinkIncomplete />}
    </>
  );
}
