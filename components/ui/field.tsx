import type { ReactNode } from "react";

interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** A label, its control and what there is to say about it. The control names `${id}-note` in `aria-describedby`. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children}
      {(error ?? hint) && (
        <p id={`${id}-note`} className={error ? "text-danger text-sm" : "text-muted text-sm"}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
