"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import type { DocumentVersion } from "@/lib/documents/schema";

interface VersionChoiceProps {
  documentId: string;
  versions: DocumentVersion[];
  from: string;
  to: string;
}

/** Which two versions are compared; the address keeps it. */
export function VersionChoice({ documentId, versions, from, to }: VersionChoiceProps) {
  const router = useRouter();
  const options = versions.map((version) => ({
    value: version.id,
    label: `Version ${version.number}${version.state === "current" ? ", current" : ""}`,
  }));
  const show = (next: { from: string; to: string }) =>
    router.push(`/documents/${documentId}/versions?${new URLSearchParams(next)}`);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label="From"
        showLabel
        value={from}
        options={options}
        onValueChange={(value) => show({ from: value, to })}
      />
      <Select
        label="To"
        showLabel
        value={to}
        options={options}
        onValueChange={(value) => show({ from, to: value })}
      />
    </div>
  );
}
