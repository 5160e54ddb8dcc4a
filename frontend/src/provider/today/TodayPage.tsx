import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_today";
import { me } from "../../shared/session/me";
import { dayAndTime, dayOf, timeOf, todayAt } from "../../shared/time";
import { Button, Failed, Loading, Notice, Page, useFresh, useLoad } from "../../shared/ui";
import type { Today } from "../staff";
import { left, type Lit, litOf } from "./day";
import { DayScale } from "./DayScale";
import { LitSession } from "./LitSession";
import { Needs } from "./Needs";
import "./today.css";
import { useNow } from "./useNow";

const t = words<typeof en>("staff_today");

/** "3 more today. The last one ends at 4:50 PM CST." */
function lead(today: Today, now: number): string {
  const coming = left(today, now);
  const last = coming.at(-1);
  if (last) return `${t.count("more_today", coming.length)} ${t("last_ends", { time: timeOf({ start: last.ends, zone: today.zone }) })}`;
  if (today.sessions.length) return t("no_more");
  const next = today.next_session?.appointment;
  return next ? `${t("none_today")} ${t("next_is", { when: dayAndTime(next) })}` : t("none_booked");
}

function Parts({ today, again }: { today: Today; again: () => void }) {
  if (!today.failed.length) return null;
  return (
    <Notice kind="caution">
      <p>{today.failed.map((part) => t.code("failed", part)).join(" ")}</p>
      <Button look="quiet" onClick={again}>{t("try_again")}</Button>
    </Notice>
  );
}

function Day({ today, lit, now }: { today: Today; lit: Lit; now: number }) {
  return (
    <section class="day-part" aria-labelledby="your-day">
      <h2 id="your-day">{t("your_day")}</h2>
      {today.sessions.length > 0 ? <DayScale today={today} lit={lit} now={now} /> : (
        lit?.kind === "session" ? <LitSession session={lit.session} minutes={lit.minutes} /> : <p class="second">{t("day_empty")}</p>
      )}
    </section>
  );
}

/** A therapist's first page. */
export function TodayPage() {
  const now = useNow();
  const { data: today, error, again } = useLoad(() => get("/api/today"), []);
  useFresh(again);
  const date = today?.date ?? todayAt(me.value?.utc_offset ?? 0);
  if (!today) return <Page title={dayOf(date)}>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const lit = litOf(today, now);
  const needsFirst = today.flags.length > 0 || lit?.kind === "need";
  const needs = <Needs today={today} lit={lit} />;
  return (
    <Page title={dayOf(date)} lead={lead(today, now)}>
      <div class="stack-wide">
        <Parts today={today} again={again} />
        <div class="columns today">
          {needsFirst && needs}
          <Day today={today} lit={lit} now={now} />
          {!needsFirst && needs}
        </div>
      </div>
    </Page>
  );
}
