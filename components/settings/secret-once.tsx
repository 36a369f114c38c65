"use client";

import { CopyIcon } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";

/** A key or a link that is shown this once. */
export function SecretOnce({ title, value, note }: { title: string; value: string; note: string }) {
  return (
    <div role="status">
      <Notice title={title}>
        <p>{note}</p>
        <div className="mt-2 flex items-center gap-2">
          <code className="min-w-0 flex-1 select-all break-all rounded-sm bg-surface px-2 py-1.5 font-mono text-ink text-sm">
            {value}
          </code>
          <Button
            size="sm"
            onClick={() =>
              navigator.clipboard.writeText(value).then(
                () => toast("Copied"),
                () => toast("Could not be copied: select it and copy it by hand"),
              )
            }
          >
            <CopyIcon aria-hidden />
            Copy
          </Button>
        </div>
      </Notice>
    </div>
  );
}
