import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_booking";
import type hours from "../../shared/i18n/en/staff_hours";
import { dateOf, dayOf, timeOf } from "../../shared/time";
import { Select } from "../../shared/ui";
import type { ClientRow } from "../clients/caseload";
import { type Bookable, forThem } from "./bookable";

const t = words<typeof en>("staff_booking");
const h = words<typeof hours>("staff_hours");

interface Props {
  slots: readonly Bookable[];
  /** Whose clock is shown beside. */
  client: ClientRow | undefined;
  start: string;
  onStart: (start: string) => void;
}

/** A day, then one of its open times, by both clocks. start: empty until one is chosen. */
export function PickTime({ slots, client, start, onStart }: Props) {
  const [day, setDay] = useState("");
  const days = [...new Set(slots.map((slot) => dateOf(slot.start)))];
  const onDay = slots.filter((slot) => dateOf(slot.start) === day);
  const label = (slot: Bookable) => [timeOf(slot), forThem(slot, client)].filter(Boolean).join(", ");
  return (
    <>
      <Select label={t("day")} value={day} empty={t("choose_day")} onValue={(value) => (setDay(value), onStart(""))} options={days.map((one) => ({ value: one, label: dayOf(one) }))} />
      {day && <Select label={t("time")} value={start} empty={h("choose")} onValue={onStart} options={onDay.map((slot) => ({ value: slot.start, label: label(slot) }))} />}
    </>
  );
}
