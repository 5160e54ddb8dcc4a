import { useMemo } from "preact/hooks";
import { type Day, lastDays, middle, mostBetween, scoresOf } from "../../client/mood/days";
import { MoodChart } from "../../client/mood/MoodChart";
import { plainNumber } from "../../client/mood/sentences";
import { type Answer, get } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { todayAt } from "../../shared/time";
import { Failed, Loading, useLoad } from "../../shared/ui";
import { nameOf } from "../staff";
import type { Client } from "./ClientPage";

const t = words<typeof en>("staff_clients");

export type Mood = Answer<"/api/clients/{client_id}/moods", "get">["items"][number];

/** What a client shares of their moods, newest first; null where they share nothing, also when they stopped a moment ago. */
export async function loadMoods(client: Client): Promise<Mood[] | null> {
  if (!client.shares_moods) return null;
  try {
    return (await get("/api/clients/{client_id}/moods", { path: { client_id: client.id }, query: { limit: 100 } })).items;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** "Ana noted 12 of 28 days. The middle is 6; most days lie between 4 and 7." */
function moodsInWords(days: Day[], name: string): string {
  const scores = scoresOf(days);
  const noted = t("noted", { name, count: scores.length, days: days.length });
  if (scores.length < 3) return scores.length ? `${noted} ${t("too_few")}` : t("none_noted", { name, days: days.length });
  const between = mostBetween(scores);
  const values = { middle: plainNumber(middle(scores)), low: plainNumber(between?.[0] ?? 0), high: plainNumber(between?.[1] ?? 0) };
  return `${noted} ${t(between ? "middle_and_most" : "middle_only", values)}`;
}

/** The chart over moods already loaded. */
export function MoodsOver({ client, moods, days: count }: { client: Client; moods: Mood[]; days: number }) {
  const days = useMemo(() => lastDays(moods, todayAt(client.utc_offset), count), [moods, count]);
  return <MoodChart days={days} sentence={moodsInWords(days, nameOf(client))} />;
}

/** The moods a client shares, as chart, sentence and table; "not shared" where they do not. */
export function SharedMoods({ client, days }: { client: Client; days: number }) {
  const { data, error, again } = useLoad(() => loadMoods(client), [client.id]);
  if (error) return <Failed error={error} again={again} />;
  if (data === undefined) return <Loading what={t("getting_moods")} />;
  return data ? <MoodsOver client={client} moods={data} days={days} /> : <p class="second">{t("mood_not_shared", { name: nameOf(client) })}</p>;
}
