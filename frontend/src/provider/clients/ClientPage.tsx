import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_clients";
import { href, type PageProps } from "../../shared/router";
import { stateName } from "../../shared/states";
import { zonePlace } from "../../shared/time";
import { Failed, Loading, Notice, Page, Tabs, useLoad } from "../../shared/ui";
import { HomeworkTab } from "../homework/HomeworkTab";
import { clockApart, dueBy, mine, nameOf } from "../staff";
import { AppointmentsTab } from "./AppointmentsTab";
import "./clients.css";
import { IntakeTab } from "./IntakeTab";
import { MeasuresTab } from "./MeasuresTab";
import { Overview } from "./Overview";
import { SharedTab } from "./SharedTab";

const t = words<typeof en>("staff_clients");
const s = words<typeof staff>("staff");

export type Client = Answer<"/api/clients/{client_id}", "get">;

const tabs = { overview: Overview, intake: IntakeTab, measures: MeasuresTab, shared: SharedTab, homework: HomeworkTab, appointments: AppointmentsTab };

/** Who this is, in one line: pronouns, age, where they live and what their clock shows, consents. */
function Identity({ client }: { client: Client }) {
  const apart = clockApart(client);
  const clock = apart ? `${client.zone_name}, ${apart}` : `${zonePlace(client.zone)}, ${client.zone_name}`;
  return (
    <span class="identity">
      {(client.pronouns || client.age !== null) && <span>{[client.pronouns, client.age].filter(Boolean).join(", ")}</span>}
      <span><span class="second">{t("lives_in")}</span> {client.home_state ? stateName(client.home_state) : t("not_told")} ({clock})</span>
      {client.phone && <span><span class="second">{t("phone")}</span> <a class="nowrap" href={`tel:${client.phone}`}>{client.phone}</a></span>}
      <span><span class="second">{t("consents")}</span> {client.missing_consents.length ? t.count("consents_missing", client.missing_consents.length) : t("consents_current")}</span>
    </span>
  );
}

function Warnings({ client }: { client: Client }) {
  return (
    <>
      {client.flag && (
        <Notice kind="danger" title={t("safety_of", { name: nameOf(client) })}>
          <p>{s.code("flag", client.flag)} {client.flag_due_local && t("decide", { due: dueBy({ start: client.flag_due_local, zone_name: mine(client.flag_due_local).zone_name ?? null }) })}</p>
          <p><a class="lone" href={href(`/safety?client=${client.id}`)}>{t("safety_steps")}</a></p>
        </Notice>
      )}
      {client.home_state && !client.licensed && <Notice kind="caution"><p>{t("not_licensed", { state: stateName(client.home_state) })}</p></Notice>}
    </>
  );
}

/** The tabs of the page; on a narrow one the current tab opens the others. */
function ClientTabs({ client, tab }: { client: Client; tab: keyof typeof tabs }) {
  const at = (name: string) => href(name === "overview" ? `/clients/${client.id}` : `/clients/${client.id}/${name}`);
  const items = [...(Object.keys(tabs) as (keyof typeof tabs)[]).map((name) => ({ href: at(name), label: t(`tab_${name}`) })), { href: href(`/messages/${client.thread_id}`), label: t("tab_messages") }];
  return (
    <>
      <div class="tabs-wide"><Tabs label={t("tabs")} tabs={items} current={at(tab)} /></div>
      <details class="tabs-narrow">
        <summary>{t(`tab_${tab}`)}</summary>
        <nav aria-label={t("tabs")}><ul>{items.map((item) => <li key={item.href}><a href={item.href} aria-current={item.href === at(tab) ? "page" : undefined}>{item.label}</a></li>)}</ul></nav>
      </details>
    </>
  );
}

/** One client with what exists now. Opening it is in their access log. */
export default function ClientPage({ params }: PageProps) {
  const client_id = params.client_id!;
  const tab = params.tab && Object.hasOwn(tabs, params.tab) ? (params.tab as keyof typeof tabs) : "overview";
  const { data: client, error, again } = useLoad(() => get("/api/clients/{client_id}", { path: { client_id } }), [client_id]);
  if (!client) return <Page title={t("client")}>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting_client")} />}</Page>;
  const Tab = tabs[tab];
  return (
    <Page title={nameOf(client)} lead={<Identity client={client} />}>
      <p class="small second logged">{t("logged", { name: nameOf(client) })}</p>
      <div class="stack"><Warnings client={client} /></div>
      <ClientTabs client={client} tab={tab} />
      <Tab client={client} />
    </Page>
  );
}
