import { useMemo, useState } from "preact/hooks";
import { nowAtHome } from "../hereAndNow";
import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { loadMe, me } from "../../shared/session/me";
import { dateOf, shortDay } from "../../shared/time";
import { Failed, LitArea, Loading, Notice, Page, useLoad } from "../../shared/ui";
import { type Day, lastDays, lowForTwoDays, sleepPattern } from "./days";
import { MoodChart } from "./MoodChart";
import { MoodScale } from "./MoodScale";
import { daysInWords } from "./sentences";
import "./mood.css";

const t = words<typeof en>("mood");

type Mood = Answer<"/api/moods", "get">["items"][number];
const ranges = [14, 28, 91] as const;

/** Entries of three months: at most two pages of a hundred. */
async function loadMoods(): Promise<Mood[]> {
  if (!me.peek()) await loadMe();
  const first = await get("/api/moods", { query: { limit: 100 } });
  if (!first.next) return first.items;
  const second = await get("/api/moods", { query: { limit: 100, cursor: first.next } });
  return [...first.items, ...second.items];
}

function RangeChoice({ range, onRange }: { range: number; onRange: (days: number) => void }) {
  return (
    <div class="together small" role="group" aria-label={t("range")}>
      {ranges.map((days) => (
        <button key={days} type="button" class="button text" aria-pressed={range === days} onClick={() => onRange(days)}>{t(`range_${days}`)}</button>
      ))}
    </div>
  );
}

function WhatTheNotesSay({ days }: { days: Day[] }) {
  const pattern = sleepPattern(days);
  return (
    <aside class="stack" aria-label={t("notes_say")}>
      <h2>{t("notes_say")}</h2>
      <p>{daysInWords(days)}</p>
      {pattern && (
        <>
          <p><span class="mark-full" aria-hidden="true" /> {t("slept_well", { from: pattern.from, better: pattern.slept.better, days: pattern.slept.days })}</p>
          <p><span class="mark-hollow" aria-hidden="true" /> {t("slept_less", { better: pattern.less.better, days: pattern.less.days })}</p>
          <p class="second">{t("may_be_chance")}</p>
        </>
      )}
      <hr />
      <p class="small"><strong>{t("who_sees")}</strong> {t("who_sees_more")} <a href="/record/sharing">{t("sharing_link")}</a></p>
    </aside>
  );
}

/** Somebody who noted 1 or 2 on two days is told quietly where help is; nothing is raised and nobody is told. */
function LowDays() {
  return (
    <Notice live={false}>
      <p>{t("low_days")} <a href="tel:988">{t("low_days_call")}</a> <a href="/help">{t("low_days_help")}</a></p>
    </Notice>
  );
}

function History({ moods }: { moods: Mood[] }) {
  const [range, setRange] = useState<number>(() => (matchMedia("(max-width: 559px)").matches ? 14 : 28));
  const today = dateOf(nowAtHome()?.start ?? moods[0]!.local);
  const days = useMemo(() => lastDays(moods, today, range), [moods, today, range]);
  return (
    <>
      {lowForTwoDays(days) && <LowDays />}
      <div class="columns mood-history">
        <section class="stack">
          <div class="mood-head">
            <h2>{t("from_to", { from: shortDay(days[0]!.date), to: shortDay(today) })}</h2>
            <RangeChoice range={range} onRange={setRange} />
          </div>
          <MoodChart days={days} />
        </section>
        <WhatTheNotesSay days={days} />
      </div>
    </>
  );
}

/** How one has been: the scale, and what was noted. */
export default function MoodPage() {
  const { data: moods, error, again } = useLoad(loadMoods, []);
  return (
    <Page title={t("title")}>
      <LitArea title={t("how_now")}>
        <MoodScale />
        <p class="small second">{t("next_page_more")}</p>
      </LitArea>
      {error !== undefined && <Failed error={error} again={again} />}
      {!moods && error === undefined && <Loading what={t("getting")} />}
      {moods && moods.length > 0 && <History moods={moods} />}
      {moods && moods.length === 0 && <p class="second">{t("empty")}</p>}
    </Page>
  );
}
