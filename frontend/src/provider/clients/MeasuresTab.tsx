import { useState } from "preact/hooks";
import { type Answer, get, post, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/intake";
import type en from "../../shared/i18n/en/staff_measures";
import type { Instrument, Measure } from "../../shared/measures/series";
import { SeriesChart } from "../../shared/measures/SeriesChart";
import { shortDay } from "../../shared/time";
import { Actions, Button, Check, Failed, LitArea, Loading, Select, useLoad, useSave } from "../../shared/ui";
import { nameOf } from "../staff";
import type { Client } from "./ClientPage";

const t = words<typeof en>("staff_measures");
const asked = words<typeof intake>("intake");

type CheckIns = Answer<"/api/clients/{client_id}/check-ins", "get">;
interface Loaded {
  measures: Measure[];
  scored: Instrument[];
  checkIns: CheckIns;
}

const weeks = [1, 2, 4, 8, 12];

async function load(client_id: string): Promise<Loaded> {
  const path = { client_id };
  const [measures, instruments, checkIns] = await Promise.all([
    get("/api/clients/{client_id}/measures", { path, query: { limit: 100 } }),
    get("/api/instruments"),
    get("/api/clients/{client_id}/check-ins", { path }),
  ]);
  return { measures: measures.items, scored: instruments.items.filter((one) => one.reliable_change), checkIns };
}

function nameOfScored(slug: string): string {
  return asked.code("scored", slug) ?? slug.toUpperCase();
}

/** A score that got much worse stands in front until the therapist says that they have seen it. */
function Worse({ client, onSeen }: { client: Client; onSeen: (checkIns: CheckIns) => void }) {
  const save = useSave(async () => onSeen(await post("/api/clients/{client_id}/check-ins/seen", undefined, { path: { client_id: client.id } })));
  return (
    <LitArea title={t("worse", { name: nameOf(client) })}>
      <p>{t("worse_text")}</p>
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions><Button busy={save.busy && t("saving")} onClick={() => save.run()}>{t("seen")}</Button></Actions>
    </LitArea>
  );
}

/** Which questionnaires, and how often; what is due next. */
function Schedule({ client, data, onChanged }: { client: Client; data: Loaded; onChanged: (checkIns: CheckIns) => void }) {
  const { checkIns, scored } = data;
  const [chosen, setChosen] = useState<string[]>(checkIns.stopped ? [] : checkIns.instruments);
  const [every, setEvery] = useState(String(checkIns.every_days));
  const save = useSave(async () => {
    const body = { instruments: chosen.length ? chosen : checkIns.instruments, every_days: Number(every), stopped: !chosen.length };
    onChanged(await put("/api/clients/{client_id}/check-ins", body, { path: { client_id: client.id } }));
  });
  const choices = [...new Set([...weeks.map((week) => week * 7), checkIns.every_days])].sort((one, other) => one - other);
  const toggle = (slug: string, on: boolean) => setChosen(on ? [...chosen, slug] : chosen.filter((one) => one !== slug));
  return (
    <section class="stack-tight">
      <h2>{t("schedule")}</h2>
      <p class="second">{checkIns.items.length ? checkIns.items.map((one) => t(one.due ? "due_since" : "due_on", { what: nameOfScored(one.instrument), day: shortDay(one.due_on) })).join(" ") : t("stopped")}</p>
      <form class="form" onSubmit={(event) => (event.preventDefault(), void save.run())}>
        <fieldset>
          <legend>{t("which")}</legend>
          {scored.map(({ slug }) => <Check key={slug} name={slug} label={nameOfScored(slug)} checked={chosen.includes(slug)} onChecked={(on) => toggle(slug, on)} />)}
        </fieldset>
        <Select label={t("how_often")} value={every} onValue={setEvery} options={choices.map((days) => ({ value: String(days), label: days % 7 ? t.count("days", days) : t.count("weeks", days / 7) }))} />
        <p class="small second">{t("reminder")}</p>
        {save.error !== undefined && <Failed error={save.error} />}
        <Actions><Button type="submit" look="quiet" busy={save.busy && t("saving")}>{t("save")}</Button></Actions>
      </form>
    </section>
  );
}

/** A client's scores over time, what of them to look at, and how their check-ins run. */
export function MeasuresTab({ client }: { client: Client }) {
  const { data, error, again, set } = useLoad(() => load(client.id), [client.id]);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (!data) return <Loading what={t("getting")} />;
  const changed = (checkIns: CheckIns) => set({ ...data, checkIns });
  return (
    <div class="columns">
      <div class="stack-wide">
        {data.checkIns.worse && <Worse client={client} onSeen={changed} />}
        {data.scored.map((one) => <SeriesChart key={one.slug} measures={data.measures} instrument={one} name={nameOfScored(one.slug)} />)}
        <p class="second"><strong>{asked("not_a_diagnosis")}</strong></p>
      </div>
      <Schedule client={client} data={data} onChanged={changed} />
    </div>
  );
}
