import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_hours";
import { href, type PageProps } from "../../shared/router";
import { dayAndTime, money, offsetMinutes, todayAt } from "../../shared/time";
import { Actions, Area, Button, ButtonLink, Check, Disclosure, explain, Facts, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { type ClientRow, loadCaseload } from "../clients/caseload";
import { formatAndMinutes } from "../staff";
import { loadMovable } from "./bookable";
import { PickTime } from "./PickTime";

const t = words<typeof en>("staff_hours");
const s = words<typeof staff>("staff");

type View = Answer<"/api/appointments/{appointment_id}", "get">;

interface Seen {
  one: View;
  clients: ClientRow[];
  /** The same time by each client's clock, where it shows something else. */
  theirs: { name: string; time: string }[];
}

async function load(appointment_id: string): Promise<Seen> {
  const [one, caseload] = await Promise.all([get("/api/appointments/{appointment_id}", { path: { appointment_id } }), loadCaseload()]);
  const clients = caseload.items.filter((row) => one.client_ids.includes(row.id));
  const views = await Promise.all(clients.map((row) => get("/api/appointments/{appointment_id}", { path: { appointment_id }, query: { zone: row.zone } })));
  const theirs = views.flatMap((view, index) => (view.start.slice(0, 16) === one.start.slice(0, 16) ? [] : [{ name: clients[index]!.name, time: dayAndTime(view) }]));
  return { one, clients, theirs };
}

function refused(error: unknown): string {
  return error instanceof ApiError && (error.code === "slot_taken" || error.code === "client_busy" || error.code === "not_offered") ? t(`refused_${error.code}`) : explain(error);
}

function Moving({ one, client, onDone }: { one: View; client: ClientRow | undefined; onDone: () => void }) {
  const [start, setStart] = useState("");
  const { data, error, again } = useLoad(() => loadMovable(one, client, todayAt(offsetMinutes(one.start))), [one.id]);
  const save = useSave(async () => {
    try {
      await post("/api/appointments/{appointment_id}/reschedule", { start }, { path: { appointment_id: one.id } });
      onDone();
    } catch (failed) {
      if (failed instanceof ApiError && failed.code === "slot_taken") again();
      throw failed;
    }
  });
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Loading what={t("getting_times")} />;
  if (!data.length) return <p>{t("no_times")}</p>;
  return (
    <form class="form" onSubmit={(event) => (event.preventDefault(), void save.run())}>
      <PickTime slots={data} client={client} start={start} onStart={setStart} />
      <p class="small second">{t("move_free")}</p>
      {save.error !== undefined && <p role="alert">{refused(save.error)}</p>}
      {start && <Actions><Button type="submit" busy={save.busy && t("moving")}>{t("move")}</Button></Actions>}
    </form>
  );
}

function Canceling({ one, onDone }: { one: View; onDone: () => void }) {
  const [why, setWhy] = useState("");
  const save = useSave(async () => {
    await post("/api/appointments/{appointment_id}/cancel", { reason: why }, { path: { appointment_id: one.id } });
    onDone();
  });
  return (
    <form class="form" onSubmit={(event) => (event.preventDefault(), void save.run())}>
      <p>{t("cancel_free")}</p>
      <Area label={t("cancel_why")} hint={t("cancel_why_hint")} value={why} onValue={setWhy} maxLength={500} rows={2} />
      {save.error !== undefined && <p role="alert">{explain(save.error)}</p>}
      <Actions><Button type="submit" look="quiet" busy={save.busy && t("canceling")}>{t("cancel")}</Button></Actions>
    </form>
  );
}

/** One answer to what came of a session, with what follows from it and the step that records it. */
function Outcome({ record, step, onDone, children }: { record: () => Promise<unknown>; step: string; onDone: () => void; children: ComponentChildren }) {
  const save = useSave(async () => {
    await record();
    onDone();
  });
  return (
    <form class="form" onSubmit={(event) => (event.preventDefault(), void save.run())}>
      {children}
      {save.error !== undefined && <p role="alert">{explain(save.error)}</p>}
      <Actions><Button type="submit" look="quiet" busy={save.busy && t("saving")}>{step}</Button></Actions>
    </form>
  );
}

function Missed({ one, onDone }: { one: View; onDone: () => void }) {
  const path = { appointment_id: one.id };
  const { data: cost, error, again } = useLoad(() => post("/api/appointments/{appointment_id}/no-show", { preview: true }, { path }), [one.id]);
  if (error instanceof ApiError && error.status === 422) return <p>{explain(error)}</p>;
  if (error) return <Failed error={error} again={again} />;
  if (!cost) return <Loading what={t("getting_cost")} />;
  return (
    <Outcome record={() => post("/api/appointments/{appointment_id}/no-show", {}, { path })} step={t("missed")} onDone={onDone}>
      <p>{cost.fee_cents > 0 ? t("missed_fee", { fee: money(cost.fee_cents) }) : t(cost.grace ? "missed_grace" : "missed_free")}</p>
    </Outcome>
  );
}

function Held({ one, onDone }: { one: View; onDone: () => void }) {
  const path = { appointment_id: one.id };
  return (
    <Outcome record={() => post("/api/appointments/{appointment_id}/end", {}, { path })} step={t("held")} onDone={onDone}>
      <p>{t("held_text")}</p>
    </Outcome>
  );
}

/** Of a session in person nothing was noted: its therapist says who came. */
function Met({ one, clients, onDone }: { one: View; clients: ClientRow[]; onDone: () => void }) {
  const path = { appointment_id: one.id };
  const [away, setAway] = useState<string[]>([]);
  const attended = one.client_ids.filter((id) => !away.includes(id));
  const mark = (id: string) => (came: boolean) => setAway((before) => (came ? before.filter((other) => other !== id) : [...before, id]));
  return (
    <div class="stack">
      {clients.length > 1 && clients.map((row) => <Check key={row.id} label={t("came", { name: row.name || s("no_name") })} checked={!away.includes(row.id)} onChecked={mark(row.id)} />)}
      {attended.length > 0 ? (
        <Outcome record={() => post("/api/appointments/{appointment_id}/end", { attended }, { path })} step={t("held")} onDone={onDone}><p>{t("met_text")}</p></Outcome>
      ) : <p role="status">{t("none_came")}</p>}
    </div>
  );
}

function NotHeld({ one, onDone }: { one: View; onDone: () => void }) {
  const [waited, setWaited] = useState(false);
  const path = { appointment_id: one.id };
  return (
    <Outcome record={() => post("/api/appointments/{appointment_id}/not-held", { client_waited: waited }, { path })} step={t("not_held")} onDone={onDone}>
      <p>{t("not_held_text")}</p>
      <Check label={t("client_waited")} checked={waited} onChecked={setWaited} />
    </Outcome>
  );
}

type Done = "moved" | "cancelled" | "missed" | "held" | "not_held";

/** One session for its therapist: when by both clocks, and what can be done with it. */
export default function SessionPage({ params }: PageProps) {
  const id = params.appointment_id!;
  const [done, setDone] = useState<Done | null>(null);
  const { data, error, again } = useLoad(() => load(id), [id]);
  const after = (what: Done) => () => (setDone(what), again());
  const names = data?.clients.map((row) => row.name || s("no_name")).join(", ");
  const one = data?.one;
  const begun = one && Date.parse(one.start) <= now();
  return (
    <Page title={names ? t("session_with", { names }) : t("session")} lead={one && dayAndTime(one)} task>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {done && <p role="status"><strong>{t(`done_${done}`)}</strong></p>}
      {data && one && (
        <div class="stack-wide">
          <Facts items={[
            ...data.theirs.map(({ name, time }): [string, string] => [t("for_them", { name }), time]),
            [t("kind_type"), `${s.code("type", one.type ?? "individual")}, ${formatAndMinutes(one)}`],
            [t("state"), s.code("status", one.status) ?? one.status],
            ...(one.series_id ? [[t("series"), t("series_yes")] as [string, string]] : []),
          ]} />
          {one.status === "booked" && !begun && (
            <>
              <LitArea title={t("move_title")}><Moving key={one.start} one={one} client={data.clients[0]} onDone={after("moved")} /></LitArea>
              <Disclosure summary={t("cancel_title")}><Canceling one={one} onDone={after("cancelled")} /></Disclosure>
            </>
          )}
          {one.status === "booked" && begun && (
            <section class="stack-tight">
              <h2>{t("what_came")}</h2>
              <Disclosure summary={t("held_title")}>{one.format === "in_person" ? <Met one={one} clients={data.clients} onDone={after("held")} /> : <Held one={one} onDone={after("held")} />}</Disclosure>
              <Disclosure summary={t("missed_title")}><Missed one={one} onDone={after("missed")} /></Disclosure>
              <Disclosure summary={t("not_held_title")}><NotHeld one={one} onDone={after("not_held")} /></Disclosure>
            </section>
          )}
          <Actions>
            {one.status === "completed" && data.clients.length > 0 && <ButtonLink href={href(`/room/${one.id}`)}>{t("to_after")}</ButtonLink>}
            {data.clients[0] && <ButtonLink look="quiet" href={href(`/clients/${data.clients[0].id}`)}>{t("to_client")}</ButtonLink>}
            <ButtonLink look="quiet" href={href("/calendar")}>{t("to_calendar")}</ButtonLink>
          </Actions>
        </div>
      )}
    </Page>
  );
}
