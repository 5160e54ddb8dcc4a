import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_today";
import { href } from "../../shared/router";
import { clockOf, timeOf } from "../../shared/time";
import { formatAndMinutes, nameOf, type Session, theirTime, type Today } from "../staff";
import { isOver, type Lit, scaleOf } from "./day";
import { LitSession } from "./LitSession";

const t = words<typeof en>("staff_today");
const s = words<typeof staff>("staff");

function Names({ session }: { session: Session }) {
  return (
    <h3>
      {session.clients.map((client, index) => (
        <span key={client.id}>{index > 0 && ", "}<a href={href(`/clients/${client.id}`)}>{nameOf(client)}</a></span>
      ))}
    </h3>
  );
}

function Block({ session, now }: { session: Session; now: number }) {
  const over = isOver(session, now);
  const { appointment } = session;
  const theirs = theirTime(session);
  const status = appointment.status === "booked" ? over && t("ended") : s.code("status", appointment.status);
  return (
    <div class={over ? "block over" : "block"}>
      <div class="side-by-side">
        <Names session={session} />
        <span class="nowrap figures">{timeOf(appointment)}</span>
      </div>
      <p class="small second">{formatAndMinutes(appointment)}.{theirs && ` ${t("theirs", { time: theirs })}`}{status && ` ${status}.`}</p>
    </div>
  );
}

/** The day's sessions, each as long as it lasts on the wide page and one below the other on a narrow one. */
export function DayScale({ today, lit, now }: { today: Today; lit: Lit; now: number }) {
  const scale = scaleOf(today, now);
  return (
    <div class="day" style={{ gridTemplateRows: scale.rows }}>
      {scale.hours.map((hour) => (
        <div class="hour" aria-hidden="true" key={hour.minutes} style={{ gridRow: hour.line }}>
          <span class="figures">{clockOf(`${today.date}T${String(Math.floor(hour.minutes / 60) % 24).padStart(2, "0")}:00`)}</span>
        </div>
      ))}
      {scale.now && <div class="hour present" aria-hidden="true" style={{ gridRow: scale.now.line }}><span class="figures">{clockOf(scale.now.written)}</span></div>}
      <ol role="list">
        {today.sessions.map((session, index) => (
          <li key={session.appointment.id} style={{ gridRow: `${scale.places[index]!.from} / ${scale.places[index]!.to}` }}>
            {lit?.kind === "session" && lit.session === session ? <LitSession session={session} minutes={lit.minutes} /> : <Block session={session} now={now} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
