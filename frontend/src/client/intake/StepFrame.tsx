import type { ComponentChildren } from "preact";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/intake";
import { go } from "../../shared/router";
import { Actions, Button, Disclosure, Failed, LitArea, Page, type useSave } from "../../shared/ui";
import { type Intake, pageOf } from "./draft";

const t = words<typeof en>("intake");
const c = words<typeof common>("common");

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
  children: ComponentChildren;
}

function before(view: Intake, step: string): string {
  const at = view.steps.findIndex((one) => one.id === step);
  const earlier = view.steps.slice(0, at).filter((one) => one.id !== "asq").pop();
  return earlier ? pageOf(earlier.id) : "/intake";
}

/** Around every question of the intake: where one is, why we ask, on, back, and stop. */
export function StepFrame({ view, step, back, place, ready, save, touched, why, above, children }: Props) {
  const here = view.steps.find((one) => one.id === step)!;
  const submit = (event: Event) => {
    event.preventDefault();
    if (ready()) void save.run(null);
  };
  const stop = () => {
    if (!touched) go("/home");
    else if (ready()) void save.run("/home");
  };
  return (
    <Page task>
      <p class="second small">{t("part", { part: here.part, parts: here.parts, section: t.code("section", here.section) ?? "" })} {place}</p>
      <LitArea>
        <form onSubmit={submit} noValidate class="stack">
          {above}
          {children}
          <Disclosure summary={c("why_we_ask")}><p>{why}</p></Disclosure>
          {save.error !== undefined && <Failed error={save.error}>{t("save_failed")}</Failed>}
          <Actions>
            <Button type="submit" busy={save.busy && c("saving")}>{c("continue")}</Button>
            <a href={back ?? before(view, step)}>{c("back")}</a>
            <Button look="text" onClick={stop}>{t("stop")}</Button>
          </Actions>
        </form>
      </LitArea>
    </Page>
  );
}
