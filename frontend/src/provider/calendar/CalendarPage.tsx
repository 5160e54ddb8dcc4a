import { useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_calendar";
import { href } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { shortDay, todayAt, zonePlace } from "../../shared/time";
import { Button, Failed, Loading, Page, useLoad } from "../../shared/ui";
import { type ClientRow, loadCaseload } from "../clients/caseload";
import type { Appointment } from "../staff";
import { isApart } from "./bookable";
import "./calendar.css";
import { DayColumn, HourMarks } from "./DayColumn";
import { HoursForm } from "./HoursForm";
import type { Effect } from "./useEffectOf";
import { addDays, edges, hoursOf, mondayOf, type Offer, spanOf } from "./week";

const t = words<typeof en>("staff_calendar");

export interface Week {
  offer: Offer;
  appointments: Appointment[];
  /** Those in care. */
  clients: readonly ClientRow[];
  /** Times of the sessions by each client's clock, where it shows something else. */
  theirs: Theirs;
  /** The dates as clients see them, and what another calendar takes of them. */
  now: Effect;
}

type Show = "week" | "day" | "list";

/** Written as `<session> <client>` -> the start in that client's zone. */
type Theirs = ReadonlyMap<string, Appointment>;

/** One request for each other zone among the clients of these dates. */
async function loadTheirs(sessions: readonly Appointment[], clients: readonly ClientRow[], dates: { from: string; to: string }): Promise<Theirs> {
  const met = clients.filter((row) => sessions.some((one) => one.client_ids.includes(row.id) && row.zone && row.zone !== one.zone));
  // A day more on either side: by another clock a session may lie on another date.
  const around = { from: addDays(dates.from, -1), to: addDays(dates.to, 1) };
  const found: [string, Appointment][] = [];
  for (const zone of new Set(met.map((row) => row.zone))) {
    const { items } = await get("/api/appointments", { query: { ...around, zone } });
    for (const row of met.filter((one) => one.zone === zone))
      for (const one of items.filter((item) => item.client_ids.includes(row.id))) {
        const mine = sessions.find((session) => session.id === one.id);
        if (mine && isApart(mine, one)) found.push([`${one.id} ${row.id}`, one]);
      }
  }
  return new Map(found);
}

async function loadWeek(monday: string): Promise<Week> {
  const offer = await get("/api/availability");
  const dates = { from: monday, to: addDays(monday, 7) };
  const [appointments, clients, now] = await Promise.all([
    get("/api/appointments", { query: { ...dates, zone: offer.zone } }),
    loadCaseload(),
    post("/api/availability/preview", dates),
  ]);
  const shown = appointments.items.filter((one) => one.status !== "cancelled");
  return { offer, appointments: shown, clients: clients.items, theirs: await loadTheirs(shown, clients.items, dates), now };
}

function WeekView({ week, show, monday, today, chosen, choose }: { week: Week; show: Show; monday: string; today: string; chosen: string; choose: (date: string) => void }) {
  const dates = show === "day" ? [chosen] : Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const { first, last } = edges([...dates.flatMap((date) => hoursOf(week.offer, date)), ...week.appointments.map(spanOf)]);
  // A weekend without anything needs no room for words.
  const weekend = dates.slice(5).some((date) => hoursOf(week.offer, date).length > 0 || week.appointments.some((one) => one.start.slice(0, 10) === date)) ? "1fr" : "0.75fr";
  return (
    <div class={`week ${show}`} style={{ "--hours": last - first, "--weekend": weekend }}>
      <HourMarks first={first} last={last} />
      {dates.map((date) => (
        <DayColumn key={date} date={date} week={week} first={first} today={date === today} chosen={date === chosen} choose={choose} />
      ))}
    </div>
  );
}

/** What the picture of the week is drawn with; the lists say it in words. */
function Keys({ busy }: { busy: boolean }) {
  return (
    <p class="keys small second" aria-hidden="true">
      <span class="key-open">{t("key_open")}</span>
      <span class="key-booked">{t("key_booked")}</span>
      {busy && <span class="key-busy">{t("key_busy")}</span>}
    </p>
  );
}

/** One week after another, and the form that changes the hours of the chosen day. */
function Calendar({ today }: { today: string }) {
  const [monday, setMonday] = useState(mondayOf(today));
  const [chosen, choose] = useState(today);
  const { data: week, error, again, set } = useLoad(() => loadWeek(monday), [monday]);
  const [show, setShow] = useState<Show>("week");
  const step = show === "day" ? 1 : 7;
  const move = (days: number) => {
    const date = addDays(chosen, days);
    choose(date);
    setMonday(mondayOf(date));
  };
  const open = week?.now.days.reduce((sum, day) => sum + day.after, 0) ?? 0;
  const booked = week?.appointments.length ?? 0;
  return (
    <Page title={t("from_to", { from: shortDay(monday), to: shortDay(addDays(monday, 6)) })} lead={week && `${t.count("booked", booked)} ${t.count("open_week", open)} ${t("zone", { zone: zonePlace(week.offer.zone) })}`}>
      <div class="together weeks">
        <Button look="quiet" onClick={() => move(-step)}>{t(show === "day" ? "earlier_day" : "earlier")}</Button>
        <Button look="quiet" onClick={() => move(step)}>{t(show === "day" ? "later_day" : "later")}</Button>
        <div class="together" role="group" aria-label={t("view")}>
          {(["week", "day", "list"] as const).map((one) => <button key={one} type="button" class="button quiet" aria-pressed={show === one} onClick={() => setShow(one)}>{t(`view_${one}`)}</button>)}
        </div>
        {monday !== mondayOf(today) && <Button look="text" onClick={() => (setMonday(mondayOf(today)), choose(today))}>{t("this_week")}</Button>}
      </div>
      <div class="together weeks ways">
        <a href={href("/calendar/book")}>{t("book")}</a>
        <a href={href("/calendar/waiting")}>{t("waiting")}</a>
        <a href={href("/calendar/time-off")}>{t("time_off")}</a>
        <a href={href("/calendar/limits")}>{t("limits")}</a>
        <a href={href("/calendar/other")}>{t("other")}</a>
      </div>
      {error ? <Failed error={error} again={again} /> : !week && <Loading what={t("getting")} />}
      {week && (
        <div class="columns calendar">
          <div>
            <WeekView week={week} show={show} monday={monday} today={today} chosen={chosen} choose={choose} />
            <Keys busy={week.now.busy.length > 0} />
          </div>
          <HoursForm key={chosen} date={chosen} week={week} onSaved={(offer) => (set({ ...week, offer }), again())} />
        </div>
      )}
    </Page>
  );
}

/** A therapist's sessions and bookable hours, from the week of their own today. */
export default function CalendarPage() {
  const { data, error, again } = useLoad(() => (me.peek() ? Promise.resolve(me.peek()!) : loadMe()), []);
  if (data) return <Calendar today={todayAt(data.utc_offset)} />;
  return <Page title={t("title_waiting")}>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
}
