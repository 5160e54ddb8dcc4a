import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/common";

const t = words<typeof en>("common");

interface Labelled {
  label: string;
  hint?: ComponentChildren;
  error?: string | null | undefined;
}

interface Described {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/** Label, hint, control and error in reading order; gives the control its id and descriptions. */
function Labelled({ label, hint, error, children }: Labelled & { children: (described: Described) => ComponentChildren }) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <div class="hint" id={`${id}-hint`}>{hint}</div>}
      {children({ id, "aria-describedby": describedBy, "aria-invalid": error ? "true" : undefined })}
      {error && <div class="error" id={`${id}-error`}>{error}</div>}
    </div>
  );
}

type Native<E extends HTMLElement> = Omit<JSX.HTMLAttributes<E>, "label" | "value" | "onInput" | "onChange">;

interface FieldProps extends Labelled, Native<HTMLInputElement> {
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "email" | "tel" | "date" | "time" | "month" | "number" | "search";
  name?: string;
  autocomplete?: string;
  inputMode?: "text" | "numeric" | "tel" | "email" | "decimal";
  maxLength?: number;
  readOnly?: boolean;
  required?: boolean;
  short?: boolean;
  min?: string;
  max?: string;
}

export function Field({ label, hint, error, value, onValue, short, ...rest }: FieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <input {...rest} {...described} class={`control ${short ? "short" : ""}`} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
    </Labelled>
  );
}

/** A password with a button to show it; paste and password managers work. */
export function PasswordField({ label, hint, error, value, onValue, autocomplete, name = "password" }: FieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <div class="with-button">
          <input
            {...described}
            class="control"
            name={name}
            type={shown ? "text" : "password"}
            autocomplete={autocomplete}
            autocapitalize="none"
            spellcheck={false}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          <button type="button" class="button quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? t("hide") : t("show")}
          </button>
        </div>
      )}
    </Labelled>
  );
}

/** One field for a code of digits, wherever it comes from. Spaces people type or paste are dropped. */
export function CodeField({ label, hint, error, value, onValue, digits = 6 }: Labelled & { value: string; onValue: (code: string) => void; digits?: number }) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <input
          {...described}
          class="control code"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={digits + 4}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value.replace(/\D/g, "").slice(0, digits))}
        />
      )}
    </Labelled>
  );
}

interface AreaProps extends Labelled, Native<HTMLTextAreaElement> {
  value: string;
  onValue: (value: string) => void;
  rows?: number;
  maxLength?: number;
  name?: string;
}

/** Longer text. The count appears only in the last tenth of the limit. */
export function Area({ label, hint, error, value, onValue, maxLength, ...rest }: AreaProps) {
  const left = maxLength === undefined ? Infinity : maxLength - value.length;
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <>
          <textarea {...rest} {...described} class="control" maxLength={maxLength} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
          {maxLength !== undefined && left <= maxLength / 10 && <div class="hint" role="status">{t.count("characters_left", left)}</div>}
        </>
      )}
    </Labelled>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Labelled, Native<HTMLSelectElement> {
  value: string;
  onValue: (value: string) => void;
  options: Option[];
  /** Words of the empty first choice; leave out where a value is always given. */
  empty?: string;
  name?: string;
  autocomplete?: string;
}

export function Select({ label, hint, error, value, onValue, options, empty, ...rest }: SelectProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <select {...rest} {...described} class="control" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>{option.label}</option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** One yes-or-no box with its sentence. */
export function Check({ label, hint, checked, onChecked, name }: { label: ComponentChildren; hint?: string; checked: boolean; onChecked: (checked: boolean) => void; name?: string }) {
  const id = useId();
  return (
    <label class="check">
      <input type="checkbox" name={name} checked={checked} aria-describedby={hint && id} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <small class="second" id={id}>{hint}</small>}
      </span>
    </label>
  );
}
