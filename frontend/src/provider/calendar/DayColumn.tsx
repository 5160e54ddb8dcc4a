import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_calendar";
import { href } from "../../shared/router";
import { clockOf, dayAndTime, dayOf, timeOf } from "../../shared/time";
import type { Appointment } from "../staff";
import type { Week } from "./CalendarPage";
import { clock, hoursOf, ownHours, spanOf, weekday } from "./week";

const t = words<typeof en>("staff_calendar");
const s = words<typeof staff>("staff");

/** "9 AM" beside the picture of the week. */
export function HourMarks({ first, last }: { first: number; last: number }) {
  return (
    <div class="marks" aria-hidden="true">
      {Array.from({ length: last - first + 1 }, (_, index) => (
        <span class="figures" key={index} style={{ "--from": index * 60 }}>{clockOf(`2000-01-01T${String((first + index) % 24).padStart(2, "0")}:00`)}</span>
      ))}
    </div>
  );
}

function Session({ one, week, first }: { one: Appointment; week: Week; first: number }) {
  const span = spanOf(one);
  const clients = one.client_ids.map((id) => week.clients.find((row) => row.id === id));
  const theirs = clients.flatMap((row) => {
    const other = row && week.theirs.get(`${one.id} ${row.id}`);
    if (!row || !other) return [];
    const time = other.start.slice(0, 10) === one.start.slice(0, 10) ? timeOf(other) : dayAndTime(other);
    return [{ id: row.id, time, whose: t("for_client", { name: row.name || s("no_name") }) }];
  });
  const names = clients.map((row) => (row ? row.name || s("no_name") : t("former"))).join(", ");
  // A short one, or one that also tells another clock's time, would be taller than it lasts if each word had a line.
  const tight = theirs.length > 0 || one.minutes <= 30;
  return (
    <li class={`session ${tight ? "tight" : ""}`} style={{ "--from": span.opens - first * 60, "--long": one.minutes }}>
      <a href={href(`/calendar/session/${one.id}`)}>
        <span class="line">
          <strong>{names}</strong>
          <span class="when"> {timeOf(one)}, </span>
          <span>{one.type && one.type !== "individual" ? s.code("type", one.type) : s.code("format", one.format)}</span>
        </span>
        {theirs.map(({ id, time, whose }) => <span class="their-time" key={id}> {time}<span class="whose"> {whose}</span></span>)}
        {one.status !== "booked" && <span class="visually-hidden">, {s.code("status", one.status)}</span>}
      </a>
    </li>
  );
}

/** One day: a column of the wide picture, a part of the list on a narrow page and for assistive technology. */
export function DayColumn({ date, week, first, today, chosen, choose }: { date: string; week: Week; first: number; today: boolean; chosen: boolean; choose: (date: string) => void }) {
  const hours = hoursOf(week.offer, date);
  const own = ownHours(week.offer, date) !== undefined;
  const sessions = week.appointments.filter((one) => one.start.slice(0, 10) === date);
  const busy = week.now.busy.filter((one) => one.start.slice(0, 10) === date);
  const clocks = week.now.days.find((day) => day.date === date)?.clocks;
  const notes = [chosen && t("editing"), today && t("today"), own && t(hours.length ? "own_hours" : "off"), !hours.length && t("closed_short")].filter((note) => note !== false);
  const at = (minutes: number) => clockOf(`${date}T${clock(minutes)}`);
  const said = hours.length ? t("bookable", { hours: hours.map((one) => t("hours", { from: at(one.opens), to: at(one.closes) })).join(", ") }) : t("closed");
  return (
    <section class={`day-column ${chosen ? "chosen" : ""} ${weekday(date) > 4 ? "weekend" : ""}`} aria-label={dayOf(date)}>
      <header>
        <h2 class={today ? "today-mark" : undefined}>{t(`weekday_${weekday(date)}` as "weekday_0")} {Number(date.slice(8))}</h2>
        <div class="small second">{clocks ? t(`clocks_${clocks}`) : notes[0] ?? " "}</div>
      </header>
      <div class="picture">
        {hours.map((one) => <div class="open" aria-hidden="true" key={one.opens} style={{ "--from": one.opens - first * 60, "--long": one.closes - one.opens }} />)}
        <p class="said small second">{said}</p>
        {busy.map((one) => {
          const opens = spanOf(one).opens;
          return (
            <p class="busy small" key={one.start} style={{ "--from": opens - first * 60, "--long": one.minutes }}>
              <span aria-hidden="true">{t("busy")}</span><span class="visually-hidden">{t("busy_from", { from: at(opens), to: at(opens + one.minutes) })}</span>
            </p>
          );
        })}
        <ul>{sessions.map((one) => <Session key={one.id} one={one} week={week} first={first} />)}</ul>
      </div>
      <a class="edit small" href="#hours" aria-current={chosen ? "true" : undefined} onClick={() => choose(date)}>{t("edit_hours")}<span class="visually-hidden"> {dayOf(date)}</span></a>
    </section>
  );
}
