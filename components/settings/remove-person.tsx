"use client";

import { pathOf, paths } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";

interface RemovePersonProps {
  /** Whom; null while nobody is asked about. */
  person: { id: string; name: string } | null;
  onClose: () => void;
  onRemoved: () => void;
}

/** Asks once more before somebody's account goes for good. */
export function RemovePerson({ person, onClose, onRemoved }: RemovePersonProps) {
  const { submit, pending, problem, clear } = useSubmit();
  const close = () => {
    clear();
    onClose();
  };
  return (
    <Dialog
      open={person !== null}
      onOpenChange={(open) => !open && close()}
      title={`Remove ${person?.name ?? ""}?`}
      footer={
        <>
          <DialogClose asChild>
            <Button>Keep</Button>
          </DialogClose>
          <Button
            tone="danger"
            aria-disabled={pending}
            onClick={async () => {
              if (pending || !person) return;
              if (!(await submit(pathOf(paths.users, person.id), { method: "DELETE" }))) return;
              close();
              onRemoved();
            }}
          >
            Remove for good
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <ProblemNotice problem={problem} />
        <p>
          Their sessions and keys end at once, and their conversations and what they were granted are deleted.
          This can't be undone; to shut somebody out for a while, disable them instead.
        </p>
      </div>
    </Dialog>
  );
}
