import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_clients";
import { href } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, ButtonLink, Row, Rows } from "../../shared/ui";
import { type Appointment, formatAndMinutes, nameOf } from "../staff";
import type { Client } from "./ClientPage";
import { Fees } from "./Fees";

const t = words<typeof en>("staff_clients");
const s = words<typeof staff>("staff");
const hour = 3_600_000;

function Session({ one, coming }: { one: Appointment; coming?: boolean }) {
  const near = coming && Date.parse(one.start) - now() < hour;
  const room = near && one.format !== "in_person" && { href: href(`/room/${one.id}`), link: s("open_room"), about: dayAndTime(one) };
  const page = one.status === "booked" && { href: href(`/calendar/session/${one.id}`), link: t("open_session"), about: dayAndTime(one) };
  return (
    <Row {...(room || page || {})}>
      {dayAndTime(one)}
      <div class="second small">{formatAndMinutes(one)}.{!coming && ` ${one.status === "booked" ? t("not_recorded") : `${s.code("status", one.status)}.`}`}</div>
    </Row>
  );
}

/** Sessions with this client, to come and past, and what came of them in fees. */
export function AppointmentsTab({ client }: { client: Client }) {
  return (
    <div class="stack-wide">
      <Actions><ButtonLink href={href(`/calendar/book?client=${client.id}`)}>{t("book_for", { name: nameOf(client) })}</ButtonLink></Actions>
      <section>
        <h2>{t("coming")}</h2>
        {client.coming.length ? <Rows>{client.coming.map((one) => <Session key={one.id} one={one} coming />)}</Rows> : <p class="second">{t("nothing_booked_how", { name: nameOf(client) })}</p>}
      </section>
      <section>
        <h2>{t("past")}</h2>
        {client.past.length ? <Rows>{client.past.map((one) => <Session key={one.id} one={one} />)}</Rows> : <p class="second">{t("no_past")}</p>}
      </section>
      <section>
        <h2>{t("fees")}</h2>
        <Fees client={client} />
      </section>
    </div>
  );
}
