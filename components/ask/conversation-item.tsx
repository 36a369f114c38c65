import { PencilIcon, PinIcon, PinOffIcon, Trash2Icon } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { request, toReadableProblem } from "@/components/api/request";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { Input } from "@/components/ui/input";
import { MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { Conversation } from "@/lib/conversations/schema";
import { useAsk, useThreadKey } from "./ask-context";

interface ConversationItemProps {
  conversation: Conversation;
  /** The whole list, to change it at once. */
  list: Conversation[];
  onChosen?: () => void;
}

/** One conversation of the list, with what can be done to it. */
export function ConversationItem({ conversation, list, onChosen }: ConversationItemProps) {
  const { conversations, threads } = useAsk();
  const router = useRouter();
  const current = useThreadKey() === conversation.id;
  const [renaming, setRenaming] = useState(false);
  const path = `/api/conversations/${conversation.id}`;

  /** Shows the change at once; takes it back and says why when the server refuses. */
  const change = async (patch: Partial<Pick<Conversation, "title" | "pinned">>) => {
    conversations.set(list.map((item) => (item.id === conversation.id ? { ...item, ...patch } : item)));
    try {
      await request(path, { method: "PATCH", body: patch });
      void conversations.refresh();
    } catch (error) {
      conversations.set(list);
      toast(toReadableProblem(error).title, { description: toReadableProblem(error).detail });
    }
  };

  const remove = async () => {
    conversations.set(list.filter((item) => item.id !== conversation.id));
    if (current) router.push("/ask");
    try {
      await request(path, { method: "DELETE" });
    } catch (error) {
      conversations.set(list);
      toast(toReadableProblem(error).title, { description: toReadableProblem(error).detail });
      return;
    }
    threads.forget(conversation.id);
    void conversations.refresh();
    toast("Conversation deleted", {
      description: conversation.title,
      duration: 10_000,
      action: {
        label: "Undo",
        onClick: () => {
          request(path, { method: "PATCH", body: { deleted: false } })
            .then(() => conversations.refresh())
            .catch((error: unknown) => toast(toReadableProblem(error).title));
        },
      },
    });
  };

  if (renaming) {
    return (
      <li>
        <RenameForm
          title={conversation.title}
          onEnd={(title) => {
            setRenaming(false);
            if (title && title !== conversation.title) void change({ title });
          }}
        />
      </li>
    );
  }
  return (
    <li className="group relative">
      <Link
        href={`/ask/${conversation.id}`}
        aria-current={current ? "page" : undefined}
        onClick={onChosen}
        className="tap flex h-9 items-center rounded-md pr-9 pointer-coarse:pr-12 pl-2 transition-colors hover:bg-hover focus-visible:outline-offset-0 aria-[current=page]:bg-press aria-[current=page]:font-medium"
      >
        <span className="truncate">{conversation.title}</span>
      </Link>
      <ActionsMenu
        of={conversation.title}
        align="start"
        className="absolute top-1 right-1 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:top-0 pointer-coarse:right-0 lg:pointer-fine:opacity-0"
      >
        <MenuItem onSelect={() => setTimeout(() => setRenaming(true))}>
          <PencilIcon aria-hidden />
          Rename
        </MenuItem>
        <MenuItem onSelect={() => void change({ pinned: !conversation.pinned })}>
          {conversation.pinned ? <PinOffIcon aria-hidden /> : <PinIcon aria-hidden />}
          {conversation.pinned ? "Unpin" : "Pin"}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger onSelect={() => void remove()}>
          <Trash2Icon aria-hidden />
          Delete
        </MenuItem>
      </ActionsMenu>
    </li>
  );
}

function RenameForm({ title, onEnd }: { title: string; onEnd: (title: string | null) => void }) {
  const [value, setValue] = useState(title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onEnd(value.trim());
  };
  return (
    <form onSubmit={submit} className="py-0.5">
      <Input
        aria-label="Name of the conversation"
        autoFocus
        maxLength={200}
        value={value}
        className="h-8 px-1.5"
        onFocus={(event) => event.target.select()}
        onChange={(event) => setValue(event.target.value)}
        onBlur={() => onEnd(value.trim())}
        onKeyDown={(event) => {
          if (event.key === "Escape") onEnd(null);
        }}
      />
    </form>
  );
}
