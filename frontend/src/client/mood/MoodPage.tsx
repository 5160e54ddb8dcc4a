import { useMemo, useState } from "preact/hooks";
import { type Answer, get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { loadMe, me } from "../../shared/session/me";
import { dateOf, dayAndTime, offsetMinutes, shortDay, writtenAt } from "../../shared/time";
import { Disclosure, Failed, LitArea, Loading, Notice, Page, useLoad } from "../../shared/ui";
import { nowAtHome } from "../hereAndNow";
import { loadSharing, namesOf } from "../sharing/sharing";
import { type Day, lastDays, lowForTwoDays, patterns, sleepPattern } from "./days";
import "./mood.css";
import { MoodChart } from "./MoodChart";
import { MoodScale } from "./MoodScale";
import { daysInWords } from "./sentences";

const t = words<typeof en>("mood");

type Mood = Answer<"/api/moods", "get">["items"][number];
const ranges = [14, 28, 91, 365] as const;
const aDay = 86_400_000;

/** A year of entries at once. */
async function loadMoods(): Promise<Mood[]> {
  if (!me.peek()) await loadMe();
  return (await get("/api/moods", { query: { limit: 366 } })).items;
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

/** "On Mondays: 6 or higher on 3 of 8 days. On other days: on 20 of 41." */
function Patterns({ days }: { days: Day[] }) {
  const { from, weekdays, triggers } = patterns(days);
  const weekdayName = (weekday: number) => new Intl.DateTimeFormat(language.value, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, 10, 1 + weekday)));
  const found = [
    ...weekdays.map((one) => ({ ...one, label: weekdayName(Number(one.of)) })),
    ...triggers.map((one) => ({ ...one, label: t.code("trigger", String(one.of)) ?? String(one.of) })),
  ];
  if (!found.length) return <p class="second">{t("patterns_too_few")}</p>;
  return (
    <>
      <p>{t("patterns_lead", { from })}</p>
      <ul class="stack-tight">
        {found.map(({ of, label, so, others }) => <li key={of}>{t("pattern", { what: label, better: so.better, days: so.days, other_better: others.better, other_days: others.days })}</li>)}
      </ul>
      <p class="second">{t("may_be_chance")}</p>
    </>
  );
}

/** A note can be changed for a day: until when, and the way there. */
function Changeable({ last }: { last: Mood }) {
  const until = Date.parse(last.at) + aDay;
  if (until <= now()) return null;
  const when = { start: writtenAt(new Date(until).toISOString(), offsetMinutes(last.local)), zone_name: last.zone_name };
  return <p class="small"><a class="lone" href={`/mood/${last.id}`}>{t("change_last")}</a><br /><span class="second">{t("change_until", { when: dayAndTime(when) })}</span></p>;
}

/** Who can read the notes, as the switch stands; nothing is claimed while that is not known. */
function WhoSees() {
  const { data } = useLoad(loadSharing, []);
  const who = data?.state.moods ? namesOf(data) : undefined;
  return (
    <p class="small">
      {data && <><strong>{who ? t("shared_with", { who }) : t("who_sees")}</strong> {t(who ? "shared_with_more" : "who_sees_more")} </>}
      <a href="/record/sharing">{t("sharing_link")}</a>
    </p>
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
      <Disclosure summary={t("patterns")}><Patterns days={days} /></Disclosure>
      <hr />
      <WhoSees />
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
          <Changeable last={moods[0]!} />
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
