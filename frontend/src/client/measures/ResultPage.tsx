import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type intake from "../../shared/i18n/en/intake";
import type en from "../../shared/i18n/en/measures";
import type { PageProps } from "../../shared/router";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, useLoad } from "../../shared/ui";
import { loadInstruments } from "../intake/instruments";
import { loadMeasures } from "./measures";
import { Score } from "./Score";

const t = words<typeof en>("measures");
const asked = words<typeof intake>("intake");
const c = words<typeof common>("common");

async function load(id: string) {
  const [{ items }, instruments] = await Promise.all([loadMeasures(), loadInstruments()]);
  const measure = items.find((one) => one.id === id);
  return measure ? { measure, instrument: instruments.find(({ slug }) => slug === measure.instrument) } : null;
}

/** What one questionnaire came to, in words, and that it is no diagnosis. */
export default function ResultPage({ params }: PageProps) {
  const { data, error, again } = useLoad(() => load(params.measure_id!), [params.measure_id]);
  return (
    <Page title={t("result_title")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {data === undefined && error === undefined && <Loading what={t("getting")} />}
      {data === null && <p>{c("error_not_here")} <a href="/measures">{t("all")}</a></p>}
      {data && (
        <LitArea>
          <p><Score {...data} /></p>
          <p><strong>{asked("not_a_diagnosis")}</strong> {asked("not_a_diagnosis_more")}</p>
          {data.measure.safety === "screen_required" && <p>{asked("result_safety")} <a href="/help">{asked("all_help")}</a></p>}
          <Actions><ButtonLink href="/home">{t("home")}</ButtonLink><a href="/measures">{t("all")}</a></Actions>
        </LitArea>
      )}
    </Page>
  );
}
