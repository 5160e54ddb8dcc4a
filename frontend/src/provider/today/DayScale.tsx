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

function Block({ session, over }: { session: Session; over: boolean }) {
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

/** The day's sessions, each as long as it lasts on the wide page; on a narrow one, and read aloud, what comes stands before what is over. */
export function DayScale({ today, lit, now }: { today: Today; lit: Lit; now: number }) {
  const scale = scaleOf(today, now);
  const placed = today.sessions.map((session, index) => ({ session, place: scale.places[index]!, over: isOver(session, now) }));
  return (
    <div class="day" style={{ gridTemplateRows: scale.rows }}>
      {scale.hours.map((hour) => (
        <div class="hour" aria-hidden="true" key={hour.minutes} style={{ gridRow: hour.line }}>
          <span class="figures">{clockOf(`${today.date}T${String(Math.floor(hour.minutes / 60) % 24).padStart(2, "0")}:00`)}</span>
        </div>
      ))}
      {scale.now && <div class="hour present" aria-hidden="true" style={{ gridRow: scale.now.line }}><span class="figures">{clockOf(scale.now.written)}</span></div>}
      <ol role="list">
        {[...placed.filter((one) => !one.over), ...placed.filter((one) => one.over)].map(({ session, place, over }) => (
          <li key={session.appointment.id} style={{ gridRow: `${place.from} / ${place.to}` }}>
            {lit?.kind === "session" && lit.session === session ? <LitSession session={session} minutes={lit.minutes} /> : <Block session={session} over={over} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
