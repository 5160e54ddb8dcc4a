import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/intake";
import type en from "../../shared/i18n/en/measures";
import type { Instrument, Measure } from "../../shared/measures/series";
import { SeriesChart } from "../../shared/measures/SeriesChart";
import { dayOf, shortDay, type When } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { loadInstruments } from "../intake/instruments";
import { type CheckIns, loadMeasures, nextOf, offered } from "./measures";
import { nameOf, Score } from "./Score";

const t = words<typeof en>("measures");
const asked = words<typeof intake>("intake");

async function load() {
  const [measures, instruments, checkIns] = await Promise.all([loadMeasures(), loadInstruments(), get("/api/check-ins")]);
  return { ...measures, instruments, checkIns };
}

/** "Due since Tuesday", "Next on ...", or that nothing is asked for now. */
function dueInWords(checkIns: CheckIns, slug: string): string {
  const one = checkIns.items.find(({ instrument }) => instrument === slug);
  if (!one) return t("not_asked");
  return t(one.due ? "due_since" : "due_on", { day: shortDay(one.due_on) });
}

function dayIn(measure: Measure): string {
  const when: When = { start: measure.local, zone_name: measure.zone_name };
  return `${dayOf(when.start)} (${measure.zone_name})`;
}

function Earlier({ items, instruments }: { items: readonly Measure[]; instruments: readonly Instrument[] }) {
  return (
    <Rows>
      {items.map((measure) => (
        <li key={measure.id}>
          <div>
            <div class="second small">{dayIn(measure)}</div>
            <Score measure={measure} instrument={instruments.find(({ slug }) => slug === measure.instrument)} />
          </div>
        </li>
      ))}
    </Rows>
  );
}

/** Check-ins: the one that is longest ago, the others, and what came of earlier ones. */
export default function MeasuresPage() {
  const { data, error, again, set } = useLoad(load, []);
  const more = useSave(async (cursor: string) => {
    const page = await loadMeasures(cursor);
    set({ ...data!, items: [...data!.items, ...page.items], next: page.next });
  });
  const next = data && nextOf(data.checkIns, data.items);
  const due = data?.checkIns.items.some((one) => one.due);
  const scored = data?.items.filter((measure) => measure.score) ?? [];
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {data && next && (
        <>
          <LitArea eyebrow={t(due ? "next" : "nothing_due")} title={nameOf(next)}>
            <p>{dueInWords(data.checkIns, next)} {asked.code(next, "why")} {t("minutes")}</p>
            <Actions><ButtonLink look={due ? "primary" : "quiet"} href={`/measures/${next}`}>{t("begin")}</ButtonLink></Actions>
          </LitArea>
          <Rows>
            {offered.filter((slug) => slug !== next).map((slug) => <Row key={slug} href={`/measures/${slug}`} link={t("begin")} about={nameOf(slug)}>{nameOf(slug)}<div class="small second">{dueInWords(data.checkIns, slug)}</div></Row>)}
          </Rows>
          {offered.flatMap((slug) => data.instruments.filter((one) => one.slug === slug && scored.some(({ instrument }) => instrument === slug))).map((one) => <SeriesChart key={one.slug} measures={data.items} instrument={one} name={nameOf(one.slug)} />)}
          <section class="stack-tight">
            <h2>{t("earlier")}</h2>
            {scored.length === 0 ? <p class="second">{t("none_yet")}</p> : <p><strong>{asked("not_a_diagnosis")}</strong> {asked("not_a_diagnosis_more")}</p>}
            <Earlier items={scored} instruments={data.instruments} />
            {data.next && <Button look="quiet" busy={more.busy && t("getting")} onClick={() => more.run(data.next!)}>{t("older")}</Button>}
            {more.error !== undefined && <Failed error={more.error} />}
          </section>
          <p class="small second">{t("who_sees")}</p>
        </>
      )}
    </Page>
  );
}
