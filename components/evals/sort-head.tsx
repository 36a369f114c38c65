import { ArrowDownIcon, ArrowUpIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { TableHead } from "@/components/ui/table";
import { type Address, hrefWith } from "./address";

interface SortHeadProps {
  path: string;
  address: Address;
  name: string;
  /** How the list is sorted now. */
  sort: string;
  order: "asc" | "desc";
  /** The direction in which this column is first sorted. */
  first?: "asc" | "desc";
  className?: string;
  children: ReactNode;
}

/** The head of a column; a link that sorts by it, the other way round when it is sorted so already. */
export function SortHead({
  path,
  address,
  name,
  sort,
  order,
  first = "asc",
  className,
  children,
}: SortHeadProps) {
  const active = sort === name;
  const next = active ? (order === "asc" ? "desc" : "asc") : first;
  const Arrow = order === "asc" ? ArrowUpIcon : ArrowDownIcon;
  return (
    <TableHead
      aria-sort={active ? (order === "asc" ? "ascending" : "descending") : "none"}
      className={className}
    >
      <Link
        href={hrefWith(path, address, { sort: name, order: next })}
        scroll={false}
        prefetch={false}
        className="hit-area inline-flex items-center gap-1 rounded-xs hover:text-ink"
      >
        {children}
        {active && <Arrow aria-hidden className="size-3.5" />}
      </Link>
    </TableHead>
  );
}
