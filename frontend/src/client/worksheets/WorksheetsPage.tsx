import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/worksheets";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, useLoad } from "../../shared/ui";
import { say, type Worksheet, type WorksheetEntry } from "../../shared/worksheets/worksheets";
import { lately } from "../messages/times";

const t = words<typeof en>("worksheets");
const methods = ["cbt", "dbt", "act", "trauma_informed"] as const;

async function load() {
  const [sheets, entries] = await Promise.all([get("/api/worksheets"), get("/api/worksheet-entries", { query: { limit: 50 } })]);
  return { sheets: sheets.items, entries: entries.items };
}

const when = (entry: WorksheetEntry) => lately({ start: entry.local, zone_name: entry.zone_name });

function SheetRow({ sheet, last }: { sheet: Worksheet; last: WorksheetEntry | undefined }) {
  return (
    <Row href={`/worksheets/${sheet.slug}`} link={t("open")} about={say(sheet.title)}>
      <div>{say(sheet.title)}</div>
      <div class="small second">{say(sheet.summary)}</div>
      <div class="small second">{t.count("minutes", sheet.minutes)}{last && ` · ${t("last_entry", { time: when(last) })}`}</div>
    </Row>
  );
}

function Sheets({ title, sheets, entries }: { title: string; sheets: Worksheet[]; entries: WorksheetEntry[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <Rows>{sheets.map((sheet) => <SheetRow key={sheet.slug} sheet={sheet} last={entries.find(({ slug }) => slug === sheet.slug)} />)}</Rows>
    </section>
  );
}

/** What a therapist gave, then every worksheet by its method, with when it was last begun; the one that was left is first. */
export default function WorksheetsPage() {
  const { data, error, again } = useLoad(load, []);
  const left = data?.entries.find((entry) => !entry.finished);
  const leftSheet = left?.sheet ?? data?.sheets.find(({ slug }) => slug === left?.slug);
  const given = data?.sheets.filter(({ provider_id }) => provider_id) ?? [];
  const gone = data?.entries.filter(({ id, slug, sheet }) => id !== left?.id && sheet && !data.sheets.some((one) => one.slug === slug)) ?? [];
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting")} />}
      {left && leftSheet && (
        <LitArea eyebrow={t("you_began", { time: when(left) })} title={say(leftSheet.title)}>
          <p>{t("kept_so_far")}</p>
          <Actions><ButtonLink href={`/worksheets/entries/${left.id}`}>{t("go_on")}</ButtonLink></Actions>
        </LitArea>
      )}
      {data && given.length > 0 && <Sheets title={t("from_therapist")} sheets={given} entries={data.entries} />}
      {data && methods.map((method) => {
        const sheets = data.sheets.filter((sheet) => sheet.method === method && !sheet.provider_id);
        return sheets.length > 0 && <Sheets key={method} title={t(`method_${method}`)} sheets={sheets} entries={data.entries} />;
      })}
      {gone.length > 0 && (
        <section>
          <h2>{t("from_before")}</h2>
          <Rows>{gone.map((entry) => <Row key={entry.id} href={`/worksheets/entries/${entry.id}`} link={t(entry.finished ? "read" : "go_on")} about={say(entry.sheet!.title)}>{say(entry.sheet!.title)}<div class="small second">{when(entry)}</div></Row>)}</Rows>
        </section>
      )}
    </Page>
  );
}
