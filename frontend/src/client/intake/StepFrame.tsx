import type { ComponentChildren } from "preact";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { go } from "../../shared/router";
import { Button, type useSave } from "../../shared/ui";
import { type Intake, pageOf } from "./draft";
import { QuestionFrame } from "./QuestionFrame";

const t = words<typeof en>("intake");

interface Props {
  view: Intake;
  step: string;
  /** Where Back leads when not to the step before. */
  back?: string;
  /** "Question 4 of 9" */
  place?: string;
  /** Keep what is on the page; false where something is missing. */
  ready: () => boolean;
  save: ReturnType<typeof useSave<[then: string | null]>>;
  /** Whether there is anything to keep when stopping here. */
  touched: boolean;
  why: string;
  above?: ComponentChildren;
  atRisk?: boolean;
  children: ComponentChildren;
}

function before(view: Intake, step: string): string {
  const at = view.steps.findIndex((one) => one.id === step);
  const earlier = view.steps.slice(0, at).filter((one) => one.id !== "asq").pop();
  return earlier ? pageOf(earlier.id) : "/intake";
}

/** Around every question of the intake: which part it belongs to, and a way to save and stop. */
export function StepFrame({ view, step, back, place, ready, save, touched, why, above, atRisk, children }: Props) {
  const here = view.steps.find((one) => one.id === step)!;
  const stop = () => {
    if (!touched) go("/home");
    else if (ready()) void save.run("/home");
  };
  const part = t("part", { part: here.part, parts: here.parts, section: t.code("section", here.section) ?? "" });
  return (
    <QuestionFrame place={<>{part} {place}</>} back={back ?? before(view, step)} busy={save.busy} error={save.error} onSubmit={() => ready() && void save.run(null)}
      stop={<Button look="text" onClick={stop}>{t("stop")}</Button>} why={why} above={above} atRisk={atRisk}>
      {children}
    </QuestionFrame>
  );
}
