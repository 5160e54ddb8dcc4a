/** What the days say, in words with honest counts. */
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { type Day, drift, middle, mostBetween, scoresOf } from "./days";

const t = words<typeof en>("mood");

/** "6" or "6.5" */
export function plainNumber(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** "You noted 25 of 28 days. The middle is 6; most days lie between 4 and 7." */
export function daysInWords(days: Day[]): string {
  const scores = scoresOf(days);
  if (scores.length === 0) return t("none_noted");
  const noted = t("noted", { count: scores.length, days: days.length });
  if (scores.length < 3) return `${noted} ${t("too_few")}`;
  const between = mostBetween(scores);
  const range = between ? t("middle_and_most", { middle: plainNumber(middle(scores)), low: plainNumber(between[0]), high: plainNumber(between[1]) }) : t("middle_only", { middle: plainNumber(middle(scores)) });
  return `${noted} ${range}`;
}

/** "Mostly 5 to 7, a little higher in the second week." */
export function twoWeeksInWords(days: Day[]): string {
  const scores = scoresOf(days);
  if (scores.length < 3) return `${t("noted", { count: scores.length, days: days.length })} ${t("too_few")}`;
  const between = mostBetween(scores);
  const range = between ? t("mostly", { low: plainNumber(between[0]), high: plainNumber(between[1]) }) : t("middle_only", { middle: plainNumber(middle(scores)) });
  const change = drift(days);
  return change ? `${range} ${t(`drift_${change}`)}` : range;
}
