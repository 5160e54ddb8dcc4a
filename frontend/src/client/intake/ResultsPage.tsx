import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { dayAndTime } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Notice, Page, useLoad } from "../../shared/ui";
import { CrisisLines, PracticePhone } from "../../shared/ui/CrisisHelp";
import { atHome } from "../hereAndNow";
import { loadThreads, therapistsOf } from "../scheduling/therapist";
import { type Intake, loadIntake } from "./draft";

const t = words<typeof en>("intake");

type Result = NonNullable<Intake["result"]>;
const highest: Record<string, number> = { "phq-9": 27, "gad-7": 21 };

/** The intake, and who treats this person already, if anybody does. */
async function load(): Promise<{ view: Intake; therapist: string | undefined }> {
  const [view, threads] = await Promise.all([loadIntake(), loadThreads()]);
  return { view, therapist: therapistsOf(threads)[0]?.party.name };
}

function Next({ result, therapist }: { result: Result; therapist: string | undefined }) {
  const due = result.due_by ? atHome(result.due_by) : null;
  if (result.next_step === "crisis") {
    return (
      <>
        <Notice kind="danger" title={t("result_crisis")}>
          <p>{t(result.alerted ? "result_told" : "result_not_told")}</p>
          <CrisisLines />
        </Notice>
        <p>{due ? t("result_reads_by", { time: dayAndTime(due) }) : t("result_reads")}</p>
      </>
    );
  }
  if (result.next_step === "wait_for_clinician") {
    return (
      <LitArea eyebrow={t("next")} title={due ? t("result_reads_by", { time: dayAndTime(due) }) : t("result_reads")}>
        <p>{t("result_wait")}</p>
        {result.assessment_minutes ? (
          <>
            <p>{t("result_assessment", { minutes: result.assessment_minutes })}</p>
            <Actions><ButtonLink href={therapist ? "/book" : "/matches"}>{t(therapist ? "result_assessment_book" : "result_assessment_choose")}</ButtonLink><a href="/home">{t("result_home")}</a></Actions>
          </>
        ) : (
          <Actions><ButtonLink href="/home">{t("result_home")}</ButtonLink></Actions>
        )}
      </LitArea>
    );
  }
  if (therapist) {
    return (
      <LitArea eyebrow={t("next")} title={t("result_in_care", { name: therapist })}>
        <p>{t("result_in_care_text")}</p>
        <Actions><ButtonLink href="/book">{t("result_in_care_button")}</ButtonLink></Actions>
      </LitArea>
    );
  }
  return (
    <LitArea eyebrow={t("next")} title={t("result_book")}>
      <p>{t("result_book_text")}</p>
      <Actions><ButtonLink href="/matches">{t("result_book_button")}</ButtonLink></Actions>
    </LitArea>
  );
}

function Told({ view }: { view: Intake }) {
  const concerns = (view.draft.concerns?.items ?? []).filter((code) => code !== "prefer_not").map((code) => t.code("concerns_items", code) ?? code);
  const goals = view.draft.goals?.text.trim();
  return (
    <>
      <h2>{t("result_told_title")}</h2>
      <p>{concerns.length ? t("result_concerns", { concerns: new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(concerns) }) : t("result_no_concerns")}</p>
      {goals && <><p>{t("result_goals")}</p><p class="voice">{goals}</p></>}
    </>
  );
}

function Scores({ result }: { result: Result }) {
  const scores = Object.entries(result.scores);
  if (!scores.length) return null;
  return (
    <>
      <h2>{t("result_scores")}</h2>
      {scores.map(([slug, { total, band }]) => (
        <p key={slug}>
          {t("result_score", { what: t.code("scored", slug) ?? slug, total, highest: highest[slug] ?? "" })} {t.code(`band_${slug}`, band.replace(/ /g, "_")) ?? band}
        </p>
      ))}
      <p><strong>{t("not_a_diagnosis")}</strong> {t("not_a_diagnosis_more")}</p>
    </>
  );
}

/** What was told, what the scores mean, what happens next. The proposed level of care is for the clinician and not here. */
export default function ResultsPage() {
  const { data, error, again } = useLoad(load, []);
  if (!data) return <Page title={t("results_title")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting_results")} />}</Page>;
  const { view, therapist } = data;
  if (!view.result) {
    return (
      <Page title={t("results_title")} task>
        <LitArea title={t("results_none")}><Actions><ButtonLink href="/intake">{t("continue")}</ButtonLink></Actions></LitArea>
      </Page>
    );
  }
  return (
    <Page title={t("results_title")} task>
      <Next result={view.result} therapist={therapist} />
      <div class="stack">
        <Told view={view} />
        <Scores result={view.result} />
        {view.result.safety === "positive" && view.result.next_step !== "crisis" && <><h2>{t("result_safety_title")}</h2><p>{t("result_safety")} <a href="/help">{t("all_help")}</a></p></>}
        <h2>{t("ask_person")}</h2>
        <PracticePhone />
      </div>
    </Page>
  );
}
