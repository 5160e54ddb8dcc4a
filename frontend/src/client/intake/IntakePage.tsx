import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { type Intake, loadIntake, onward, pageOf, type Step } from "./draft";

const t = words<typeof en>("intake");

interface Section {
  name: string;
  steps: Step[];
  minutes: number;
}

/** Steps that follow one another in one section, joined. */
function sectionsOf(view: Intake): Section[] {
  const names = [...new Set(view.steps.map((step) => step.section))];
  return names.map((name) => {
    const steps = view.steps.filter((step) => step.section === name);
    return { name, steps, minutes: steps.filter((step) => step.state !== "done").reduce((sum, step) => sum + step.minutes, 0) };
  });
}

function SectionRow({ view, section, here }: { view: Intake; section: Section; here: boolean }) {
  const done = section.steps.every((step) => step.state === "done");
  const english = section.steps.some((step) => view.english_only.includes(step.id));
  const state = done ? t("state_done") : here ? t("state_here") : t("state_to_come");
  // The risk questions are answered once, on their own page; there is no way back into them.
  const open = view.status === "draft" || section.name === "preferences";
  const first = open ? section.steps.find((step) => step.id !== "asq") : undefined;
  const link = done && first ? t("look_again") : english && !done ? t("answer_english") : undefined;
  return (
    <Row href={link && first ? pageOf(first.id) : undefined} link={link} about={t.code("section", section.name)}>
      <div>{t.code("section", section.name)}</div>
      <div class="small second">{state}{!done && `, ${t.count("minutes", section.minutes)}`}{english && !done && `. ${t("only_english")}`}</div>
    </Row>
  );
}

/** The intake at a glance: how leaving works, what is done, what comes. */
export default function IntakePage() {
  const { data: view, error, again } = useLoad(loadIntake, []);
  if (!view) return <Page title={t("title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const begun = view.steps.some((step) => step.state === "done");
  const to = view.status === "submitted" ? "/results" : onward(view, null);
  const section = view.steps.find((step) => pageOf(step.id) === to)?.section;
  const next = to === "/results" ? t("see_results") : to === "/intake/finish" ? t("go_finish") : t(begun ? "continue_with" : "begin_with", { section: t.code("section", section ?? "safety") ?? "" });
  return (
    <Page title={t("title")} lead={view.status === "draft" ? t("leaving") : undefined} task>
      <LitArea eyebrow={t("next")} title={next}>
        {view.status === "draft" && view.minutes_left > 0 && <p>{t.count("about_minutes", view.minutes_left)} {begun && t("saved_so_far")}</p>}
        <Actions><ButtonLink href={to}>{to === "/results" ? t("see_results") : t(begun ? "continue" : "begin")}</ButtonLink></Actions>
      </LitArea>
      <Rows label={t("sections")}>
        {sectionsOf(view).map((one) => <SectionRow key={one.name} view={view} section={one} here={one.name === section} />)}
      </Rows>
      <p class="second small">{t("who_sees")}</p>
    </Page>
  );
}
