import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_clients";
import { href } from "../../shared/router";
import { dayAndTime, dayOf } from "../../shared/time";
import { Actions, ButtonLink, Facts, LitArea } from "../../shared/ui";
import { AgreedOn } from "../homework/AgreedOn";
import { dueBy, formatAndMinutes, mine, nameOf } from "../staff";
import { AtAGlance } from "./AtAGlance";
import type { Client } from "./ClientPage";
import { Conflict } from "./Conflict";
import { SharedMoods } from "./SharedMoods";

const t = words<typeof en>("staff_clients");
const s = words<typeof staff>("staff");
const kinds = ["moods", "journal", "worksheets"] as const;
const halfAnHour = 30 * 60_000;

/** The next session with them, or the first word where none is booked. */
function NextStep({ client }: { client: Client }) {
  const name = nameOf(client);
  const next = client.coming[0];
  const write = <a href={href(`/messages/${client.thread_id}`)}>{t("write_to", { name })}</a>;
  if (!next) {
    return (
      <LitArea title={t("nothing_booked")}>
        <p>{t("nothing_booked_how", { name })}</p>
        <Actions><ButtonLink href={href(`/calendar/book?client=${client.id}`)}>{t("book_for", { name })}</ButtonLink>{write}</Actions>
      </LitArea>
    );
  }
  const near = next.format !== "in_person" && Date.parse(next.start) - now() <= halfAnHour;
  return (
    <LitArea eyebrow={t("next_session")} title={dayAndTime(next)}>
      <p>{formatAndMinutes(next)}.</p>
      <Actions>
        {near ? <ButtonLink href={href(`/room/${next.id}`)}>{s("open_room")}</ButtonLink> : <ButtonLink href={href(`/calendar/session/${next.id}`)}>{t("open_session")}</ButtonLink>}
        {write}
      </Actions>
    </LitArea>
  );
}

/** A message of theirs that waits, and by when it is to be answered. */
function Waits({ client }: { client: Client }) {
  if (!client.due_local && !client.unread) return null;
  const due = client.due_local && { start: client.due_local, zone_name: mine(client.due_local).zone_name ?? null };
  return <p><a class="lone" href={href(`/messages/${client.thread_id}`)}>{due ? `${t("message_waits")} ${t("due", { due: dueBy(due, client.overdue) })}` : t("message_unread")}</a></p>;
}

/** What matters before the next session: when it is, what they share, how to reach them. */
export function Overview({ client }: { client: Client }) {
  const contact = client.emergency_contact;
  return (
    <div class="columns">
      <div class="stack-wide">
        <NextStep client={client} />
        <Waits client={client} />
        <section class="stack-tight">
          <h2>{t("tab_measures")}</h2>
          {client.measures.length ? <AtAGlance row={{ measures: client.measures }} /> : <p class="second">{t("no_scores")}</p>}
          <p class="small"><a class="lone" href={href(`/clients/${client.id}/measures`)}>{t("see_scores")}</a></p>
        </section>
        <section class="stack-tight">
          <h2>{t("tab_homework")}</h2>
          <AgreedOn client_id={client.id} />
          <p class="small"><a class="lone" href={href(`/clients/${client.id}/homework`)}>{t("see_agreed")}</a></p>
        </section>
        <section class="stack-tight">
          <h2>{t("mood")}</h2>
          <SharedMoods client={client} days={28} />
        </section>
      </div>
      <div class="stack-wide">
        <section class="stack-tight">
          <h2>{t("sharing")}</h2>
          <Facts items={kinds.map((kind) => [t(`shared_${kind}`), t(client.shares.includes(kind) ? "shared" : "not_shared")])} />
          <p class="small second">{t("sharing_is_theirs", { name: nameOf(client) })}</p>
        </section>
        <section class="stack-tight">
          <h2>{t("reach")}</h2>
          <Facts
            items={[
              [t("phone"), client.phone ? <a class="lone" href={`tel:${client.phone}`}>{client.phone}</a> : t("not_told")],
              [t("emergency_contact"), contact ? <>{contact.name}{contact.relation && ` (${contact.relation})`}, <a class="lone nowrap" href={`tel:${contact.phone}`}>{contact.phone}</a></> : t("not_told")],
              [t("in_care_since"), dayOf(client.since)],
            ]}
          />
        </section>
        <Conflict client={client} />
      </div>
    </div>
  );
}
