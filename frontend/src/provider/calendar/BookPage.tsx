import { useMemo, useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_booking";
import type hours from "../../shared/i18n/en/staff_hours";
import { href, queryValue } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime, todayAt } from "../../shared/time";
import { Actions, Button, ButtonLink, explain, Failed, LitArea, Loading, Page, Select, useLoad, useSave } from "../../shared/ui";
import { type ClientRow, loadCaseload } from "../clients/caseload";
import { formatAndMinutes, nameOf } from "../staff";
import { loadBookable } from "./bookable";
import { Made } from "./Made";
import { PickTime } from "./PickTime";
import type { Kind, Offer } from "./week";

const t = words<typeof en>("staff_booking");
const h = words<typeof hours>("staff_hours");
const s = words<typeof staff>("staff");
const once = "0";
const usualMinutes = 50;
const counts = [4, 6, 8, 12, 26];

export type Booked = { appointment: Answer<"/api/appointments", "post"> } | { series: Answer<"/api/series", "post"> };

interface Loaded {
  offer: Offer;
  clients: readonly ClientRow[];
  provider_id: string;
  today: string;
}

async function load(): Promise<Loaded> {
  const [offer, caseload, mine] = await Promise.all([get("/api/availability"), loadCaseload(), me.peek() ?? loadMe()]);
  return { offer, clients: caseload.items, provider_id: mine.id, today: todayAt(mine.utc_offset) };
}

function refused(error: unknown): string {
  if (!(error instanceof ApiError)) return explain(error);
  if (error.code === "slot_taken" || error.code === "client_busy" || error.code === "not_offered") return h(`refused_${error.code}`);
  return error.code === "not_licensed" || error.code === "consent_needed" ? t(`refused_${error.code}`) : explain(error);
}

/** Day, time by both clocks and how often; one press books. */
function Times({ client, kind, loaded, onBooked }: { client: ClientRow; kind: Kind; loaded: Loaded; onBooked: (booked: Booked) => void }) {
  const { offer, provider_id, today } = loaded;
  const { data: slots, error, again } = useLoad(() => loadBookable(provider_id, kind, client, offer.zone, today), [client.id, kind]);
  const [start, setStart] = useState("");
  const [format, setFormat] = useState<Kind["formats"][number]>(kind.formats[0]!);
  const [weeks, setWeeks] = useState(once);
  const [count, setCount] = useState(String(counts[0]));
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [start, format, weeks, count]);
  const save = useSave(async () => {
    const body = { provider_id, client_ids: [client.id], start, minutes: kind.minutes, type: kind.type, format };
    try {
      if (weeks === once) onBooked({ appointment: await post("/api/appointments", body, { idempotencyKey }) });
      else onBooked({ series: await post("/api/series", { ...body, every_weeks: weeks === "2" ? 2 : 1, count: Number(count) }, { idempotencyKey }) });
    } catch (failed) {
      if (failed instanceof ApiError && failed.code === "slot_taken") again();
      throw failed;
    }
  });
  if (error) return <Failed error={error} again={again} />;
  if (!slots) return <Loading what={h("getting_times")} />;
  const meeting = slots.filter((slot) => slot.formats.includes(format));
  return (
    <>
      {kind.formats.length > 1 && <Select label={t("format")} value={format} onValue={(value) => setFormat(value as typeof format)} options={kind.formats.map((one) => ({ value: one, label: s.code("format", one) ?? one }))} />}
      {meeting.length === 0 ? <p>{t("nothing_open")}</p> : <PickTime slots={meeting} client={client} start={start} onStart={setStart} />}
      {start && (
        <>
          <Select label={t("repeat")} value={weeks} onValue={setWeeks} options={[once, "1", "2"].map((one) => ({ value: one, label: t(`repeat_${one}` as "repeat_0") }))} />
          {weeks !== once && <Select label={t("count")} hint={t("count_hint")} value={count} onValue={setCount} options={counts.map((one) => ({ value: String(one), label: t("dates", { count: one }) }))} />}
        </>
      )}
      {save.error !== undefined && <p role="alert">{refused(save.error)}</p>}
      {start && <Actions><Button type="submit" busy={save.busy && t("booking")} onClick={() => save.run()}>{t(weeks === once ? "book" : "book_series")}</Button></Actions>}
    </>
  );
}

function Choosing({ loaded, onBooked }: { loaded: Loaded; onBooked: (booked: Booked, client: ClientRow) => void }) {
  const { offer, clients } = loaded;
  const [id, setId] = useState(queryValue("client") ?? "");
  // A first talk is booked by the client: who is in care has had theirs.
  const kinds = offer.kinds.filter((one) => one.type !== "consultation");
  const [index, setIndex] = useState(String(Math.max(0, kinds.findIndex((one) => one.minutes === usualMinutes && (one.type ?? "individual") === "individual"))));
  const client = clients.find((one) => one.id === id);
  const kind = kinds[Number(index)];
  const said = (one: Kind) => `${s.code("type", one.type ?? "individual")}, ${t("minutes", { count: one.minutes })}`;
  return (
    <LitArea>
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <Select label={t("client")} value={client ? id : ""} empty={t("choose_client")} onValue={setId} options={clients.map((one) => ({ value: one.id, label: nameOf(one) }))} />
        {kinds.length > 1 && <Select label={h("kind_type")} value={index} onValue={setIndex} options={kinds.map((one, at) => ({ value: String(at), label: said(one) }))} />}
        {client && kind && <Times key={`${client.id} ${index}`} client={client} kind={kind} loaded={loaded} onBooked={(booked) => onBooked(booked, client)} />}
      </form>
      <p class="small second">{t("told")}</p>
    </LitArea>
  );
}

/** A therapist books a session, or several that repeat, for a client in their care. */
export default function BookPage() {
  const { data: loaded, error, again } = useLoad(load, []);
  const [done, setDone] = useState<{ booked: Booked; client: ClientRow } | null>(null);
  const one = done && "appointment" in done.booked ? done.booked.appointment : null;
  return (
    <Page title={t(done ? "title_done" : "title")} lead={done ? nameOf(done.client) : undefined} task>
      {error ? <Failed error={error} again={again} /> : !loaded && <Loading what={t("getting")} />}
      {loaded && !done && <Choosing loaded={loaded} onBooked={(booked, client) => (setDone({ booked, client }), document.querySelector<HTMLElement>("main h1")?.focus())} />}
      {one && <LitArea title={dayAndTime(one)}><p role="status">{formatAndMinutes(one)}. {t("is_told")}</p><Actions><ButtonLink href={href(`/calendar/session/${one.id}`)}>{t("look")}</ButtonLink></Actions></LitArea>}
      {done && "series" in done.booked && <Made series={done.booked.series} client={done.client} />}
      <Actions>
        {done && <Button look="quiet" onClick={() => setDone(null)}>{t("another")}</Button>}
        <ButtonLink look="quiet" href={href("/calendar")}>{h("to_calendar")}</ButtonLink>
      </Actions>
    </Page>
  );
}
