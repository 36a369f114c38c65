import { DownloadIcon } from "lucide-react";
import { Button } from "@/components/ui/button";

/** What the page shows, with its filters and order and all its pages, as a file. */
export function ExportLinks({ path, search }: { path: string; search: Record<string, string | undefined> }) {
  const hrefOf = (format: string) => {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...search, page: undefined, format }))
      if (value) params.set(name, value);
    return `${path}?${params}`;
  };
  return (
    <div className="flex gap-1">
      {(["csv", "json"] as const).map((format) => (
        <Button key={format} asChild tone="quiet" size="sm">
          <a href={hrefOf(format)} download>
            <DownloadIcon aria-hidden />
            {format.toUpperCase()}
          </a>
        </Button>
      ))}
    </div>
  );
}
