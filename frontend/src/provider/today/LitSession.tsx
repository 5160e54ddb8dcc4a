import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_today";
import { href } from "../../shared/router";
import { daysAhead, dayOf } from "../../shared/time";
import { Actions, ButtonLink } from "../../shared/ui";
import { AgreedOnWith } from "../homework/AgreedOn";
import { formatAndMinutes, fromTo, nameOf, namesOf, type Session, theirTime } from "../staff";
import { litBefore } from "./day";

const t = words<typeof en>("staff_today");
const s = words<typeof staff>("staff");

function eyebrow(session: Session, minutes: number): string {
  if (minutes > litBefore) return daysAhead(session.appointment.start) === 0 ? t("next") : t("next_on", { day: dayOf(session.appointment.start) });
  return minutes > 0 ? t.count("in_minutes", minutes) : t("now");
}

/** The session that comes next: from half an hour before with the way into its room, earlier with the way to prepare it. */
export function LitSession({ session, minutes }: { session: Session; minutes: number }) {
  const near = minutes <= litBefore;
  const theirs = theirTime(session);
  return (
    <div class="lit">
      <p class="eyebrow">{eyebrow(session, minutes)}</p>
      <h3>{namesOf(session.clients)}, {fromTo(session)}</h3>
      <p>{formatAndMinutes(session.appointment)}.{theirs && <> <span class="second">{t("theirs", { time: theirs })}</span></>}</p>
      <Actions>
        {near && (session.appointment.format === "in_person" ? <ButtonLink href={href(`/calendar/session/${session.appointment.id}`)}>{t("see_session")}</ButtonLink> : <ButtonLink href={href(`/room/${session.appointment.id}`)}>{s("open_room")}</ButtonLink>)}
        {session.clients.map((client, index) => (
          <ButtonLink key={client.id} look={near || index ? "text" : "primary"} href={href(`/clients/${client.id}`)}>{t("page_of", { name: nameOf(client) })}</ButtonLink>
        ))}
      </Actions>
      <AgreedOnWith clients={session.clients} />
    </div>
  );
}
