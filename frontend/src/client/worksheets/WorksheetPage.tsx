import { useRef } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/worksheets";
import { go, type PageProps, queryValue } from "../../shared/router";
import { Actions, Button, Failed, LitArea, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { say, type Worksheet, type WorksheetEntry } from "../../shared/worksheets/worksheets";
import { lately } from "../messages/times";

const t = words<typeof en>("worksheets");

async function load(slug: string) {
  const [sheet, entries] = await Promise.all([get("/api/worksheets/{slug}", { path: { slug } }), get("/api/worksheet-entries", { query: { limit: 50 } })]);
  return { sheet, entries: entries.items.filter((entry) => entry.slug === slug) };
}

function Begin({ sheet }: { sheet: Worksheet }) {
  const key = useRef(crypto.randomUUID());
  const homework = queryValue("homework");
  const begin = useSave(async () => {
    const { id } = await post("/api/worksheets/{slug}/entries", {}, { path: { slug: sheet.slug! }, idempotencyKey: key.current });
    go(`/worksheets/entries/${id}${homework ? `?homework=${encodeURIComponent(homework)}` : ""}`);
  });
  return (
    <LitArea>
      <p>{t.count("minutes", sheet.minutes)}, {t.count("pages", sheet.pages.length)}. {t("stop_any_time")}</p>
      <p class="small second">{t("who_sees")}</p>
      {begin.error !== undefined && <Failed error={begin.error} />}
      <Actions><Button busy={begin.busy && t("opening")} onClick={() => begin.run()}>{t("begin")}</Button></Actions>
    </LitArea>
  );
}

function Earlier({ entries }: { entries: WorksheetEntry[] }) {
  return (
    <section>
      <h2>{t("earlier")}</h2>
      <Rows>
        {entries.map((entry) => {
          const time = lately({ start: entry.local, zone_name: entry.zone_name });
          return <Row key={entry.id} href={`/worksheets/entries/${entry.id}`} link={t(entry.finished ? "read" : "go_on")} about={time}>{time}{!entry.finished && <div class="small second">{t("not_finished")}</div>}</Row>;
        })}
      </Rows>
    </section>
  );
}

/** What a worksheet is for, how long it takes, and the ones filled in before. */
export default function WorksheetPage({ params }: PageProps) {
  const slug = params.slug!;
  const { data, error, again } = useLoad(() => load(slug), [slug]);
  return (
    <Page title={data ? say(data.sheet.title) : t("title")} lead={data && say(data.sheet.summary)} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_one")} />}
      {data && <Begin sheet={data.sheet} />}
      {data && data.entries.length > 0 && <Earlier entries={data.entries} />}
      <p><a class="lone" href="/worksheets">{t("back")}</a></p>
    </Page>
  );
}
