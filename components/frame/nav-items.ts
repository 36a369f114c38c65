import { BotIcon, FilesIcon, type LucideIcon, MessageCircleQuestionMarkIcon } from "lucide-react";

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Shows how many requests wait for a decision. */
  counts?: "waiting";
}

/** The product's rooms, in the order of the rail. A new room is a line here. */
export const navItems: NavItem[] = [
  { href: "/ask", label: "Ask", icon: MessageCircleQuestionMarkIcon },
  { href: "/documents", label: "Documents", icon: FilesIcon },
  { href: "/agent", label: "Agent", icon: BotIcon, counts: "waiting" },
];
