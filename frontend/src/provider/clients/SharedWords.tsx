import { get } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { dayAndTime } from "../../shared/time";
import { Failed, Loading, useLoad } from "../../shared/ui";
import { AnswerSheet } from "../../shared/worksheets/AnswerSheet";
import { say } from "../../shared/worksheets/worksheets";
import type { Client } from "./ClientPage";

const t = words<typeof en>("staff_clients");
const newest = { limit: 50 };

/** What is shared, or null where the answer is that there is nothing here. */
async function ifShared<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });
}

/** Journal entries the client shares, newest first. */
export function SharedJournal({ client }: { client: Client }) {
  const { data, error, again } = useLoad(() => ifShared(get("/api/clients/{client_id}/journal", { path: { client_id: client.id }, query: newest })), [client.id]);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting_shared")} />;
  if (!data?.items.length) return <p class="second">{t("nothing_shared")}</p>;
  return (
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
  );
}

async function loadSheets(client_id: string) {
  const [entries, sheets] = await Promise.all([ifShared(get("/api/clients/{client_id}/worksheet-entries", { path: { client_id }, query: newest })), get("/api/worksheets")]);
  return entries && { entries: entries.items, sheets: sheets.items };
}

/** Worksheets the client shares, newest first, each closed until it is opened. */
export function SharedWorksheets({ client }: { client: Client }) {
  const { data, error, again } = useLoad(() => loadSheets(client.id), [client.id]);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting_shared")} />;
  if (!data?.entries.length) return <p class="second">{t("nothing_shared")}</p>;
  return (
    <ul class="rows">
      {data.entries.map((entry) => {
        const sheet = entry.sheet ?? data.sheets.find(({ slug }) => slug === entry.slug);
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
  );
}
