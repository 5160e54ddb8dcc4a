import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type mood from "../../shared/i18n/en/mood";
import type en from "../../shared/i18n/en/staff_clients";
import { dayAndTime } from "../../shared/time";
import { Failed, Loading } from "../../shared/ui";
import { nameOf } from "../staff";
import type { Client } from "./ClientPage";
import { type Mood, MoodsOver } from "./SharedMoods";
import { SharedJournal, SharedWorksheets } from "./SharedWords";
import { Earlier, useMore } from "./useMore";

const t = words<typeof en>("staff_clients");
const m = words<typeof mood>("mood");

function Entry({ entry }: { entry: Mood }) {
  const said = (kind: string, codes: string[]) => codes.map((code) => m.code(kind, code) ?? code).join(", ");
  const around = [entry.score !== null && t("score", { score: entry.score }), said("feeling", entry.feelings), said("trigger", entry.triggers), entry.sleep_hours !== null && t("slept", { hours: entry.sleep_hours })];
  return (
    <li class="entry">
      <div>
        <div class="second small">{dayAndTime({ start: entry.local, zone_name: entry.zone_name })}</div>
        <div>{around.filter(Boolean).join(" · ")}</div>
        {entry.note && <p class="voice">{entry.note}</p>}
      </div>
    </li>
  );
}

function Moods({ client }: { client: Client }) {
  const { data, error, again, more } = useMore((cursor) => get("/api/clients/{client_id}/moods", { path: { client_id: client.id }, query: { limit: 100, cursor } }), [client.id]);
  const name = nameOf(client);
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting_moods")} />;
  if (data === null) return <p class="second">{t("mood_not_shared", { name })}</p>;
  return (
    <>
      <MoodsOver client={client} moods={data.items} days={28} />
      <ul class="rows" aria-label={t("entries")}>{data.items.map((entry) => <Entry key={entry.id} entry={entry} />)}</ul>
      <Earlier data={data} more={more} />
    </>
  );
}

const kinds = { mood: Moods, journal: SharedJournal, worksheets: SharedWorksheets };

/** Everything the client shares, kind by kind; what is off is said to be off and nothing else of it. */
export function SharedTab({ client }: { client: Client }) {
  return (
    <div class="stack-wide">
      <p class="small second">{t("times_are_theirs", { name: nameOf(client) })} {t("sharing_is_theirs", { name: nameOf(client) })}</p>
      {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => {
        const Kind = kinds[kind];
        return <section key={kind} class="stack-tight"><h2>{t(kind)}</h2><Kind client={client} /></section>;
      })}
    </div>
  );
}
