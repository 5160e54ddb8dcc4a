import { useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_calendar";
import { loadMe, me } from "../../shared/session/me";
import { shortDay, todayAt, zonePlace } from "../../shared/time";
import { Button, Failed, Loading, Page, useLoad } from "../../shared/ui";
import { loadCaseload } from "../clients/caseload";
import type { Appointment } from "../staff";
import "./calendar.css";
import { DayColumn, HourMarks } from "./DayColumn";
import { HoursForm } from "./HoursForm";
import { addDays, edges, hoursOf, mondayOf, type Offer, spanOf } from "./week";

const t = words<typeof en>("staff_calendar");

export interface Week {
  offer: Offer;
  appointments: Appointment[];
  /** Names of the clients in care, by id. */
  names: Record<string, string>;
}

async function loadWeek(monday: string): Promise<Week> {
  const offer = await get("/api/availability");
  const [appointments, clients] = await Promise.all([get("/api/appointments", { query: { from: monday, to: addDays(monday, 7), zone: offer.zone } }), loadCaseload()]);
  const shown = appointments.items.filter((one) => one.status !== "cancelled");
  return { offer, appointments: shown, names: Object.fromEntries(clients.items.map((client) => [client.id, client.name])) };
}

function WeekView({ week, monday, today, chosen, choose }: { week: Week; monday: string; today: string; chosen: string; choose: (date: string) => void }) {
  const dates = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const { first, last } = edges([...dates.flatMap((date) => hoursOf(week.offer, date)), ...week.appointments.map(spanOf)]);
  return (
    <div class="week" style={{ "--hours": last - first }}>
      <HourMarks first={first} last={last} />
      {dates.map((date) => (
        <DayColumn key={date} date={date} week={week} first={first} today={date === today} chosen={date === chosen} choose={choose} />
      ))}
    </div>
  );
}

/** One week after another, and the form that changes the hours of the chosen day. */
function Calendar({ today }: { today: string }) {
  const [monday, setMonday] = useState(mondayOf(today));
  const [chosen, choose] = useState(today);
  const { data: week, error, again, set } = useLoad(() => loadWeek(monday), [monday]);
  const move = (days: number) => {
    setMonday(addDays(monday, days));
    choose(addDays(chosen, days));
  };
  const booked = week?.appointments.length ?? 0;
  return (
    <Page title={t("from_to", { from: shortDay(monday), to: shortDay(addDays(monday, 6)) })} lead={week && `${t.count("booked", booked)} ${t("zone", { zone: zonePlace(week.offer.zone) })}`}>
      <div class="together weeks">
        <Button look="quiet" onClick={() => move(-7)}>{t("earlier")}</Button>
        <Button look="quiet" onClick={() => move(7)}>{t("later")}</Button>
        {monday !== mondayOf(today) && <Button look="text" onClick={() => (setMonday(mondayOf(today)), choose(today))}>{t("this_week")}</Button>}
      </div>
      {error ? <Failed error={error} again={again} /> : !week && <Loading what={t("getting")} />}
      {week && (
        <div class="columns calendar">
          <WeekView week={week} monday={monday} today={today} chosen={chosen} choose={choose} />
          <HoursForm key={chosen} date={chosen} week={week} onSaved={(offer) => set({ ...week, offer })} />
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
