"use client";

import { CircleUserRoundIcon, LogOutIcon, SettingsIcon } from "lucide-react";
import Link from "next/link";
import { paths } from "@/components/account/paths";
import { roleWords } from "@/components/account/role-words";
import { request, toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { Principal } from "@/lib/auth/schema";

type Viewer = Pick<Principal, "kind" | "name" | "role">;

/** Who is here, with the way to Settings and out. */
export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const isPerson = viewer.kind === "person";
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          tone="quiet"
          square
          aria-label="Account"
          title={isPerson ? viewer.name : "Only you, on this machine"}
        >
          <CircleUserRoundIcon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent side="right" align="end" className="max-w-72">
        <MenuLabel>
          {isPerson ? (
            <>
              <span className="block truncate font-medium text-base text-ink">{viewer.name}</span>
              {roleWords[viewer.role].name}
            </>
          ) : (
            "Only you, on this machine"
          )}
        </MenuLabel>
        <MenuItem asChild>
          <Link href="/settings/profile">
            <SettingsIcon aria-hidden />
            {isPerson ? "Settings" : "Make an account"}
          </Link>
        </MenuItem>
        {isPerson && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => void signOut()}>
              <LogOutIcon aria-hidden />
              Sign out
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}

async function signOut(): Promise<void> {
  try {
    await request(paths.signOut, { method: "POST" });
    window.location.assign("/sign-in");
  } catch (error) {
    toast("You were not signed out", { description: toReadableProblem(error).detail });
  }
}
