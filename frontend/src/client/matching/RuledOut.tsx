import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import { Disclosure, Facts } from "../../shared/ui";
import { type Matches, word } from "./reasons";

const t = words<typeof en>("matching");

/** How many therapists each wish rules out; folded away unless it is what the page is about. */
export function RuledOut({ found, open }: { found: Matches; open?: boolean }) {
  const counts = Object.entries(found.ruled_out).filter(([, count]) => count > 0);
  if (!counts.length) return null;
  const told = (
    <>
      <p class="small second">{t("ruled_lead")}</p>
      <Facts items={counts.map(([code, count]) => [word("ruled", code), count])} />
    </>
  );
  return (
    <section class="stack-tight">
      {open ? <><h2>{t("ruled_title_none")}</h2>{told}</> : <Disclosure summary={t("ruled_title")}>{told}</Disclosure>}
    </section>
  );
}
