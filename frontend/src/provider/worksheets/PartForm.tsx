import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import { Button, Check, Field } from "../../shared/ui";
import type { Part } from "../../shared/worksheets/worksheets";
import { newOption, type Sheet } from "./building";
import { Say } from "./Say";

const t = words<typeof en>("staff_worksheets");

interface Forming {
  part: Part;
  sheet: Sheet;
  onPart: (part: Part) => void;
}

type Numbered = "low" | "high" | "step" | "in_seconds" | "out_seconds" | "rounds";

function Numbers({ part, names, onPart }: Forming & { names: Numbered[] }) {
  return (
    <div class="numbers">
      {names.map((name) => <Field key={name} type="number" inputMode="numeric" label={t(`part_${name}`)} value={Number.isNaN(part[name]) ? "" : String(part[name] ?? "")} onValue={(value) => onPart({ ...part, [name]: value === "" ? NaN : Number(value) })} />)}
    </div>
  );
}

function Ends({ part, sheet, onPart }: Forming) {
  const ends = part.ends ?? { en: ["", ""], es: ["", ""] };
  const at = (place: 0 | 1) => ({ en: ends.en[place]!, es: ends.es[place]! });
  const set = (place: 0 | 1, { en, es }: { en: string; es: string }) => {
    const changed = { en: [...ends.en] as [string, string], es: [...ends.es] as [string, string] };
    changed.en[place] = en;
    changed.es[place] = es;
    onPart({ ...part, ends: changed });
  };
  return <div class="numbers scale-ends">{([0, 1] as const).map((place) => <Say key={place} label={t(place ? "end_high" : "end_low")} maxLength={60} sheet={sheet} words={at(place)} onWords={(said) => set(place, said)} />)}</div>;
}

function Options({ part, sheet, onPart }: Forming) {
  const options = part.options ?? [];
  return (
    <>
      {options.map((option, place) => (
        <div class="option" key={option.value}>
          <Say label={t("option", { number: place + 1 })} maxLength={200} sheet={sheet} words={option.label} onWords={(label) => onPart({ ...part, options: options.map((one) => (one === option ? { ...one, label } : one)) })} />
          {options.length > 2 && <Button look="text" onClick={() => onPart({ ...part, options: options.filter((one) => one !== option) })}>{t("remove")}<span class="visually-hidden"> {t("option", { number: place + 1 })}</span></Button>}
        </div>
      ))}
      <div><Button look="text" onClick={() => onPart({ ...part, options: [...options, newOption(options)] })}>{t("add_option")}</Button></div>
      <Check label={t("several")} checked={!part.one} onChecked={(several) => onPart({ ...part, one: !several })} />
    </>
  );
}

/** What one part asks, and what its kind needs beside. */
export function PartForm(forming: Forming) {
  const { part, sheet, onPart } = forming;
  return (
    <>
      <Say label={t(part.kind === "breathe" ? "label_do" : "label_ask")} sheet={sheet} words={part.label} onWords={(label) => onPart({ ...part, label })} />
      {part.kind === "scale" && <><Numbers {...forming} names={["low", "high", "step"]} /><Ends {...forming} /></>}
      {part.kind === "number" && <><Numbers {...forming} names={["low", "high"]} /><Say label={t("unit")} hint={t("unit_hint")} maxLength={60} sheet={sheet} words={part.unit} onWords={(unit) => onPart({ ...part, unit })} /></>}
      {part.kind === "choice" && <Options {...forming} />}
      {part.kind === "breathe" && <Numbers {...forming} names={["in_seconds", "out_seconds", "rounds"]} />}
      {part.kind !== "breathe" && <Check label={t("required")} checked={part.required ?? false} onChecked={(required) => onPart({ ...part, required })} />}
    </>
  );
}
