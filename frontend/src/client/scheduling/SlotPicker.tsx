import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { practice } from "../../shared/practice";
import { me } from "../../shared/session/me";
import { dayAndTime, dayOf, money, zoneName, zoneTitle } from "../../shared/time";
import { Actions, Button, Chips, Disclosure, Failed, LitArea, Loading, Notice, Select, Slot as SlotButton, useLoad } from "../../shared/ui";
import { nowAtHome } from "../hereAndNow";
import { addDays } from "../mood/days";
import type { Taken } from "./choice";
import "./scheduling.css";
import { byDay, type Filter, type Format, formatsOf, type FreeRun, isSame, matching, type Slot, type SlotDay, spans, spread } from "./slots";

const t = words<typeof en>("booking");
const twoWeeks = 14;
/** Nobody offers times further ahead. */
const halfYear = 182;
const usual = ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"];

/** Local dates, the second one exclusive, and the zone they are in. */
export interface Span {
  from: string;
  to: string;
  zone: string;
}

type Name = (slot: Slot) => string | undefined;

interface Props {
  /** Gets the open times; another `what` means other times. */
  load: (span: Span) => Promise<Answer<"/api/slots", "get">>;
  what: string;
  /** With whom a time is, where it could be with several. */
  name?: Name;
  taken: Taken | null;
  /** What to do where nothing is open. */
  otherwise: ComponentChildren;
  /** The only way to meet that is asked for; without it the reader chooses. */
  only?: Format;
  /** A first talk: neither moving nor canceling it costs anything. */
  free?: boolean;
  onTake: (slot: Slot, format: Format | "") => void;
}

/** The zone times are told in, and a way to change it. */
function Zone({ zone, sample, onZone }: { zone: string; sample: Slot | undefined; onZone: (zone: string) => void }) {
  const choices = [...new Set([zone, me.value?.zone ?? zone, ...usual])].map((one) => ({ value: one, label: zoneTitle(one) }));
  return (
    <div>
      <p class="second">{t("zone_of")} <strong class="nowrap">{zoneTitle(zone)}{sample && ` (${zoneName(sample)})`}</strong>.</p>
      <Disclosure summary={t("zone_change")}>
        <Select label={t("zone_label")} value={zone} onValue={onZone} options={choices} />
      </Disclosure>
    </div>
  );
}

function said(slot: Slot, name: Name): string {
  return [dayAndTime(slot), name(slot)].filter(Boolean).join(", ");
}

/** The one suggestion: the soonest time that meets the filters, or two near one that was taken. */
function Suggestion({ soonest, filters, taken, name, onTake }: { soonest: Slot | undefined; filters: Filter[]; taken: Taken | null; name: Name; onTake: (slot: Slot) => void }) {
  const near = taken?.nearest.slice(0, 2) ?? [];
  if (taken && near.length) {
    return (
      <LitArea eyebrow={t("taken_eyebrow", { time: dayAndTime(taken.slot) })} title={t("taken_title")}>
        <Actions>
          {near.map((slot, index) => <Button key={slot.start} look={index ? "quiet" : "primary"} onClick={() => onTake(slot)}>{said(slot, name)}</Button>)}
        </Actions>
      </LitArea>
    );
  }
  if (!soonest) return null;
  const eyebrow = filters.length === 2 ? "soonest_both" : filters[0] === "evening" ? "soonest_evening" : filters[0] === "weekend" ? "soonest_weekend" : "soonest";
  return (
    <LitArea eyebrow={t(eyebrow)} title={said(soonest, name)}>
      <Actions><Button onClick={() => onTake(soonest)}>{t("take")}</Button></Actions>
    </LitArea>
  );
}

interface TimesProps {
  slots: Slot[];
  gone: Slot | undefined;
  name: Name;
  onTake: (slot: Slot) => void;
}

function Times({ slots, gone, name, onTake }: TimesProps) {
  return (
    <div class="slots">
      {slots.map((slot) => (
        <SlotButton key={`${slot.start} ${slot.provider_id}`} when={slot} who={name(slot)} state={gone && isSame(slot, gone) ? "taken" : "open"} onTake={() => onTake(slot)} />
      ))}
    </div>
  );
}

function Day({ day, gone, name, onTake }: { day: SlotDay } & Omit<TimesProps, "slots">) {
  const { first, others } = spread(day.slots);
  return (
    <section class="day">
      <h3>{dayOf(day.date)} ({zoneName(day.slots[0]!)})</h3>
      {day.clocksChanged && <p class="small second">{t("clocks_changed", { zone: zoneName(day.slots[0]!) })}</p>}
      <Times slots={first} gone={gone} name={name} onTake={onTake} />
      {others.length > 0 && (
        <details class="disclosure" open={gone !== undefined && others.some((slot) => isSame(slot, gone))}>
          <summary>{t("between_times")}<span class="visually-hidden"> {dayOf(day.date)}</span></summary>
          <Times slots={others} gone={gone} name={name} onTake={onTake} />
        </details>
      )}
    </section>
  );
}

function NoTimes({ run, filtered }: { run: FreeRun; filtered: boolean }) {
  const days = run.date === run.last ? dayOf(run.date) : t("day_to_day", { first: dayOf(run.date), last: dayOf(run.last) });
  return (
    <section class="day">
      <h3>{days}</h3>
      <p class="second">{t(filtered ? "none_match_day" : "none_day")}</p>
    </section>
  );
}

/** What moving or canceling will cost, before anything is booked. */
function Policy({ free }: { free: boolean }) {
  if (free) return <p class="small second">{t("free_because_free")}</p>;
  const policy = practice.value?.policies;
  if (!policy) return null;
  return <p class="small second">{t("policy", { hours: t.count("hours", policy.cancel_notice_hours ?? 24), fee: money(policy.late_fee_cents ?? 0) })}</p>;
}

function withTaken(slots: Slot[], taken: Taken | null): Slot[] {
  if (!taken || slots.some((slot) => isSame(slot, taken.slot))) return slots;
  return [...slots, taken.slot].sort((one, other) => Date.parse(one.start) - Date.parse(other.start));
}

/** How to meet, where there is a choice. */
function Ways({ formats, chosen, onChosen }: { formats: Format[]; chosen: Format | ""; onChosen: (format: Format | "") => void }) {
  if (formats.length < 2) return null;
  const options = formats.map((one) => ({ value: one, label: t.code("format", one) ?? one }));
  return <Select label={t("format")} value={chosen} empty={t("any_format")} onValue={(value) => onChosen(value as Format | "")} options={options} />;
}

/** Open times: the soonest lit, then day by day. */
export function SlotPicker({ load, what, name = () => undefined, taken, otherwise, only, free = false, onTake }: Props) {
  const [zone, setZone] = useState(me.value?.zone ?? "UTC");
  const [days, setDays] = useState(twoWeeks);
  const [filters, setFilters] = useState<Filter[]>([]);
  const [format, setFormat] = useState<Format | "">(only ?? "");
  const from = (nowAtHome()?.start ?? "").slice(0, 10);
  const to = addDays(from, days);
  const { data: slots, error, again } = useLoad(async () => (await Promise.all(spans(from, to).map((span) => load({ ...span, zone })))).flatMap((found) => found.slots), [what, zone, days]);
  if (!slots) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />;
  const gone = taken?.slot;
  const shown = matching(slots, filters, format);
  const take = (slot: Slot) => onTake(slot, format);
  const listed = byDay(withTaken(shown, taken), from, to);
  return (
    <div class="stack picker">
      <Zone zone={zone} sample={slots[0]} onZone={setZone} />
      <Suggestion soonest={shown.find((slot) => !gone || !isSame(slot, gone))} filters={filters} taken={taken} name={name} onTake={take} />
      {error !== undefined && <Failed error={error} again={again} />}
      {slots.length === 0 ? <Notice live={false}><p>{t("none_at_all")}</p>{otherwise}</Notice> : (
        <>
          <h2>{t("pick_another")}</h2>
          <Chips name="filter" legend={t("filters")} quiet options={[{ value: "evening", label: t("evenings") }, { value: "weekend", label: t("weekends") }]}
            chosen={filters} onChosen={(chosen) => setFilters(chosen as Filter[])} />
          {!only && <Ways formats={formatsOf(slots)} chosen={format} onChosen={setFormat} />}
          <div class="days">
            {listed.map((day) => (day.slots ? <Day key={day.date} day={day} gone={gone} name={name} onTake={take} /> : <NoTimes key={day.date} run={day} filtered={filters.length > 0 || (!only && format !== "")} />))}
          </div>
        </>
      )}
      {days < halfYear && <Button look="quiet" onClick={() => setDays(days + twoWeeks)}>{t("later_days")}</Button>}
      <Policy free={free} />
    </div>
  );
}
