import { type Answer, get } from "../../shared/api/client";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/guardian";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime, until } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Rows, useLoad } from "../../shared/ui";
import { PracticePhone } from "../../shared/ui/CrisisHelp";
import { listOf } from "../account/consents";
import { atHome } from "../hereAndNow";
import { roughly } from "../messages/times";
import { sentence } from "../record/CostsPage";

const t = words<typeof en>("guardian");

type Ward = Answer<"/api/wards", "get">["items"][number];
type Session = Answer<"/api/wards/{client_id}/sessions", "get">["items"][number];

interface Loaded {
  ward: Ward;
  sessions: Session[];
  costs: Answer<"/api/wards/{client_id}/ledger", "get">["items"];
}

async function load(): Promise<Loaded[]> {
  const { zone } = me.peek() ?? (await loadMe());
  const { items } = await get("/api/wards");
  return Promise.all(
    items.map(async (ward) => {
      const path = { client_id: ward.client_id };
      const [sessions, costs] = await Promise.all([get("/api/wards/{client_id}/sessions", { path, query: { zone, limit: 20 } }), get("/api/wards/{client_id}/ledger", { path, query: { limit: 10 } })]);
      return { ward, sessions: sessions.items, costs: costs.items };
    }),
  );
}

function nameOf(ward: Ward): string {
  return ward.preferred_name || t("your_teen");
}

/** The one step: agree to what is missing, for the first teen who lacks it. */
function Next({ wards }: { wards: readonly Loaded[] }) {
  const open = wards.find(({ ward }) => ward.missing.length > 0)?.ward;
  if (open) {
    return (
      <LitArea eyebrow={t("next")} title={t.count("agree", open.missing.length, { name: nameOf(open) })} door>
        <p>{t("agree_text")}</p>
        <Actions><ButtonLink href={listOf(open.client_id)}>{t("agree_button")}</ButtonLink></Actions>
      </LitArea>
    );
  }
  const names = new Intl.ListFormat(language.value, { type: "conjunction" }).format(wards.map(({ ward }) => nameOf(ward)));
  return (
    <LitArea eyebrow={t("next")} title={t(wards.length ? "done" : "nobody", { names })} door>
      <p>{t(wards.length ? "done_text" : "nobody_text")}</p>
      {wards.length === 0 && <PracticePhone />}
    </LitArea>
  );
}

function SessionLine({ session }: { session: Session }) {
  const facts = t("session", { format: t.code("format", session.format) ?? session.format, minutes: session.minutes });
  const past = until(session.start) < 0 || session.status !== "booked";
  return (
    <li>
      <div>
        {dayAndTime(session)}
        <div class="small second">{session.provider_name && `${session.provider_name}. `}{facts} {past && t.code("status", session.status)}</div>
      </div>
    </li>
  );
}

function OfWard({ ward, sessions, costs }: Loaded) {
  const name = nameOf(ward);
  return (
    <section class="stack">
      <h2>{name}</h2>
      <section class="stack-tight">
        <h3>{t("sessions")}</h3>
        {sessions.length === 0 ? <p class="second">{t("no_sessions")}</p> : <Rows label={t("sessions_of", { name })}>{sessions.map((session) => <SessionLine key={session.start} session={session} />)}</Rows>}
      </section>
      <section class="stack-tight">
        <h3>{t("consents")}</h3>
        <p>{t(ward.missing.length ? "consents_open" : "consents_given", { name })} <a href={listOf(ward.client_id)}>{t("consents_read")}</a></p>
      </section>
      <section class="stack-tight">
        <h3>{t("costs")}</h3>
        {costs.length === 0 ? <p class="second">{t("no_costs")}</p> : (
          <Rows label={t("costs_of", { name })}>
            {costs.map((line) => {
              const when = atHome(line.at);
              return <li key={line.id}><div>{sentence(line)}{when && <div class="small second">{roughly(when)}</div>}</div></li>;
            })}
          </Rows>
        )}
      </section>
    </section>
  );
}

/** What a guardian can see and do for their teens, and what stays with the teen. */
export function GuardianHome() {
  const { data, error, again } = useLoad(load, []);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />;
  return (
    <div class="columns">
      <div class="stack-wide">
        <Next wards={data} />
        {data.map((one) => <OfWard key={one.ward.client_id} {...one} />)}
      </div>
      <aside class="stack-wide">
        <section class="stack-tight">
          <h2>{t("not")}</h2>
          <ul>{(["not_1", "not_2", "not_3", "not_4"] as const).map((line) => <li key={line}>{t(line)}</li>)}</ul>
          <p class="small second">{t("not_why")}</p>
        </section>
        <section class="stack-tight">
          <h2>{t("ask")}</h2>
          <PracticePhone />
        </section>
      </aside>
    </div>
  );
}
