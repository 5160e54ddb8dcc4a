import { useEffect } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { go, type PageProps } from "../../shared/router";
import { Failed, Loading, Page, useLoad } from "../../shared/ui";
import { intake, type Intake, loadIntake, onward, readIntake } from "./draft";
import { FormStep } from "./FormStep";
import { ItemStep } from "./ItemStep";
import { PreferencesStep } from "./PreferencesStep";
import { formSteps } from "./steps";

const t = words<typeof en>("intake");
const questionnaires = ["phq-9", "gad-7"];

/** Another page where this one has no place: an open risk screen before all, results once handed in, the next step for "onward". */
function elsewhere(view: Intake, step: string): string | null {
  if (view.safety === "open") return "/screen";
  if (view.status === "submitted" && step !== "preferences") return "/results";
  if (step === "onward" || !view.steps.some((one) => one.id === step)) return onward(view, step === "onward" ? null : step);
  return null;
}

/** One question of the intake. */
export default function StepPage({ params }: PageProps) {
  const step = params.step!;
  const { data, error, again } = useLoad(() => (step === "onward" ? loadIntake() : readIntake()), [step]);
  // What this tab already holds is shown at once, so that the question is the page's first heading and keeps the focus.
  const view = step === "onward" ? data : (intake.value ?? data);
  const other = view ? elsewhere(view, step) : null;
  useEffect(() => {
    if (other) go(other, { replace: true });
  }, [other]);
  if (!view || other) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  if (questionnaires.includes(step)) return <ItemStep view={view} step={step} item={params.item} />;
  if (step === "preferences") return <PreferencesStep view={view} />;
  return formSteps[step] ? <FormStep view={view} step={step} /> : null;
}
