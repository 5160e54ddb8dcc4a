import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/intake";
import { go } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { AnswerList, Area, Chips, Notice, useSave } from "../../shared/ui";
import { answers, matchable } from "../start/answers";
import { type Draft, type Intake, onward, saveIntake } from "./draft";
import { StepFrame } from "./StepFrame";
import { blankValues, type Field, formSteps, unanswered, type Value, type Values, withoutContradiction } from "./steps";

const t = words<typeof en>("intake");
const c = words<typeof common>("common");

interface ControlProps {
  step: string;
  field: Field;
  /** The legend is the page's h1. */
  title: boolean;
  value: Value;
  onValue: (value: Value) => void;
  error: string | null;
}

function Control({ step, field, title, value, onValue, error }: ControlProps) {
  const legend = t.code(`${step}`, title ? "title" : field.name) ?? field.name;
  const hint = t.code(`${step}_${field.name}`, "hint");
  const options = (field.options ?? []).map((code) => ({ value: code, label: t.code(`${step}_${field.name}`, code) ?? t.code("any", code) ?? code }));
  if (field.kind === "text") return <Area label={t.code(step, field.name) ?? t("own_words")} hint={hint ?? c("optional")} value={value as string} onValue={onValue} maxLength={4000} rows={field.name === "text" ? 6 : 3} />;
  if (field.kind === "many") {
    const chosen = value as string[];
    return <Chips legend={legend} title={title} hint={hint} name={field.name} options={options} chosen={chosen} onChosen={(next) => onValue(withoutContradiction(chosen, next))} error={error} />;
  }
  return <AnswerList legend={legend} title={title} hint={hint} name={field.name} options={options} value={value as string | null} onValue={onValue} error={error} />;
}

/** Somebody who is not safe at home sees at once where help is; the page goes on either way. */
function NotSafe({ values }: { values: Values }) {
  if (values.safe_at_home !== "no" && values.safe_at_home !== "unsure") return null;
  return (
    <Notice kind="danger" title={t("not_safe_title")}>
      <p>{t("not_safe")} <a href="tel:911">{t("not_safe_911")}</a> <a href="/help">{t("not_safe_help")}</a></p>
    </Notice>
  );
}

/** One page of the intake that is not a questionnaire. */
export function FormStep({ view, step }: { view: Intake; step: string }) {
  const fields = formSteps[step]!;
  const kept = view.draft[step as keyof Draft] as Values | undefined;
  const said: Values = step === "concerns" && !kept ? { items: matchable(answers.peek().concerns) } : {};
  const [values, setValues, forget] = useDraft<Values>(`intake-${step}`, { ...blankValues(fields), ...said, ...kept });
  const [missing, setMissing] = useState<string[]>([]);
  const save = useSave(async (then: string | null) => {
    const next = await saveIntake({ [step]: values } as Draft);
    forget();
    go(then ?? onward(next, step));
  });
  const ready = () => {
    const open = unanswered(step, fields, values);
    setMissing(open);
    return open.length === 0;
  };
  const shown = fields.filter((field) => !field.when || field.when(values));
  const single = shown[0]!.kind !== "text" && fields.filter((field) => field.kind !== "text").length === 1;
  const touched = JSON.stringify(values) !== JSON.stringify({ ...blankValues(fields), ...kept });
  return (
    <StepFrame view={view} step={step} ready={ready} save={save} touched={touched} why={t.code(step, "why") ?? t("why_any")}>
      {!single && <h1 tabIndex={-1}>{t.code(step, "title")}</h1>}
      {shown.map((field, index) => (
        <Control key={field.name} step={step} field={field} title={single && index === 0} value={values[field.name]!} onValue={(value) => setValues({ ...values, [field.name]: value })}
          error={missing.includes(field.name) && !values[field.name]?.length ? t("pick_one") : null} />
      ))}
      <NotSafe values={values} />
    </StepFrame>
  );
}
