import { ChevronLeftIcon, ChevronRightIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type Address, hrefWith } from "./address";

/** Which part of a list is shown, and the way to the next. */
export function Pager(props: {
  path: string;
  address: Address;
  page: number;
  pageSize: number;
  total: number;
  noun: string;
}) {
  const { path, address, page, pageSize, total } = props;
  const format = new Intl.NumberFormat("en");
  const from = Math.min(total, (page - 1) * pageSize + 1);
  const to = Math.min(total, page * pageSize);
  return (
    <div className="flex items-center justify-between gap-4">
      <p className="figures text-muted text-sm" role="status">
        {total === 0
          ? `No ${props.noun}`
          : `${format.format(from)} to ${format.format(to)} of ${format.format(total)} ${props.noun}`}
      </p>
      {total > pageSize && (
        <div className="flex gap-2">
          {page > 1 && (
            <Button asChild size="sm">
              <Link href={hrefWith(path, address, { page: String(page - 1) })} scroll={false} rel="prev">
                <ChevronLeftIcon aria-hidden />
                Before
              </Link>
            </Button>
          )}
          {to < total && (
            <Button asChild size="sm">
              <Link href={hrefWith(path, address, { page: String(page + 1) })} scroll={false} rel="next">
                Next
                <ChevronRightIcon aria-hidden />
              </Link>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
