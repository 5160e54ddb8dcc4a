import { useState } from "preact/hooks";
import { get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_hours";
import { me } from "../../shared/session/me";
import { todayAt, zonePlace } from "../../shared/time";
import { Actions, Button, ButtonLink, Check, explain, Failed, Field, FormErrors, Loading, Page, Select, useLoad, useSave } from "../../shared/ui";
import { type Caseload, loadCaseload } from "../clients/caseload";
import "./calendar.css";
import { EffectOf } from "./EffectOf";
import { useEffectOf } from "./useEffectOf";
import { useRowFocus } from "./useRowFocus";
import { addDays, type Kind, lengthsOf, type Offer } from "./week";

const t = words<typeof en>("staff_hours");
const s = words<typeof staff>("staff");
const types = ["individual", "consultation", "couples", "intake_assessment"] as const;
const formats = ["video", "audio", "text", "in_person"] as const;
const buffers = [0, 5, 10, 15, 20, 30];
const notices = [0, 60, 240, 720, 1440, 2880, 4320, 10080];
const horizons = [14, 30, 60, 90, 120, 180];

/** The choices there are, and the present one where it is none of them. */
function among(choices: number[], value: number): number[] {
  return choices.includes(value) ? choices : [...choices, value].sort((one, other) => one - other);
}

function KindRow({ kind, number, change, remove }: { kind: Kind; number: number; change: (kind: Kind) => void; remove: () => void }) {
  const type = kind.type ?? "individual";
  const toggle = (format: (typeof formats)[number], on: boolean) => change({ ...kind, formats: formats.filter((one) => (one === format ? on : kind.formats.includes(one))) });
  return (
    <fieldset class="kind">
      <legend>{t("kind", { number })}</legend>
      <Select label={t("kind_type")} value={type} onValue={(value) => change({ ...kind, type: value as Kind["type"], minutes: lengthsOf(value)[0]! })} options={types.map((one) => ({ value: one, label: s.code("type", one) ?? one }))} />
      <Select label={t("kind_minutes")} value={String(kind.minutes)} onValue={(value) => change({ ...kind, minutes: Number(value) })} options={among(lengthsOf(type), kind.minutes).map((one) => ({ value: String(one), label: t("minutes", { count: one }) }))} />
      <div class="together">{formats.map((one) => <Check key={one} label={s.code("format", one)} checked={kind.formats.includes(one)} onChecked={(on) => toggle(one, on)} />)}</div>
      <Button look="text" onClick={remove}>{t("kind_remove")}<span class="visually-hidden"> {number}</span></Button>
    </fieldset>
  );
}

function wrongKinds(kinds: readonly Kind[]): string | null {
  if (!kinds.length) return t("kinds_none");
  const none = kinds.findIndex((kind) => !kind.formats.length);
  if (none >= 0) return t("kinds_format", { number: none + 1 });
  const pairs = kinds.map((kind) => `${kind.type ?? "individual"} ${kind.minutes}`);
  const twice = pairs.findIndex((pair, index) => pairs.indexOf(pair) < index);
  return twice >= 0 ? t("kinds_twice", { number: twice + 1 }) : null;
}

function Form({ given, caseload }: { given: Offer; caseload: Caseload }) {
  const [offer, setOffer] = useState(given);
  const [error, setError] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const today = todayAt(me.value?.utc_offset ?? 0);
  const problem = wrongKinds(offer.kinds);
  const place = useRowFocus(offer.kinds.length);
  const effect = useEffectOf(problem ? null : offer, today, addDays(today, 14));
  const change = (part: Partial<Offer>) => (setSaved(false), setOffer({ ...offer, ...part }));
  const kindAt = (index: number, kind: Kind) => change({ kinds: offer.kinds.map((one, at) => (at === index ? kind : one)) });
  const save = useSave(async () => {
    setError(problem);
    if (problem) return;
    setOffer(await put("/api/availability", offer));
    setSaved(true);
  });
  const numbers = (list: number[], value: number, say: (value: number) => string) => among(list, value).map((one) => ({ value: String(one), label: say(one) }));
  const notice = (minutes: number) => (minutes === 0 ? t("no_notice") : minutes % 1440 === 0 ? t.count("days", minutes / 1440) : t.count("hours", minutes / 60));
  return (
    <form class="form lit" noValidate onSubmit={(event) => (event.preventDefault(), void save.run())}>
      <FormErrors errors={[error, save.error === undefined ? null : explain(save.error)].filter((one) => one !== null)} />
      <h2>{t("kinds")}</h2>
      <div class="form" ref={place}>
        {offer.kinds.map((kind, index) => (
          <KindRow key={index} kind={kind} number={index + 1} change={(next) => kindAt(index, next)} remove={() => change({ kinds: offer.kinds.filter((_, at) => at !== index) })} />
        ))}
        <Button look="text" onClick={() => change({ kinds: [...offer.kinds, { type: "individual", minutes: 45, formats: ["video"] }] })}>{t("kind_add")}</Button>
      </div>
      <h2>{t("limits")}</h2>
      <Select label={t("buffer")} hint={t("buffer_hint")} value={String(offer.buffer_minutes ?? 10)} onValue={(value) => change({ buffer_minutes: Number(value) })} options={numbers(buffers, offer.buffer_minutes ?? 10, (count) => t("minutes", { count }))} />
      <Select label={t("notice")} value={String(offer.notice_minutes ?? 1440)} onValue={(value) => change({ notice_minutes: Number(value) })} options={numbers(notices, offer.notice_minutes ?? 1440, notice)} />
      <Select label={t("horizon")} value={String(offer.horizon_days ?? 60)} onValue={(value) => change({ horizon_days: Number(value) })} options={numbers(horizons, offer.horizon_days ?? 60, (count) => t.count("days", count))} />
      <Field label={t("cap")} hint={t("cap_hint")} type="number" inputMode="numeric" min="1" max="40" short value={offer.daily_cap ? String(offer.daily_cap) : ""} onValue={(value) => change({ daily_cap: Number(value) || null })} />
      {!problem && <EffectOf effect={effect} clients={caseload.items} />}
      {saved && <p role="status"><strong>{t("saved")}</strong></p>}
      <Actions><Button type="submit" busy={save.busy && t("saving")}>{t("limits_save")}</Button><ButtonLink look="quiet" href="/calendar">{t("to_calendar")}</ButtonLink></Actions>
    </form>
  );
}

/** What sessions a therapist offers, how long and how, and how close or far ahead they can be booked. */
export default function LimitsPage() {
  const { data, error, again } = useLoad(async () => ({ offer: await get("/api/availability"), caseload: await loadCaseload() }), []);
  return (
    <Page title={t("limits_title")} lead={data && t("in_zone", { zone: zonePlace(data.offer.zone) })} task>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {data && <Form given={data.offer} caseload={data.caseload} />}
    </Page>
  );
}
