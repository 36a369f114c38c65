import {
  BotIcon,
  ChartNoAxesCombinedIcon,
  FilesIcon,
  type LucideIcon,
  MessageCircleQuestionMarkIcon,
} from "lucide-react";

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Shows how many requests wait for a decision. */
  counts?: "waiting";
  /** Only for admins; to everybody else it isn't there. */
  admin?: true;
}

/** The product's rooms, in the order of the rail. A new room is a line here. */
export const navItems: NavItem[] = [
  { href: "/ask", label: "Ask", icon: MessageCircleQuestionMarkIcon },
  { href: "/documents", label: "Documents", icon: FilesIcon },
  { href: "/agent", label: "Agent", icon: BotIcon, counts: "waiting" },
  { href: "/evals", label: "Evals", icon: ChartNoAxesCombinedIcon, admin: true },
];

/** The rooms that somebody of a role sees. */
export function navItemsFor({ admin }: { admin: boolean }): NavItem[] {
  return navItems.filter((item) => admin || !item.admin);
}
