import { useState } from "preact/hooks";
import { type Answer, get, post, put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type booking from "../../shared/i18n/en/booking";
import type en from "../../shared/i18n/en/offers";
import { practice } from "../../shared/practice";
import { go, type PageProps, queryValue } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime, dayOf } from "../../shared/time";
import { Actions, Button, ButtonLink, Check, Chips, Failed, Field, LitArea, Loading, Notice, Page, Select, useLoad, useSave } from "../../shared/ui";
import { nowAtHome } from "../hereAndNow";
import { addDays } from "../mood/days";
import { choice } from "./choice";
import "./scheduling.css";
import type { Format, Slot } from "./slots";

const t = words<typeof en>("offers");
const b = words<typeof booking>("booking");

type Place = NonNullable<Answer<"/api/providers/{provider_id}/waitlist", "get">["place"]>;
type Wishes = Place["wishes"];
type Session = Answer<"/api/appointments/{appointment_id}", "get">;

const weekdays = ["1", "2", "3", "4", "5", "6", "7"];
const usualDays = 28;

interface Loaded {
  place: Place | null;
  name: string;
  /** How they meet people. */
  formats: Format[];
  session: Session | null;
}

async function load(provider_id: string): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const [{ place }, about] = await Promise.all([
    get("/api/providers/{provider_id}/waitlist", { path: { provider_id } }),
    get("/api/providers/{provider_id}", { path: { provider_id } }),
  ]);
  const appointment_id = queryValue("moves") ?? place?.wishes.moves;
  const session = appointment_id ? await get("/api/appointments/{appointment_id}", { path: { appointment_id } }) : null;
  return { place, name: about.name, formats: about.formats, session };
}

/** The wishes in words, as they are kept. */
function wished(wishes: Wishes): string {
  const days = (wishes.weekdays ?? []).map((one) => t.code("day", String(one)) ?? "");
  const parts = [wishes.evening && b("evenings"), wishes.weekend && b("weekends"), wishes.earlier && t("earlier_wished")].filter(Boolean);
  const when = [...days, ...parts].join(", ") || t("any_time");
  return t("wished", { when, until: dayOf(wishes.until) });
}

function Waiting({ place, name, onChange, onLeft }: { place: Place; name: string; onChange: () => void; onLeft: () => void }) {
  const leave = useSave(async () => {
    await post("/api/providers/{provider_id}/waitlist/leave", undefined, { path: { provider_id: place.provider_id } });
    onLeft();
  });
  return (
    <Page title={t("waiting_title", { name })} task>
      <LitArea eyebrow={t("waiting_eyebrow")} title={wished(place.wishes)}>
        <p>{t(place.offer_id ? "waiting_offered" : "waiting_text")}</p>
        <Actions>
          {place.offer_id ? <ButtonLink href={`/offers/${place.offer_id}`}>{t("look_at_offer")}</ButtonLink> : <Button onClick={onChange}>{t("change")}</Button>}
          <Button look="text" busy={leave.busy && t("leaving")} onClick={() => leave.run()}>{t("leave")}</Button>
        </Actions>
        {leave.error !== undefined && <Failed error={leave.error} />}
      </LitArea>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
    </Page>
  );
}

/** Times like that are open already: nobody has to wait for them. */
function OpenNow({ slots, name, format, moves }: { slots: Slot[]; name: string; format: Format; moves: string | null }) {
  const take = (slot: Slot) => {
    if (moves) return go(`/sessions/${moves}/move`);
    choice.value = { slot, therapist: name, format };
    go("/book/check");
  };
  return (
    <Notice title={t("open_now")}>
      <Actions>
        {moves ? <Button look="quiet" onClick={() => go(`/sessions/${moves}/move`)}>{t("open_now_move")}</Button>
          : slots.map((slot) => <Button key={slot.start} look="quiet" onClick={() => take(slot)}>{dayAndTime(slot)}</Button>)}
      </Actions>
    </Notice>
  );
}

function Asking({ known, provider_id, onJoined }: { known: Loaded; provider_id: string; onJoined: (place: Place | null) => void }) {
  const { session, name, formats } = known;
  // Whoever comes from another session than the one they wait to move begins anew.
  const before = (session?.id ?? null) === (known.place?.wishes.moves ?? null) ? known.place?.wishes : undefined;
  const today = (nowAtHome()?.start ?? "").slice(0, 10);
  const zone = me.value?.zone ?? "UTC";
  const [days, setDays] = useState((before?.weekdays ?? []).map(String));
  const [parts, setParts] = useState([before?.evening && "evening", before?.weekend && "weekend"].filter((one): one is string => Boolean(one)));
  const [format, setFormat] = useState<Format>(before?.format ?? formats[0] ?? "video");
  const [until, setUntil] = useState(before?.until ?? (session ? session.start.slice(0, 10) : addDays(today, usualDays)));
  const [earlier, setEarlier] = useState(Boolean(before?.earlier) || queryValue("earlier") !== null);
  const join = useSave(async () => {
    const wishes = { weekdays: days.map(Number), evening: parts.includes("evening"), weekend: parts.includes("weekend"), format, until, zone, moves: session?.id ?? null, earlier: session !== null && earlier };
    onJoined((await put("/api/providers/{provider_id}/waitlist", wishes, { path: { provider_id } })).place);
  });
  const open = join.error instanceof ApiError && join.error.code === "times_open" ? ((join.error.details.alternatives as Slot[] | undefined) ?? []) : null;
  return (
    <Page title={t("title", { name })} lead={t("lead")} task>
      <LitArea>
        <form class="stack" onSubmit={(event) => (event.preventDefault(), void join.run())}>
          {session && <p>{t("moves", { time: dayAndTime(session) })}</p>}
          <Chips name="days" legend={t("days")} hint={t("days_hint")} chosen={days} onChosen={setDays} options={weekdays.map((one) => ({ value: one, label: t.code("day", one) ?? one }))} />
          <Chips name="parts" legend={t("parts")} chosen={parts} onChosen={setParts} options={[{ value: "evening", label: b("evenings") }, { value: "weekend", label: b("weekends") }]} />
          {session && <Check label={t("earlier")} checked={earlier} onChecked={setEarlier} />}
          {!session && <Select label={b("format")} value={format} onValue={(value) => setFormat(value as Format)} options={formats.map((one) => ({ value: one, label: b.code("format", one) ?? one }))} />}
          <Field type="date" label={t("until")} hint={t("until_hint")} value={until} min={today} onValue={setUntil} required />
          {open ? <OpenNow slots={open} name={name} format={format} moves={session?.id ?? null} /> : join.error !== undefined && <Failed error={join.error} />}
          <Actions><Button type="submit" busy={join.busy && t("joining")}>{t("join")}</Button></Actions>
        </form>
      </LitArea>
      <p class="small second">{t("how_it_works", { minutes: practice.value?.policies.offer_hold_minutes ?? 120 })}</p>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
    </Page>
  );
}

/** Wait for a time that is not open now: asked once, offered when it is freed. */
export default function WaitPage({ params }: PageProps) {
  const provider_id = params.provider_id!;
  const { data, error, again, set } = useLoad(() => load(provider_id), [provider_id]);
  const [changing, setChanging] = useState(queryValue("moves") !== null);
  if (!data) return <Page title={t("title_short")} task>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  if (data.place && !changing) {
    return <Waiting place={data.place} name={data.name} onChange={() => setChanging(true)} onLeft={() => set({ ...data, place: null })} />;
  }
  return <Asking known={data} provider_id={provider_id} onJoined={(place) => (set({ ...data, place }), setChanging(false))} />;
}
