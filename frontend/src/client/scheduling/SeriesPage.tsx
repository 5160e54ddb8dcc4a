import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/series";
import type { PageProps } from "../../shared/router";
import { dateOf, dayAndTime, money, shortDay, timeOf } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Notice, Page, Rows, Select, useLoad, useSave } from "../../shared/ui";
import { isComing } from "./appointments";
import { feeChanged } from "./ChangePage";
import { choice } from "./choice";
import { made, type SeriesMade } from "./repeating";
import "./scheduling.css";
import type { Slot } from "./slots";

const t = words<typeof en>("series");

type View = Answer<"/api/series/{series_id}", "get">;
type Date = View["dates"][number];
type Ended = Answer<"/api/series/{series_id}/cancel", "post">;

async function load(series_id: string): Promise<{ series: View; name: string }> {
  const series = await get("/api/series/{series_id}", { path: { series_id } });
  const provider_id = series.dates[0]?.provider_id;
  const about = provider_id ? await get("/api/providers/{provider_id}", { path: { provider_id } }) : null;
  return { series, name: about?.name ?? "" };
}

/** Dates that could not be had, each with the nearest open times. */
function Missed({ series, name }: { series: SeriesMade; name: string }) {
  const take = (slot: Slot) => {
    choice.value = { slot, therapist: name, format: series.booked[0]?.format ?? "" };
  };
  return (
    <LitArea eyebrow={t("missed_eyebrow")} title={t("missed_title")}>
      {series.missed.map((one, index) => (
        <section class="stack-tight" key={one.start}>
          <p>{t("missed_date", { time: dayAndTime(one) })} {t.code("why", one.code)}</p>
          {one.alternatives.length > 0 ? (
            <Actions>
              {one.alternatives.slice(0, 2).map((slot, place) => (
                <ButtonLink key={slot.start} look={index || place ? "quiet" : "primary"} href="/book/check" onClick={() => take(slot)}>{dayAndTime(slot)}</ButtonLink>
              ))}
            </Actions>
          ) : <p class="second">{t("missed_none")}</p>}
        </section>
      ))}
    </LitArea>
  );
}

function NextDate({ date }: { date: Date }) {
  return (
    <LitArea eyebrow={t("next")} title={dayAndTime(date)}>
      <Actions>
        {date.format === "in_person" ? <ButtonLink href={`/booked/${date.id}`}>{t("look")}</ButtonLink> : <ButtonLink href={`/session/${date.id}/ready`}>{t("get_ready")}</ButtonLink>}
        <a class="lone" href={`/sessions/${date.id}/change`}>{t("change_one")}</a>
      </Actions>
    </LitArea>
  );
}

function DateRow({ date, coming }: { date: Date; coming: boolean }) {
  return (
    <li>
      <div>{dayAndTime(date)} {!coming && <span class="small second">{t.code("status", date.status === "booked" ? "past" : date.status)}</span>}</div>
      {coming && <a class="row-link" href={`/sessions/${date.id}/change`}>{t("change_one")}<span class="visually-hidden"> {dayAndTime(date)}</span></a>}
    </li>
  );
}

function Price({ cost }: { cost: Ended }) {
  const last = cost.dates.at(-1);
  if (cost.fee_cents > 0) return <p><strong>{t("end_fee", { fee: money(cost.fee_cents) })}</strong></p>;
  if (cost.grace) return <p>{t("end_grace")}</p>;
  return <p>{t("end_free")} {last && t("end_last", { time: dayAndTime(last) })}</p>;
}

/** End it from a date on: what that costs first. */
function Ending({ id, coming, onEnded }: { id: string; coming: Date[]; onEnded: () => void }) {
  const [from, setFrom] = useState(dateOf(coming[0]!.start));
  const ask = (shown: { preview: boolean; fee_cents?: number }) => post("/api/series/{series_id}/cancel", { from, ...shown }, { path: { series_id: id } });
  const { data: cost, error, again } = useLoad(() => ask({ preview: true }), [id, from]);
  const end = useSave(async (fee_cents: number) => {
    try {
      await ask({ preview: false, fee_cents });
    } catch (refused) {
      if (feeChanged(refused)) again();
      throw refused;
    }
    onEnded();
  });
  return (
    <section class="stack given">
      <h2>{t("end_title")}</h2>
      <Select label={t("end_from")} value={from} onValue={setFrom} options={coming.map((one) => ({ value: dateOf(one.start), label: `${shortDay(one.start)}, ${timeOf(one)}` }))} />
      {error !== undefined ? <Failed error={error} again={again} /> : !cost ? <Loading what={t("getting")} /> : <Price cost={cost} />}
      {end.error !== undefined && <Failed error={end.error} />}
      {cost && (
        <Actions>
          <Button look="quiet" busy={end.busy && t("ending")} onClick={() => end.run(cost.fee_cents)}>
            {cost.fee_cents > 0 ? t("end_for", { count: cost.dates.length, fee: money(cost.fee_cents) }) : t.count("end_dates", cost.dates.length)}
          </Button>
        </Actions>
      )}
    </section>
  );
}

/** Sessions that come again: all of their dates, and how to end them. */
export default function SeriesPage({ params }: PageProps) {
  const id = params.series_id!;
  const { data, error, again } = useLoad(() => load(id), [id]);
  const [ended, setEnded] = useState(false);
  const fresh = made.value?.id === id ? made.value : null;
  const title = t(fresh ? "title_made" : "title");
  if (!data) return <Page title={title}>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const coming = data.series.dates.filter((one) => isComing(one, now()));
  const rest = data.series.dates.filter((one) => !isComing(one, now()));
  const refresh = () => {
    made.value = null;
    setEnded(true);
    again();
    document.querySelector<HTMLElement>("main h1")?.focus();
  };
  return (
    <Page title={title} lead={t(data.series.every_weeks === 2 ? "lead_2" : "lead_1", { name: data.name })}>
      <div class="stack-wide given">
        {ended && <Notice kind="ok"><p>{t("ended")}</p></Notice>}
        {fresh?.missed.length ? <Missed series={fresh} name={data.name} /> : coming[0] ? <NextDate date={coming[0]} /> : (
          <LitArea title={t("none_left")}><Actions><ButtonLink href="/book">{t("choose_time")}</ButtonLink></Actions></LitArea>
        )}
        {coming.length > 0 && <section><h2>{t.count("dates", coming.length)}</h2><Rows>{coming.map((one) => <DateRow key={one.id} date={one} coming />)}</Rows></section>}
        {coming.length > 0 && <Ending key={coming[0]!.id} id={id} coming={coming} onEnded={refresh} />}
        {rest.length > 0 && <section><h2>{t("past")}</h2><Rows>{rest.map((one) => <DateRow key={one.id} date={one} coming={false} />)}</Rows></section>}
        <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
      </div>
    </Page>
  );
}
