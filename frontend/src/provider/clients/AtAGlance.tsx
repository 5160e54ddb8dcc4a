import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { bandName, changeInWords } from "../../shared/measures/SeriesChart";
import { Spark } from "../../shared/measures/Spark";
import type { ClientRow } from "./caseload";

const t = words<typeof en>("staff_clients");

/** "mood and journal" */
function kindsInWords(kinds: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(kinds.map((kind) => t.code("kind", kind) ?? kind));
}

/** The latest scores with their change in words and as a small line, and what the client shares. */
export function AtAGlance({ row }: { row: Pick<ClientRow, "measures"> & Partial<Pick<ClientRow, "shares">> }) {
  return (
    <div class="small glance">
      {row.measures.map((one) => (
        <span key={one.instrument}>
          {t(one.change === null ? "glance_first" : "glance", { what: one.instrument.toUpperCase(), total: one.total, band: bandName(one.band), change: one.change === null ? "" : changeInWords(one.change) })} <Spark totals={one.totals} />
        </span>
      ))}
      {row.shares && <span class="second">{row.shares.length ? t("shares", { kinds: kindsInWords(row.shares) }) : t("shares_nothing")}</span>}
    </div>
  );
}
