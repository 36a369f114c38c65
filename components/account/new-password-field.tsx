import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface NewPasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  label?: string;
  required?: boolean;
}

/** A password to be: twelve characters or more, nothing else asked of it. */
export function NewPasswordField({
  value,
  onChange,
  label = "Password",
  required = true,
}: NewPasswordFieldProps) {
  const id = useId();
  const short = value.length > 0 && value.length < 12;
  return (
    <Field
      id={id}
      label={label}
      hint={short ? `${12 - value.length} more to go` : "At least 12 characters. A few words do well."}
    >
      <Input
        id={id}
        type="password"
        required={required}
        minLength={12}
        maxLength={200}
        autoComplete="new-password"
        aria-describedby={`${id}-note`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
