import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Option } from "./Field";

interface GroupProps {
  /** The question. With `title` it is the page's h1. */
  legend: string;
  title?: boolean;
  hint?: ComponentChildren;
  error?: string | null | undefined;
  /** Keep the legend for screen readers only, where a heading beside it says the same. */
  quiet?: boolean;
}

function Group({ legend, title, hint, error, quiet, children }: GroupProps & { children: ComponentChildren }) {
  const id = useId();
  return (
    <fieldset aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined}>
      <legend class={quiet ? "visually-hidden" : title ? "" : "field-label"}>{title ? <h1 tabIndex={-1}>{legend}</h1> : legend}</legend>
      {hint && <div class="hint second small" id={`${id}-hint`}>{hint}</div>}
      {children}
      {error && <div class="group-error" id={`${id}-error`}>{error}</div>}
    </fieldset>
  );
}

/** Several of many, as feelings or filters. */
export function Chips({ options, chosen, onChosen, name, ...group }: GroupProps & { options: Option[]; chosen: string[]; onChosen: (chosen: string[]) => void; name: string }) {
  const toggle = (value: string) => onChosen(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Group {...group}>
      <div class="chips">
        {options.map((option) => (
          <label class="chip" key={option.value}>
            <input type="checkbox" name={name} value={option.value} checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}

interface ScaleProps extends GroupProps {
  name: string;
  value: number | null;
  onValue: (value: number) => void;
  low: string;
  high: string;
  /** Always two rows of five, for a narrow column. */
  narrow?: boolean;
}

/** One to ten, with words at both ends. */
export function Scale({ name, value, onValue, low, high, narrow, ...group }: ScaleProps) {
  return (
    <Group {...group}>
      <div class={`scale ${narrow ? "narrow" : ""}`}>
        {Array.from({ length: 10 }, (_, index) => index + 1).map((number) => (
          <label class="pill" key={number}>
            <input type="radio" name={name} value={number} checked={value === number} onChange={() => onValue(number)} />
            <span>{number}</span>
          </label>
        ))}
      </div>
      <div class="ends" aria-hidden="true"><span>{low}</span><span>{high}</span></div>
    </Group>
  );
}

interface AnswerProps extends GroupProps {
  name: string;
  options: Option[];
  value: string | null;
  onValue: (value: string) => void;
}

/** One of a few, each a row of at least 56 px. Picking never moves on by itself. */
export function AnswerList({ name, options, value, onValue, ...group }: AnswerProps) {
  return (
    <Group {...group}>
      <div class="answers">
        {options.map((option) => (
          <label class="answer" key={option.value}>
            <input type="radio" name={name} value={option.value} checked={value === option.value} onChange={() => onValue(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}
