import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_booking";
import type hours from "../../shared/i18n/en/staff_hours";
import { href } from "../../shared/router";
import { dayOf, zonePlace } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { type ClientRow, loadCaseload } from "../clients/caseload";
import { mine, nameOf } from "../staff";

const t = words<typeof en>("staff_booking");
const h = words<typeof hours>("staff_hours");
const s = words<typeof staff>("staff");

type Waiting = Answer<"/api/availability/waiting", "get">["items"][number];

interface Loaded {
  items: readonly Waiting[];
  clients: readonly ClientRow[];
}

async function load(): Promise<Loaded> {
  const [waiting, caseload] = await Promise.all([get("/api/availability/waiting"), loadCaseload()]);
  return { items: waiting.items, clients: caseload.items };
}

/** "Tuesdays, evenings, until Friday, December 4, in Pacific time" */
function wished({ wishes }: Waiting): string {
  const days = (wishes.weekdays ?? []).map((one) => t(`day_${one}` as "day_1"));
  const when = [...days, wishes.evening && t("evenings"), wishes.weekend && t("weekends"), wishes.earlier && t("earlier")].filter(Boolean).join(", ") || t("any_time");
  return t("wished", { when, until: dayOf(wishes.until), zone: zonePlace(wishes.zone) });
}

function One({ one, clients }: { one: Waiting; clients: readonly ClientRow[] }) {
  const client = clients.find((row) => row.id === one.client_id);
  const name = client ? nameOf(client) : s("no_name");
  const kind = `${s.code("format", one.wishes.format ?? "video")}, ${t("minutes", { count: one.wishes.minutes ?? 50 })}`;
  return (
    <Row href={href(`/calendar/book?client=${one.client_id}`)} link={t("book_for")} about={name}>
      <strong>{name}</strong>
      <div>{wished(one)}</div>
      <div class="second small">{kind}. {t("since", { day: dayOf(mine(one.since).start) })}{one.wishes.moves && ` ${t("moves")}`}{one.offered && ` ${t("offered")}`}</div>
    </Row>
  );
}

/** Who waits for a time with this therapist, who came first first. */
export default function WaitingPage() {
  const { data, error, again } = useLoad(load, []);
  return (
    <Page title={t("waiting_title")} lead={t("waiting_lead")} task>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("waiting_getting")} />}
      {data && (
        <LitArea title={t.count("waiting", data.items.length)}>
          {data.items.length > 0 && <Rows label={t("waiting_title")}>{data.items.map((one) => <One key={one.client_id} one={one} clients={data.clients} />)}</Rows>}
          <Actions><ButtonLink look={data.items.length ? "quiet" : "primary"} href={href("/calendar")}>{h("to_calendar")}</ButtonLink></Actions>
        </LitArea>
      )}
    </Page>
  );
}
