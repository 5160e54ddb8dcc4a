import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/between";
import { LitArea, Page, Row, Rows, useLoad } from "../../shared/ui";
import { lately } from "../messages/times";
import { MoodScale } from "../mood/MoodScale";

const t = words<typeof en>("between");

/** What there is to do between sessions. The last entry is a help, not a condition: without it the page works the same. */
export default function BetweenPage() {
  const { data } = useLoad(() => get("/api/moods", { query: { limit: 1 } }), []);
  const { data: checkIns } = useLoad(() => get("/api/check-ins"), []);
  const due = checkIns?.items.some((one) => one.due);
  const last = data?.items[0];
  const when = last && lately({ start: last.local, zone_name: last.zone_name });
  return (
    <Page title={t("title")} lead={last || !data ? t("lead") : t("lead_empty")} task>
      <LitArea title={t("how_now")}><MoodScale /></LitArea>
      <Rows>
        <Row href="/mood" link={t("mood_link")}>
          <div>{t("mood")}</div>
          <div class="small second">{last ? (last.score === null ? t("mood_last_feeling", { time: when ?? "" }) : t("mood_last", { score: last.score, time: when ?? "" })) : data ? t("mood_none") : ""}</div>
        </Row>
        <Row href="/library" link={t("library_link")}>
          <div>{t("library")}</div>
          <div class="small second">{t("library_about")}</div>
        </Row>
        <Row href="/measures" link={t("measures_link")}>
          <div>{t("measures")}</div>
          <div class="small second">{due ? t("measures_due") : t("measures_about")}</div>
        </Row>
        <Row href="/plan" link={t("plan_link")}>
          <div>{t("plan")}</div>
          <div class="small second">{t("plan_about")}</div>
        </Row>
        <Row href="/record/sharing" link={t("sharing_link")}>
          <div>{t("sharing")}</div>
          <div class="small second">{t("sharing_about")}</div>
        </Row>
      </Rows>
    </Page>
  );
}
