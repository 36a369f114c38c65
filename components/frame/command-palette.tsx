"use client";

import {
  FileUpIcon,
  ListChecksIcon,
  MessageSquareIcon,
  MoonIcon,
  PlusIcon,
  SearchIcon,
  SettingsIcon,
  SunIcon,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { requestJson } from "@/components/api/request";
import { DocumentTypeIcon } from "@/components/documents/document-type";
import { CommandDialog, CommandEmpty, CommandGroup, CommandItem } from "@/components/ui/command";
import type { Conversation } from "@/lib/conversations/schema";
import type { Document, DocumentList } from "@/lib/documents/schema";
import { navItemsFor } from "./nav-items";
import { setTheme } from "./theme";

interface Entry {
  id: string;
  label: string;
  note?: string;
  icon: ReactNode;
  run: () => void;
}

interface Found {
  documents: Document[];
  conversations: Conversation[];
}

/** Everything that can be gone to or done, by name. */
export function CommandPalette({
  open,
  onOpenChange,
  editor,
  admin,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Whether whoever is here may add documents and see the gaps. */
  editor: boolean;
  /** Whether rooms for admins are among the pages. */
  admin: boolean;
}) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [moved, setMoved] = useState<string | null>(null);
  const found = useFound(open, query);
  const go = (href: string) => () => router.push(href);
  const words = query.trim().toLowerCase();

  const pages: Entry[] = [
    ...navItemsFor({ admin }).map(({ href, label, icon: Icon }) => ({
      id: href,
      label,
      icon: <Icon />,
      run: go(href),
    })),
    ...(editor
      ? [
          {
            id: "gaps",
            label: "What people ask and nobody has written",
            icon: <ListChecksIcon />,
            run: go("/documents/gaps"),
          },
        ]
      : []),
    { id: "settings", label: "Settings", icon: <SettingsIcon />, run: go("/settings/profile") },
  ];
  const commands: Entry[] = [
    { id: "new", label: "Ask a new question", icon: <PlusIcon />, run: go("/ask") },
    ...(editor
      ? [{ id: "add", label: "Add documents", icon: <FileUpIcon />, run: go("/documents?add=files") }]
      : []),
    { id: "light", label: "Light colours", icon: <SunIcon />, run: () => setTheme("light") },
    { id: "dark", label: "Dark colours", icon: <MoonIcon />, run: () => setTheme("dark") },
    { id: "system", label: "Colours as the system", icon: <SunIcon />, run: () => setTheme("system") },
  ];
  const groups: { heading: string; entries: Entry[] }[] = [
    { heading: "Pages", entries: pages.filter(named(words)) },
    {
      heading: "Documents",
      entries: found.documents.map((document) => ({
        id: document.id,
        label: document.title,
        note: document.source.name,
        icon: <DocumentTypeIcon type={document.type} />,
        run: go(`/documents/${document.id}`),
      })),
    },
    {
      heading: "Conversations",
      entries: found.conversations.map((conversation) => ({
        id: conversation.id,
        label: conversation.title,
        icon: <MessageSquareIcon />,
        run: go(`/ask/${conversation.id}`),
      })),
    },
    {
      heading: "Commands",
      entries: [
        ...commands.filter(named(words)),
        ...(words
          ? [
              {
                id: "ask-this",
                label: `Ask “${query.trim()}”`,
                icon: <PlusIcon />,
                run: go(`/ask?q=${encodeURIComponent(query.trim())}`),
              },
              {
                id: "search-this",
                label: `Find passages about “${query.trim()}”`,
                icon: <SearchIcon />,
                run: go(`/documents/search?q=${encodeURIComponent(query.trim())}`),
              },
            ]
          : []),
      ],
    },
  ];

  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      label="Go to anything"
      placeholder="Go to a page, a document, a conversation …"
      value={query}
      onValueChange={(value) => {
        setQuery(value);
        setMoved(null);
      }}
      // Enter takes the first entry, also of what is found later, until somebody moves to another.
      selected={moved ?? groups.flatMap((group) => group.entries)[0]?.id ?? ""}
      onSelectedChange={setMoved}
    >
      <CommandEmpty className="px-3 py-8 text-center text-muted">Nothing of that name.</CommandEmpty>
      {groups
        .filter((group) => group.entries.length > 0)
        .map((group) => (
          <CommandGroup key={group.heading} heading={group.heading}>
            {group.entries.map((entry) => (
              <CommandItem
                key={entry.id}
                value={entry.id}
                onSelect={() => {
                  onOpenChange(false);
                  setQuery("");
                  entry.run();
                }}
              >
                {entry.icon}
                <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                {entry.note && <span className="shrink-0 text-muted text-sm">{entry.note}</span>}
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
    </CommandDialog>
  );
}

function named(words: string): (entry: Entry) => boolean {
  return (entry) => words === "" || entry.label.toLowerCase().includes(words);
}

/** Documents and conversations of that name, asked for while the palette is open. */
function useFound(open: boolean, query: string): Found {
  const [found, setFound] = useState<Found>({ documents: [], conversations: [] });
  useEffect(() => {
    if (!open) return;
    const controller = new AbortController();
    const search = new URLSearchParams({
      limit: query ? "8" : "5",
      ...(query.trim() && { q: query.trim() }),
    });
    const timer = setTimeout(
      async () => {
        const options = { signal: controller.signal };
        const [documents, conversations] = await Promise.allSettled([
          requestJson<DocumentList>(`/api/documents?${search}`, options),
          requestJson<{ data: Conversation[] }>(`/api/conversations?${search}`, options),
        ]);
        if (controller.signal.aborted) return;
        setFound({
          documents: documents.status === "fulfilled" ? documents.value.data : [],
          conversations: conversations.status === "fulfilled" ? conversations.value.data : [],
        });
      },
      query ? 120 : 0,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [open, query]);
  return found;
}
