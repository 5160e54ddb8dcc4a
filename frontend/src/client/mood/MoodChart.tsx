import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { shortDay } from "../../shared/time";
import { Figure, token } from "../../shared/ui";
import { type Day, goodSleep } from "./days";
import { plainNumber } from "./sentences";

const t = words<typeof en>("mood");

const sleepFloor = -4.4;
const sleepMiddle = -2.8;
const perHour = 0.28;

type Draw = (chart: uPlot) => void;

/** Canvas x of the edges between days, and its own y. */
function places(chart: uPlot, index: number) {
  const left = chart.valToPos(index - 0.5, "x", true);
  const right = chart.valToPos(index + 0.5, "x", true);
  return { left, width: right - left, y: (value: number) => chart.valToPos(value, "y", true) };
}

const sundays = (days: Day[]): Draw => (chart) => {
  chart.ctx.save();
  chart.ctx.fillStyle = token("sunk");
  chart.ctx.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
  chart.ctx.textAlign = "center";
  days.forEach((day, index) => {
    if (new Date(day.date).getUTCDay() !== 0) return;
    const { left, width, y } = places(chart, index);
    chart.ctx.fillStyle = token("sunk");
    chart.ctx.fillRect(left, y(10.6), width, y(0.4) - y(10.6));
    chart.ctx.fillStyle = token("ink-2");
    if (days.length <= 28) chart.ctx.fillText(t("sunday_short"), left + width / 2, y(10.9));
  });
  chart.ctx.restore();
};

const levels: Draw = (chart) => {
  chart.ctx.save();
  chart.ctx.fillStyle = token("line");
  for (const level of [1, 5.5, 10]) chart.ctx.fillRect(chart.bbox.left, chart.valToPos(level, "y", true), chart.bbox.width, devicePixelRatio);
  chart.ctx.restore();
};

/** Hours slept as bars below the line: filled from seven hours, hollow below, so that colour is not the only sign. */
const sleepBars = (days: Day[]): Draw => (chart) => {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = token("heather");
  days.forEach((day, index) => {
    if (day.sleep === null) return;
    const { left, width, y } = places(chart, index);
    const wide = Math.min(width * 0.5, 14 * devicePixelRatio);
    ctx.lineWidth = Math.min(1.5 * devicePixelRatio, wide / 3);
    const top = y(sleepFloor + Math.min(day.sleep, 12) * perHour);
    ctx.fillStyle = token(day.sleep >= goodSleep ? "heather" : "heather-tint");
    ctx.beginPath();
    ctx.rect(left + (width - wide) / 2, top, wide, y(sleepFloor) - top);
    ctx.fill();
    ctx.stroke();
  });
  ctx.restore();
};

/** Dates on the axis: five or six, whatever the width. */
function dateMarks(days: Day[], width: number): number[] {
  const step = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(width / 110))));
  return days.map((_, index) => index).filter((index) => (days.length - 1 - index) % step === 0);
}

function chartOptions(days: Day[]): Omit<uPlot.Options, "width" | "height"> {
  const slept = days.some((day) => day.sleep !== null);
  // Over many days the marks would cover the line and each other.
  const many = days.length > 91;
  const axis = { stroke: () => token("ink-2"), font: "13px system-ui, sans-serif", grid: { show: false }, ticks: { show: false } };
  const named: Record<string, string> = { "1": t("low"), "5.5": t("so_so"), "10": t("high"), [sleepMiddle]: t("sleep_axis") };
  return {
    padding: [24, 26, 0, 0],
    scales: { x: { time: false, range: [-0.6, days.length - 0.4] }, y: { range: [slept ? sleepFloor : 0.4, 10.6] } },
    axes: [
      { ...axis, splits: (chart) => dateMarks(days, chart.bbox.width / devicePixelRatio), values: (_, at) => at.map((index) => shortDay(days[index]!.date)) },
      { ...axis, size: 84, splits: () => (slept ? [sleepMiddle, 1, 5.5, 10] : [1, 5.5, 10]), values: (_, at) => at.map((level) => named[String(level)] ?? "") },
    ],
    series: [{}, { stroke: () => token("action"), width: many ? 1 : 2, spanGaps: false, points: { show: true, size: many ? 4 : 9, width: many ? 1 : 2, stroke: () => token("action"), fill: () => token("paper") } }],
    hooks: { drawClear: [sundays(days), levels, ...(slept ? [sleepBars(days)] : [])] },
  };
}

function tableOf(days: Day[]) {
  const none = t("not_noted");
  return {
    head: [t("table_day"), t("table_mood"), t("table_sleep")],
    rows: days.filter((day) => day.score !== null || day.sleep !== null).reverse()
      .map((day) => [shortDay(day.date), day.score === null ? none : plainNumber(day.score), day.sleep === null ? none : plainNumber(day.sleep)]),
  };
}

/** Mood and sleep, day by day; gaps are gaps. sentence: what the days say, where it does not stand beside the chart. */
export function MoodChart({ days, sentence }: { days: Day[]; sentence?: string }) {
  const said = language.value;
  const slept = days.some((day) => day.sleep !== null);
  const options = useMemo(() => chartOptions(days), [days, said]);
  const data = useMemo<uPlot.AlignedData>(() => [days.map((_, index) => index), days.map((day) => day.score)], [days]);
  return <Figure data={data} options={options} sentence={sentence ?? t(slept ? "chart_with_sleep" : "chart")} table={tableOf(days)} height={slept ? 330 : 240} />;
}

/** Two weeks as one line without axes; the sentence and the table say the numbers. */
export function MoodLine({ days, sentence }: { days: Day[]; sentence: string }) {
  const options = useMemo<Omit<uPlot.Options, "width" | "height">>(() => lineOptions(days), [days]);
  const data = useMemo<uPlot.AlignedData>(() => [days.map((_, index) => index), days.map((day) => day.score)], [days]);
  return (
    <div class="mood-line">
      <Figure data={data} options={options} sentence={sentence} table={tableOf(days)} height={72} />
      <div class="ends" aria-hidden="true"><span>{shortDay(days[0]!.date)}</span><span>{t("today")}</span></div>
    </div>
  );
}

function lineOptions(days: Day[]): Omit<uPlot.Options, "width" | "height"> {
  const noted = (index: number) => days[index]?.score != null;
  // A line needs two days side by side: a day between gaps is a dot, and so is the last one.
  const dots = days.map((_, index) => index).filter((index) => noted(index) && !noted(index + 1) && (!noted(index - 1) || !days.slice(index + 1).some((day) => day.score !== null)));
  return {
    padding: [8, 8, 8, 8],
    scales: { x: { time: false, range: [-0.4, days.length - 0.6] }, y: { range: [0.5, 10.5] } },
    axes: [{ show: false }, { show: false }],
    series: [{}, {
      stroke: () => token("action"), width: 2, spanGaps: false,
      points: { show: true, size: 8, stroke: () => token("action"), fill: () => token("action"), filter: () => dots },
    }],
  };
}
