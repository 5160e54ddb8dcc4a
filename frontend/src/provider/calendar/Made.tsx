import { useState } from "preact/hooks";
import { type Answer, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_booking";
import { href } from "../../shared/router";
import { dayAndTime } from "../../shared/time";
import { Actions, Button, explain, LitArea, Row, Rows, useSave } from "../../shared/ui";
import type { ClientRow } from "../clients/caseload";
import type { Slot } from "./bookable";

const t = words<typeof en>("staff_booking");

type Series = Answer<"/api/series", "post">;
type MissedDate = Series["missed"][number];

/** One date that could not be had, and the nearest times in its place. */
function Missed({ one, series, client, onBooked }: { one: MissedDate; series: Series; client: ClientRow; onBooked: (made: Series["booked"][number]) => void }) {
  const [chosen, setChosen] = useState<Slot | null>(null);
  const format = series.booked[0]?.format;
  const type = series.booked[0]?.type;
  const save = useSave(async (slot: Slot) => {
    setChosen(slot);
    const body = { provider_id: slot.provider_id, client_ids: [client.id], start: slot.start, minutes: slot.minutes, format: format ?? slot.formats[0]!, type };
    onBooked(await post("/api/appointments", body));
  });
  return (
    <section class="stack-tight">
      <p>{t("missed_date", { time: dayAndTime(one) })} {t.code("why", one.code)}</p>
      {one.alternatives.length ? (
        <Actions>{one.alternatives.slice(0, 2).map((slot) => <Button key={slot.start} look="quiet" busy={save.busy && chosen === slot && t("booking")} onClick={() => save.run(slot)}>{t("instead", { time: dayAndTime(slot) })}</Button>)}</Actions>
      ) : <p class="second">{t("missed_none")}</p>}
      {save.error !== undefined && <p role="alert">{explain(save.error)}</p>}
    </section>
  );
}

/** What a series came to: dates that could not be had first, then those that are booked. */
export function Made({ series, client }: { series: Series; client: ClientRow }) {
  const [missed, setMissed] = useState(series.missed);
  const [booked, setBooked] = useState(series.booked);
  const take = (one: MissedDate) => (made: Series["booked"][number]) => {
    setMissed(missed.filter((other) => other !== one));
    setBooked([...booked, made].sort((first, second) => Date.parse(first.start) - Date.parse(second.start)));
  };
  return (
    <div class="stack-wide">
      {missed.length > 0 && <LitArea title={t("missed_title")}>{missed.map((one) => <Missed key={one.start} one={one} series={series} client={client} onBooked={take(one)} />)}</LitArea>}
      <section>
        <h2 role="status">{t.count("booked", booked.length)}</h2>
        <Rows label={t("booked_list")}>{booked.map((one) => <Row key={one.id} href={href(`/calendar/session/${one.id}`)} link={t("look")} about={dayAndTime(one)}>{dayAndTime(one)}</Row>)}</Rows>
      </section>
    </div>
  );
}
