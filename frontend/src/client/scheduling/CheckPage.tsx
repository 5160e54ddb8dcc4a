import { useEffect, useMemo, useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { practice } from "../../shared/practice";
import { go } from "../../shared/router";
import { me } from "../../shared/session/me";
import { stateName } from "../../shared/states";
import { dateOf, dayAndTime, money, offsetMinutes } from "../../shared/time";
import { Actions, AnswerList, Button, Facts, LitArea, Page, Select, useLoad, useSave } from "../../shared/ui";
import { addDays } from "../mood/days";
import { type Choice, choice, taken } from "./choice";
import { Refused } from "./refusals";
import { counts, made } from "./repeating";
import "./scheduling.css";
import { type Format, isSame, type Slot } from "./slots";

const t = words<typeof en>("booking");

/** "once", or after how many weeks it comes again, and how many dates that makes. */
interface Repeat {
  weeks: string;
  count: string;
}

const once = "once";

/** Books the chosen time; one that somebody else just took leads back to the list, with the nearest ones. */
function useBooking({ slot, type }: Choice, format: Format, { weeks, count }: Repeat) {
  // One key for this choice: pressing again after a lost answer books nothing twice.
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [slot.start, format, weeks, count]);
  const body = { provider_id: slot.provider_id, start: slot.start, minutes: slot.minutes, ...(type && { type }), format, zone: slot.zone };
  const backToTimes = (nearest: Slot[]) => {
    taken.value = { slot, nearest };
    go("/book", { replace: true });
  };
  const bookOne = async () => {
    const appointment = await post("/api/appointments", body, { idempotencyKey });
    taken.value = null;
    go(`/booked/${appointment.id}`, { replace: true });
  };
  const bookSeries = async () => {
    const series = await post("/api/series", { ...body, every_weeks: weeks === "2" ? 2 : 1, count: Number(count) }, { idempotencyKey });
    if (!series.booked.length) return backToTimes(series.missed[0]?.alternatives ?? []);
    taken.value = null;
    made.value = series;
    go(`/series/${series.id}`, { replace: true });
  };
  return useSave(async () => {
    try {
      await (weeks === once ? bookOne() : bookSeries());
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "slot_taken") throw error;
      backToTimes((error.details.alternatives as Slot[] | undefined) ?? []);
    }
  });
}

/** The same time by the therapist's own clock, where that shows another; as the server tells it. */
async function loadTheirs(slot: Slot) {
  const about = await get("/api/providers/{provider_id}", { path: { provider_id: slot.provider_id } });
  if (about.zone === slot.zone) return { about, theirs: null };
  const day = dateOf(slot.start);
  const query = { from: addDays(day, -1), to: addDays(day, 2), minutes: slot.minutes, zone: about.zone };
  const { slots } = await get("/api/providers/{provider_id}/slots", { path: { provider_id: slot.provider_id }, query });
  const theirs = slots.find((one) => isSame(one, slot)) ?? null;
  return { about, theirs: theirs && offsetMinutes(theirs.start) !== offsetMinutes(slot.start) ? theirs : null };
}

function Repeating({ repeat, onRepeat }: { repeat: Repeat; onRepeat: (repeat: Repeat) => void }) {
  const options = [{ value: once, label: t("repeat_once") }, { value: "1", label: t("repeat_1") }, { value: "2", label: t("repeat_2") }];
  return (
    <>
      <Select label={t("repeat")} value={repeat.weeks} options={options} onValue={(weeks) => onRepeat({ ...repeat, weeks })} />
      {repeat.weeks !== once && (
        <Select label={t("repeat_count")} hint={t("repeat_hint")} value={repeat.count} onValue={(count) => onRepeat({ ...repeat, count })}
          options={counts.map((one) => ({ value: String(one), label: t("repeat_dates", { count: one }) }))} />
      )}
    </>
  );
}

function Check({ chosen }: { chosen: Choice }) {
  const { slot, therapist, type } = chosen;
  const assessment = type === "intake_assessment";
  const [format, setFormat] = useState<Format>(chosen.format || (slot.formats.includes("video") ? "video" : slot.formats[0]!));
  const [repeat, setRepeat] = useState<Repeat>({ weeks: once, count: String(counts[1]) });
  const { data } = useLoad(() => loadTheirs(slot), [slot.provider_id, slot.start]);
  const save = useBooking(chosen, format, repeat);
  const about = data?.about;
  const policy = practice.value?.policies;
  const facts: [string, string][] = [
    [t("who"), therapist],
    [t("what"), assessment ? t("what_assessment") : ""],
    [t("when"), dayAndTime(slot)],
    [t("when_theirs", { name: therapist }), data?.theirs ? dayAndTime(data.theirs) : ""],
    [t("how_long"), t("minutes", { minutes: slot.minutes })],
    [t("cost"), about ? t("cost_text", { fee: money(about.fee_cents) }) : ""],
    [t("changing"), policy ? t("policy_short", { hours: t.count("hours", policy.cancel_notice_hours ?? 24), fee: money(policy.late_fee_cents ?? 0) }) : ""],
    [t("where"), me.value?.home_state ? t("where_text", { state: stateName(me.value.home_state) }) : t("where_unknown")],
  ];
  return (
    <Page title={t("check_title")} task>
      <LitArea>
        <form class="stack" onSubmit={(event) => (event.preventDefault(), void save.run())}>
          <Facts items={facts.filter(([, value]) => value)} />
          {slot.formats.length > 1 && (
            <AnswerList legend={t("format")} name="format" value={format} onValue={(value) => setFormat(value as Format)} options={slot.formats.map((one) => ({ value: one, label: t.code("format", one) ?? one }))} />
          )}
          {slot.formats.length === 1 && <p>{t.code("format", format)}</p>}
          {!assessment && <Repeating repeat={repeat} onRepeat={setRepeat} />}
          {save.error !== undefined && <Refused error={save.error} name={therapist} />}
          <Actions>
            <Button type="submit" busy={save.busy && t("booking")}>{t(repeat.weeks === once ? "book" : "book_series")}</Button>
            <a href="/book">{t("other_times")}</a>
          </Actions>
        </form>
      </LitArea>
    </Page>
  );
}

/** Everything once more before it is booked. */
export default function CheckPage() {
  const chosen = choice.value;
  useEffect(() => {
    if (!chosen) go("/book", { replace: true });
  }, [chosen]);
  return chosen ? <Check chosen={chosen} /> : <Page title={t("check_title")} task />;
}
