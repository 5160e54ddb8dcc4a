import { words } from "../../shared/i18n";
import type intake from "../../shared/i18n/en/intake";
import { highestOf, type Instrument, type Measure } from "../../shared/measures/series";

const asked = words<typeof intake>("intake");

export function nameOf(slug: string): string {
  return asked.code("scored", slug) ?? slug.toUpperCase();
}

/** A total with what its range means. Whoever shows it says beside it that it is no diagnosis. */
export function Score({ measure, instrument }: { measure: Measure; instrument: Instrument | undefined }) {
  if (!measure.score || !instrument) return null;
  const { total, band } = measure.score;
  return <>{asked("result_score", { what: nameOf(measure.instrument), total, highest: highestOf(instrument) })} {asked.code(`band_${measure.instrument}`, band.replace(/ /g, "_")) ?? band}</>;
}
