import { get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_safety";
import { stateName } from "../../shared/states";
import { dayAndTime } from "../../shared/time";
import { ButtonLink, Failed, Facts, Loading, useLoad } from "../../shared/ui";
import { mine, nameOf } from "../staff";

const t = words<typeof en>("staff_safety");
const hours = 3_600_000;

/** The client's contacts, and where they said they are if a session of theirs began or begins within two hours. */
async function load(client_id: string) {
  const client = await get("/api/clients/{client_id}", { path: { client_id } });
  const near = [...client.coming, ...client.past].find((one) => Math.abs(Date.parse(one.start) - now()) < 2 * hours && one.status !== "cancelled");
  const lobby = near && (await get("/api/appointments/{appointment_id}/lobby", { path: { appointment_id: near.id }, query: { details: true } }).catch(() => undefined));
  return { client, said: lobby?.items.find((one) => one.client_id === client_id)?.said };
}

/** How to reach one client and their people. Opening it is written in the client's access log. */
export function Reach({ client_id }: { client_id: string }) {
  const { data, error, again } = useLoad(() => load(client_id), [client_id]);
  if (!data) return error ? <Failed error={error} again={again} /> : <Loading what={t("getting_contacts")} />;
  const { client, said } = data;
  const contact = client.emergency_contact;
  return (
    <div class="stack">
      {client.phone ? <ButtonLink href={`tel:${client.phone}`}>{t("call_client", { name: nameOf(client), phone: client.phone })}</ButtonLink> : <p>{t("no_phone", { name: nameOf(client) })}</p>}
      <Facts
        items={[
          [t("place"), said ? t(said.place ? "said_place" : "said_state", { place: said.place ?? "", state: stateName(said.location_state), when: dayAndTime(mine(said.at)) }) : t("not_said")],
          [t("lives_in"), client.home_state ? stateName(client.home_state) : t("not_told")],
          [t("emergency_contact"), contact ? <>{contact.name}{contact.relation && ` (${contact.relation})`}, <a class="nowrap" href={`tel:${contact.phone}`}>{contact.phone}</a></> : t("not_told")],
        ]}
      />
      <p class="small second">{t("opened_is_logged", { name: nameOf(client) })}</p>
    </div>
  );
}
