import { useState } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { practice } from "../../shared/practice";
import { me } from "../../shared/session/me";
import { dayAndTime, dayOf, money, zoneName, zonePlace } from "../../shared/time";
import { Actions, Button, Chips, Disclosure, Failed, LitArea, Loading, Notice, Select, Slot as SlotButton, useLoad } from "../../shared/ui";
import { nowAtHome } from "../hereAndNow";
import { addDays } from "../mood/days";
import type { Taken } from "./choice";
import { byDay, type Filter, type FreeRun, matching, type Slot, type SlotDay, spread } from "./slots";

const t = words<typeof en>("booking");
const twoWeeks = 14;
const usual = ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"];

interface Props {
  providerId: string;
  minutes: number;
  taken: Taken | null;
  onTake: (slot: Slot) => void;
}

/** The zone times are told in, and a way to change it. */
function Zone({ zone, sample, onZone }: { zone: string; sample: Slot | undefined; onZone: (zone: string) => void }) {
  const choices = [...new Set([zone, me.value?.zone ?? zone, ...usual])].map((one) => ({ value: one, label: zonePlace(one) }));
  return (
    <div>
      <p class="second">{t("zone_of")} <strong class="nowrap">{zonePlace(zone)}{sample && ` (${zoneName(sample)})`}</strong>.</p>
      <Disclosure summary={t("zone_change")}>
        <Select label={t("zone_label")} value={zone} onValue={onZone} options={choices} />
      </Disclosure>
    </div>
  );
}

/** The one suggestion: the soonest time that meets the filters, or two near one that was taken. */
function Suggestion({ soonest, filters, taken, onTake }: { soonest: Slot | undefined; filters: Filter[]; taken: Taken | null; onTake: (slot: Slot) => void }) {
  const near = taken?.nearest.slice(0, 2) ?? [];
  if (taken && near.length) {
    return (
      <LitArea eyebrow={t("taken_eyebrow", { time: dayAndTime(taken.slot) })} title={t("taken_title")}>
        <Actions>
          {near.map((slot, index) => <Button key={slot.start} look={index ? "quiet" : "primary"} onClick={() => onTake(slot)}>{dayAndTime(slot)}</Button>)}
        </Actions>
      </LitArea>
    );
  }
  if (!soonest) return null;
  const eyebrow = filters.length === 2 ? "soonest_both" : filters[0] === "evening" ? "soonest_evening" : filters[0] === "weekend" ? "soonest_weekend" : "soonest";
  return (
    <LitArea eyebrow={t(eyebrow)} title={dayAndTime(soonest)}>
      <Actions><Button onClick={() => onTake(soonest)}>{t("take")}</Button></Actions>
    </LitArea>
  );
}

interface TimesProps {
  slots: Slot[];
  gone: string | undefined;
  onTake: (slot: Slot) => void;
}

function Times({ slots, gone, onTake }: TimesProps) {
  return (
    <div class="slots">
      {slots.map((slot) => <SlotButton key={slot.start} when={slot} state={slot.start === gone ? "taken" : "open"} onTake={() => onTake(slot)} />)}
    </div>
  );
}

function Day({ day, gone, onTake }: { day: SlotDay } & Omit<TimesProps, "slots">) {
  const { first, others } = spread(day.slots);
  return (
    <section class="day">
      <h3>{dayOf(day.date)} ({zoneName(day.slots[0]!)})</h3>
      {day.clocksChanged && <p class="small second">{t("clocks_changed", { zone: zoneName(day.slots[0]!) })}</p>}
      <Times slots={first} gone={gone} onTake={onTake} />
      {others.length > 0 && (
        <details class="disclosure" open={others.some(({ start }) => start === gone)}>
          <summary>{t("between_times")}<span class="visually-hidden"> {dayOf(day.date)}</span></summary>
          <Times slots={others} gone={gone} onTake={onTake} />
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
function Policy() {
  const policy = practice.value?.policies;
  if (!policy) return null;
  return <p class="small second">{t("policy", { hours: policy.cancel_notice_hours ?? 24, fee: money(policy.late_fee_cents ?? 0) })}</p>;
}

function withTaken(slots: Slot[], taken: Taken | null): Slot[] {
  if (!taken || slots.some(({ start }) => start === taken.slot.start)) return slots;
  return [...slots, taken.slot].sort((one, other) => Date.parse(one.start) - Date.parse(other.start));
}

/** Open times of one therapist: the soonest lit, then day by day. */
export function SlotPicker({ providerId, minutes, taken, onTake }: Props) {
  const [zone, setZone] = useState(me.value?.zone ?? "UTC");
  const [days, setDays] = useState(twoWeeks);
  const [filters, setFilters] = useState<Filter[]>([]);
  const from = (nowAtHome()?.start ?? "").slice(0, 10);
  const to = addDays(from, days);
  const load = () => get("/api/providers/{provider_id}/slots", { path: { provider_id: providerId }, query: { from, to, minutes, zone } });
  const { data, error, again } = useLoad(load, [providerId, zone, days, minutes]);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />;
  const gone = taken?.slot.start;
  const shown = matching(data.slots, filters);
  const listed = byDay(withTaken(shown, taken), from, to);
  return (
    <div class="stack">
      <Zone zone={zone} sample={data.slots[0]} onZone={setZone} />
      <Suggestion soonest={shown.find(({ start }) => start !== gone)} filters={filters} taken={taken} onTake={onTake} />
      {error !== undefined && <Failed error={error} again={again} />}
      {data.slots.length === 0 ? <Notice live={false}><p>{t("none_at_all")} <a href="/messages">{t("none_write")}</a></p></Notice> : (
        <>
          <h2>{t("pick_another")}</h2>
          <Chips name="filter" legend={t("filters")} quiet options={[{ value: "evening", label: t("evenings") }, { value: "weekend", label: t("weekends") }]}
            chosen={filters} onChosen={(chosen) => setFilters(chosen as Filter[])} />
          <div class="days">
            {listed.map((day) => (day.slots ? <Day key={day.date} day={day} gone={gone} onTake={onTake} /> : <NoTimes key={day.date} run={day} filtered={filters.length > 0} />))}
          </div>
        </>
      )}
      <Button look="quiet" onClick={() => setDays(days + twoWeeks)}>{t("later_days")}</Button>
      <Policy />
    </div>
  );
}
