import { useState } from "preact/hooks";
import { get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_hours";
import { me } from "../../shared/session/me";
import { dayOf, todayAt, zonePlace } from "../../shared/time";
import { Actions, Button, ButtonLink, explain, Failed, Field, FormErrors, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { type Caseload, loadCaseload } from "../clients/caseload";
import { EffectOf } from "./EffectOf";
import { useEffectOf } from "./useEffectOf";
import { addDays, type Offer, type Span, spansOff, withOff, withoutOff } from "./week";

const t = words<typeof en>("staff_hours");
const longest = 61;

function said(span: Span): string {
  return span.first === span.last ? dayOf(span.first) : t("from_to", { from: dayOf(span.first), to: dayOf(span.last) });
}

function wrong(first: string, last: string, today: string): string | null {
  if (!first || !last) return t("off_missing");
  if (last < first) return t("off_order");
  if (first < today) return t("off_past");
  return addDays(first, longest) < last ? t("off_long") : null;
}

function Form({ offer, caseload, today, onSaved }: { offer: Offer; caseload: Caseload; today: string; onSaved: (offer: Offer) => void }) {
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [error, setError] = useState<string | null>(null);
  const problem = wrong(first, last || first, today);
  const changed = problem ? null : withOff(offer, { first, last: last || first });
  const effect = useEffectOf(changed, first || today, addDays(last || first || today, 1));
  const save = useSave(async () => {
    setError(problem);
    if (!changed) return;
    onSaved(await put("/api/availability", changed));
    setFirst("");
    setLast("");
  });
  const errors = [error, save.error === undefined ? null : explain(save.error)].filter((one) => one !== null);
  return (
    <section class="lit">
      <h2>{t("off_new")}</h2>
      <form class="form" noValidate onSubmit={(event) => (event.preventDefault(), void save.run())}>
        <FormErrors errors={errors} />
        <Field label={t("off_first")} type="date" min={today} value={first} onValue={setFirst} />
        <Field label={t("off_last")} hint={t("off_last_hint")} type="date" min={first || today} value={last} onValue={setLast} />
        {changed && <EffectOf effect={effect} clients={caseload.items} />}
        <Actions><Button type="submit" busy={save.busy && t("saving")}>{t("off_save")}</Button></Actions>
      </form>
    </section>
  );
}

/** Days on which clients cannot book, whatever the weekday's hours are. */
export default function TimeOffPage() {
  const { data, error, again, set } = useLoad(async () => ({ offer: await get("/api/availability"), caseload: await loadCaseload() }), []);
  const [saved, setSaved] = useState(false);
  const today = todayAt(me.value?.utc_offset ?? 0);
  const keep = (offer: Offer) => (set({ ...data!, offer }), setSaved(true));
  const back = useSave(async (span: Span) => keep(await put("/api/availability", withoutOff(data!.offer, span))));
  const spans = data ? spansOff(data.offer, today) : [];
  return (
    <Page title={t("off_title")} lead={data && t("in_zone", { zone: zonePlace(data.offer.zone) })} task>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {data && (
        <div class="stack-wide">
          {saved && <p role="status"><strong>{t("saved")}</strong></p>}
          <Form offer={data.offer} caseload={data.caseload} today={today} onSaved={keep} />
          <section>
            <h2>{t("off_list")}</h2>
            {spans.length === 0 ? <p class="second">{t("off_none")}</p> : (
              <Rows>{spans.map((span) => (
                <Row key={span.first}>{said(span)} <Button look="text" onClick={() => back.run(span)}>{t("off_back")}<span class="visually-hidden"> {said(span)}</span></Button></Row>
              ))}</Rows>
            )}
            {back.error !== undefined && <Failed error={back.error} />}
          </section>
          <Actions><ButtonLink look="quiet" href="/calendar">{t("to_calendar")}</ButtonLink></Actions>
        </div>
      )}
    </Page>
  );
}
