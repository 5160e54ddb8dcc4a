import { useId, useState } from "preact/hooks";
import { language, words } from "../i18n";
import type en from "../i18n/en/worksheets";
import { AnswerList, Area, Chips, Field } from "../ui";
import { Breathing } from "./Breathing";
import { linesIn, numberIn, type Part, say, stepsOf, type Value } from "./worksheets";
import "./worksheets.css";

const t = words<typeof en>("worksheets");
const mostPills = 11;

interface Filling {
  part: Part;
  value: Value | undefined;
  onValue: (value: Value | undefined) => void;
}

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** Several short answers, a line each. */
function Lines({ part, value, onValue }: Filling) {
  const [typed, setTyped] = useState(Array.isArray(value) ? value.join("\n") : "");
  const change = (next: string) => {
    setTyped(next);
    const lines = linesIn(next).slice(0, 30).map((line) => line.slice(0, 300));
    onValue(lines.length ? lines : undefined);
  };
  return <Area label={say(part.label)} hint={t("one_a_line")} rows={4} maxLength={4000} value={typed} onValue={change} />;
}

/** A number with its unit; what cannot be read stays in the field and says so. */
function NumberField({ part, value, onValue }: Filling) {
  const [typed, setTyped] = useState(value === undefined ? "" : String(value));
  const read = numberIn(part, typed);
  const change = (next: string) => {
    setTyped(next);
    const number = numberIn(part, next);
    if (number !== null) onValue(number);
  };
  const range = t("number_range", { low: part.low ?? 0, high: part.high ?? 10 });
  return <Field label={say(part.label)} hint={part.unit ? `${range} ${say(part.unit)}` : range} error={read === null ? t("number_wrong") : null} inputMode="decimal" short value={typed} onValue={change} />;
}

/** A scale of many steps: the number beside the slider says where it stands, and that it was not set yet. */
function Slider({ part, value, onValue }: Filling) {
  const id = useId();
  const { low = 0, high = 10, step = 1 } = part;
  return (
    <div class="field range">
      <label for={id}>{say(part.label)}</label>
      <input type="range" id={id} min={low} max={high} step={step} value={typeof value === "number" ? value : Math.round((low + high) / 2 / step) * step}
        aria-valuetext={typeof value === "number" ? String(value) : t("not_set")} onInput={(event) => onValue(Number(event.currentTarget.value))} onClick={(event) => onValue(Number(event.currentTarget.value))} />
      <Ends part={part} />
      <output for={id}>{typeof value === "number" ? String(value) : t("not_set")}</output>
    </div>
  );
}

function Ends({ part }: { part: Part }) {
  if (!part.ends) return null;
  const [low, high] = part.ends[language.value];
  return <div class="ends" aria-hidden="true"><span>{low}</span><span>{high}</span></div>;
}

function Pills({ part, value, onValue }: Filling) {
  return (
    <fieldset>
      <legend class="field-label">{say(part.label)}</legend>
      <div class="scale">
        {stepsOf(part).map((number) => (
          <label class="pill" key={number}>
            <input type="radio" name={part.id} value={number} checked={value === number} onChange={() => onValue(number)} />
            <span>{number}</span>
          </label>
        ))}
      </div>
      <Ends part={part} />
    </fieldset>
  );
}

function Choice({ part, value, onValue }: Filling) {
  const options = (part.options ?? []).map((option) => ({ value: option.value, label: say(option.label) }));
  const chosen = Array.isArray(value) ? value : [];
  if (part.one) return <AnswerList name={part.id} legend={say(part.label)} options={options} value={chosen[0] ?? null} onValue={(one) => onValue([one])} />;
  return <Chips name={part.id} legend={say(part.label)} options={options} chosen={chosen} onChosen={(some) => onValue(some.length ? some : undefined)} />;
}

/** One part of a worksheet, as it is filled in or done. */
export function PartField(filling: Filling) {
  const { part, value, onValue } = filling;
  const typed = (next: string) => onValue(next === "" ? undefined : next);
  switch (part.kind) {
    case "text": return <Area label={say(part.label)} rows={5} maxLength={4000} value={text(value)} onValue={typed} />;
    case "line": return <Field label={say(part.label)} maxLength={300} value={text(value)} onValue={typed} />;
    case "time": return <Field type="time" label={say(part.label)} short value={text(value)} onValue={typed} />;
    case "list": return <Lines {...filling} />;
    case "number": return <NumberField {...filling} />;
    case "choice": return <Choice {...filling} />;
    case "scale": return stepsOf(part).length <= mostPills ? <Pills {...filling} /> : <Slider {...filling} />;
    case "breathe": return <Breathing part={part} />;
  }
}
