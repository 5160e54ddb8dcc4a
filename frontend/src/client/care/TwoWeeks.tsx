import { useMemo } from "preact/hooks";
import { get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/home";
import { useLoad } from "../../shared/ui";
import { nowAtHome } from "../hereAndNow";
import { lastDays, scoresOf } from "../mood/days";
import "../mood/mood.css";
import { MoodLine } from "../mood/MoodChart";
import { twoWeeksInWords } from "../mood/sentences";

const t = words<typeof en>("home");

/** The last two weeks in a line and a sentence. Comes after the page is there; without it nothing is missing. */
export function TwoWeeks() {
  const { data } = useLoad(() => get("/api/moods", { query: { limit: 40 } }), []);
  const today = nowAtHome()?.start.slice(0, 10);
  const days = useMemo(() => (data && today ? lastDays(data.items, today, 14) : []), [data, today]);
  if (scoresOf(days).length === 0) return null;
  return (
    <section>
      <h2>{t("two_weeks")}</h2>
      <MoodLine days={days} sentence={twoWeeksInWords(days)} />
      <p class="small"><a class="lone" href="/mood">{t("day_by_day")}</a></p>
    </section>
  );
}
