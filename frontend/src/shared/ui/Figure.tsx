import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { words } from "../i18n";
import type en from "../i18n/en/common";

const t = words<typeof en>("common");

interface FigureProps {
  /** What the chart shows, in a sentence with honest counts. The chart itself is hidden from screen readers. */
  sentence: ComponentChildren;
  /** The same numbers as a table. */
  table: { head: string[]; rows: (string | number)[][] };
  data: uPlot.AlignedData;
  /** Everything but width and height; colours by `token("action")`. */
  options: Omit<uPlot.Options, "width" | "height">;
  height?: number;
}

/** The present value of a colour token, for the canvas. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A chart with its sentence and its table; the drawing code is loaded when the first chart is shown. */
export function Figure({ sentence, table, data, options, height = 200 }: FigureProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let chart: uPlot | undefined;
    let gone = false;
    const width = () => place.current?.clientWidth ?? 300;
    const watch = new ResizeObserver(() => chart?.setSize({ width: width(), height }));
    // A canvas keeps the colors it was drawn in; a device may turn dark in the evening.
    const theme = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => chart?.redraw();
    theme.addEventListener("change", redraw);
    void Promise.all([import("uplot"), import("uplot/dist/uPlot.min.css")]).then(([{ default: UPlot }]) => {
      if (gone || !place.current) return;
      chart = new UPlot({ legend: { show: false }, cursor: { show: false }, ...options, width: width(), height }, data, place.current);
      watch.observe(place.current);
    });
    return () => {
      gone = true;
      watch.disconnect();
      theme.removeEventListener("change", redraw);
      chart?.destroy();
    };
  }, [data, options, height]);
  return (
    <figure class="figure">
      <div class="canvas" ref={place} aria-hidden="true" />
      <figcaption>{sentence}</figcaption>
      <details class="disclosure">
        <summary>{t("as_a_table")}</summary>
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t("as_a_table")}>
          <table class="figures">
            <thead><tr>{table.head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
            <tbody>{table.rows.map((row, index) => <tr key={index}>{row.map((cell, at) => <td key={at}>{cell}</td>)}</tr>)}</tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
