import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/between";
import { LitArea, Page, Row, Rows, useLoad } from "../../shared/ui";
import { say } from "../../shared/worksheets/worksheets";
import { lately } from "../messages/times";
import { MoodScale } from "../mood/MoodScale";

const t = words<typeof en>("between");

interface Local {
  local: string;
  zone_name: string;
}

const when = ({ local, zone_name }: Local) => lately({ start: local, zone_name });
const one = { query: { limit: 1 } };

/** What is known of one kind, or nothing: a row stands without its last entry, so one that fails takes no other along. */
async function perhaps<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(() => undefined);
}

async function lastOnes() {
  const [moods, journal, entries, sheets, measures, checkIns] = await Promise.all([
    perhaps(get("/api/moods", one)), perhaps(get("/api/journal", one)), perhaps(get("/api/worksheet-entries", one)), perhaps(get("/api/worksheets")), perhaps(get("/api/measures", one)), perhaps(get("/api/check-ins")),
  ]);
  const entry = entries?.items[0];
  return { mood: moods?.items[0], known: moods !== undefined, journal: journal?.items[0], entry, sheet: sheets?.items.find(({ slug }) => slug === entry?.slug), measure: measures?.items[0], due: checkIns?.items.some((checkIn) => checkIn.due) };
}

type Last = Awaited<ReturnType<typeof lastOnes>>;

/** In words, kind by kind; what the kind is for where there is no entry yet. */
function inWords({ mood, known, journal, entry, sheet, measure, due }: Partial<Last>): Record<"mood" | "journal" | "worksheets" | "measures", string> {
  return {
    mood: mood ? (mood.score === null ? t("mood_last_feeling", { time: when(mood) }) : t("mood_last", { score: mood.score, time: when(mood) })) : known ? t("mood_none") : "",
    journal: journal ? t("journal_last", { time: when(journal) }) : t("journal_about"),
    worksheets: entry && sheet ? t(entry.finished ? "worksheets_last" : "worksheets_left", { title: say(sheet.title), time: when(entry) }) : t("worksheets_about"),
    measures: due ? t("measures_due") : measure ? t("measures_last", { time: when(measure) }) : t("measures_about"),
  };
}

const rows = [["mood", "/mood"], ["journal", "/journal"], ["worksheets", "/worksheets"], ["measures", "/measures"], ["library", "/library"], ["homework", "/homework"], ["plan", "/plan"], ["sharing", "/record/sharing"]] as const;

/** What there is to do between sessions. The last entry is a help, not a condition: without it the page works the same. */
export default function BetweenPage() {
  const { data } = useLoad(lastOnes, []);
  const last: Record<string, string> = inWords(data ?? {});
  return (
    <Page title={t("title")} lead={data?.mood || !data ? t("lead") : t("lead_empty")} task>
      <LitArea title={t("how_now")}><MoodScale /></LitArea>
      <Rows>
        {rows.map(([kind, href]) => (
          <Row key={kind} href={href} link={t(`${kind}_link`)} about={t(kind)}>
            <div>{t(kind)}</div>
            <div class="small second">{last[kind] ?? t.code(kind, "about")}</div>
          </Row>
        ))}
      </Rows>
    </Page>
  );
}
