"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { sessionEnded } from "@/components/api/request";
import { Dialog } from "@/components/ui/dialog";
import { SignInForm } from "./sign-in-form";

/** When a session ends in mid-use: signing in again over the page, which keeps everything that was typed. */
export function SessionEnded() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    window.addEventListener(sessionEnded, show);
    return () => window.removeEventListener(sessionEnded, show);
  }, []);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="You were signed out"
      description="Sign in again to go on. What you typed is still on the page."
      className="max-w-sm"
    >
      <SignInForm
        onSignedIn={() => {
          setOpen(false);
          router.refresh();
        }}
      />
    </Dialog>
  );
}
