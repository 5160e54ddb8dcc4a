import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { dayAndTime } from "../../shared/time";
import { Failed, Loading, useLoad } from "../../shared/ui";
import { AnswerSheet } from "../../shared/worksheets/AnswerSheet";
import { say } from "../../shared/worksheets/worksheets";
import type { Client } from "./ClientPage";
import { Earlier, useMore } from "./useMore";

const t = words<typeof en>("staff_clients");
const newest = { limit: 50 };

/** Journal entries the client shares, newest first. */
export function SharedJournal({ client }: { client: Client }) {
  const { data, error, again, more } = useMore((cursor) => get("/api/clients/{client_id}/journal", { path: { client_id: client.id }, query: { ...newest, cursor } }), [client.id]);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting_shared")} />;
  if (!data?.items.length) return <p class="second">{t("nothing_shared")}</p>;
  return (
    <>
    <ul class="rows">
      {data.items.map((entry) => (
        <li key={entry.id} class="entry">
          <div>
            <div class="second small">{dayAndTime({ start: entry.local, zone_name: entry.zone_name })}{entry.prompt && ` · ${entry.prompt}`}</div>
            <p class="voice shared-words">{entry.text}</p>
          </div>
        </li>
      ))}
    </ul>
    <Earlier data={data} more={more} />
    </>
  );
}

/** Worksheets the client shares, newest first, each closed until it is opened. */
export function SharedWorksheets({ client }: { client: Client }) {
  const { data, error, again, more } = useMore((cursor) => get("/api/clients/{client_id}/worksheet-entries", { path: { client_id: client.id }, query: { ...newest, cursor } }), [client.id]);
  const { data: sheets, error: failed, again: retry } = useLoad(async () => (await get("/api/worksheets")).items, []);
  if (error !== undefined || failed !== undefined) return <Failed error={error ?? failed} again={() => (again(), retry())} />;
  if (data === undefined || !sheets) return <Loading what={t("getting_shared")} />;
  if (!data?.items.length) return <p class="second">{t("nothing_shared")}</p>;
  return (
    <>
    <ul class="rows">
      {data.items.map((entry) => {
        const sheet = entry.sheet ?? sheets.find(({ slug }) => slug === entry.slug);
        return sheet && (
          <li key={entry.id} class="entry">
            <details class="disclosure">
              <summary>{say(sheet.title)}, {dayAndTime({ start: entry.local, zone_name: entry.zone_name })}</summary>
              <AnswerSheet sheet={sheet} answers={entry.answers} />
            </details>
          </li>
        );
      })}
    </ul>
    <Earlier data={data} more={more} />
    </>
  );
}
