"use client";

import { EllipsisIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Menu, MenuContent, MenuTrigger } from "./menu";

interface ActionsMenuProps {
  /** Of what: the title of the row. */
  of: string;
  align?: "start" | "end";
  /** Where the button stands, and when a mouse sees it. */
  className?: string;
  /** `MenuItem`s. */
  children: ReactNode;
}

/** What can be done with one row of a list, behind three dots. */
export function ActionsMenu({ of, align = "end", className, children }: ActionsMenuProps) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          tone="quiet"
          size="sm"
          square
          aria-label={`Actions for ${of}`}
          {...(className ? { className } : {})}
        >
          <EllipsisIcon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align={align}>{children}</MenuContent>
    </Menu>
  );
}
