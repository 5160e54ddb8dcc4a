import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import { language, words } from "../i18n";
import type en from "../i18n/en/scores";
import { shortDay } from "../time";
import { Figure, token } from "../ui";
import { dayNumber, type Dot, highestOf, type Instrument, type Measure, seriesOf, wayOf } from "./series";

const t = words<typeof en>("scores");

/** "moderate" */
export function bandName(band: string): string {
  return t.code("band", band.replace(/ /g, "_")) ?? band;
}

/** "5 lower than the time before" */
export function changeInWords(change: number): string {
  return t(`change_${wayOf(change)}`, { points: Math.abs(change) });
}

/** The latest score, how it compares with the one before, and whether that is more than unsteadiness. */
function seriesInWords(dots: Dot[], instrument: Instrument): string {
  const last = dots.at(-1);
  if (!last) return t("none", { what: instrument.title });
  const now = t("latest", { what: instrument.title, total: last.total, highest: highestOf(instrument), band: bandName(last.band), day: shortDay(last.date) });
  if (last.change === null) return `${now} ${t("one_only")}`;
  return `${now} ${t("than_before", { change: changeInWords(last.change) })} ${t(last.reliable ? "more_than_chance" : "may_be_chance")}`;
}

/** The ranges as stripes, each named at its lower end; colour is not their only sign. */
const bands = (instrument: Instrument) => (chart: uPlot) => {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.fillStyle = token("sunk");
  instrument.bands?.forEach((band, index) => {
    const top = chart.valToPos(band.high + 0.5, "y", true);
    if (index % 2) ctx.fillRect(bbox.left, top, bbox.width, chart.valToPos(band.low - 0.5, "y", true) - top);
  });
  ctx.restore();
};

/** A bigger, filled mark around what changed reliably. */
const marks = (dots: Dot[]) => (chart: uPlot) => {
  const { ctx } = chart;
  ctx.save();
  ctx.fillStyle = token("action");
  for (const dot of dots.filter(({ reliable }) => reliable)) {
    ctx.beginPath();
    ctx.arc(chart.valToPos(dayNumber(dot.date), "x", true), chart.valToPos(dot.total, "y", true), 7 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
};

const axisFont = "13px system-ui, sans-serif";
const axisGap = 5;
/** Pixels of chart below which a range's name of two words stands on two lines. */
const narrow = 480;

/** As wide as the longest line of the ranges' names, in CSS pixels. */
function widthOf(chart: uPlot, values: readonly string[] | null): number {
  const { ctx } = chart;
  ctx.save();
  ctx.font = axisFont;
  const widths = (values ?? []).flatMap((name) => name.split("\n")).map((line) => ctx.measureText(line).width);
  ctx.restore();
  return Math.ceil(Math.max(0, ...widths)) + 2 * axisGap;
}

function optionsOf(dots: Dot[], instrument: Instrument): Omit<uPlot.Options, "width" | "height"> {
  const axis = { stroke: () => token("ink-2"), font: axisFont, gap: axisGap, grid: { show: false }, ticks: { show: false } };
  const [first, last] = [dayNumber(dots[0]!.date), dayNumber(dots.at(-1)!.date)];
  const middles = instrument.bands?.map((band) => (band.low + band.high) / 2) ?? [];
  const names = new Map(instrument.bands?.map((band, index) => [middles[index], bandName(band.name)]));
  const aside = Math.max(4, (last - first) * 0.06);
  const ends = first === last ? [first] : [first, last];
  return {
    padding: [8, 24, 0, 0],
    scales: { x: { time: false, range: [first - aside, last + aside] }, y: { range: [-0.5, highestOf(instrument) + 0.5] } },
    axes: [
      { ...axis, splits: () => ends, values: (_, at) => at.map((day) => shortDay(new Date(day * 86_400_000).toISOString().slice(0, 10))) },
      { ...axis, lineGap: 1.1, size: widthOf, splits: () => middles, values: (chart, at) => at.map((level) => (names.get(level) ?? "").replace(/ /g, chart.width < narrow ? "\n" : " ")) },
    ],
    series: [{}, { stroke: () => token("action"), width: 2, points: { show: true, size: 9, width: 2, stroke: () => token("action"), fill: () => token("paper") } }],
    hooks: { drawClear: [bands(instrument)], draw: [marks(dots)] },
  };
}

function tableOf(dots: Dot[]) {
  return {
    head: [t("table_day"), t("table_score"), t("table_band"), t("table_change")],
    rows: [...dots].reverse().map((dot) => [shortDay(dot.date), dot.total, bandName(dot.band), dot.change === null ? t("first") : `${changeInWords(dot.change)}${dot.reliable ? `, ${t("marked")}` : ""}`]),
  };
}

function Chart({ dots, instrument }: { dots: Dot[]; instrument: Instrument }) {
  const said = language.value;
  const options = useMemo(() => optionsOf(dots, instrument), [dots, instrument, said]);
  const data = useMemo<uPlot.AlignedData>(() => [dots.map(({ date }) => dayNumber(date)), dots.map(({ total }) => total)], [dots]);
  return <Figure data={data} options={options} sentence={seriesInWords(dots, instrument)} table={tableOf(dots)} height={260} />;
}

/** One questionnaire's scores over time with their ranges, what changed more than by chance marked, and where that is known from. */
export function SeriesChart({ measures, instrument, name }: { measures: readonly Measure[]; instrument: Instrument; name: string }) {
  const dots = useMemo(() => seriesOf(measures, instrument), [measures, instrument]);
  const change = instrument.reliable_change;
  return (
    <section class="stack-tight">
      <h2>{name}</h2>
      {dots.length ? <Chart dots={dots} instrument={instrument} /> : <p class="second">{t("none", { what: instrument.title })}</p>}
      {dots.length > 0 && change && (
        <p class="small second">{t("marked_from", { points: change.points })} {t("sources", { ranges: instrument.source, change: change.source })}</p>
      )}
    </section>
  );
}
