import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import { stateName } from "../../shared/states";
import { Row, Rows } from "../../shared/ui";
import type { MyCare } from "./care";

const t = words<typeof en>("matching");

/** Who treats the client already, and whether they still meet what the client asked for: never among those to be chosen. */
export function Yours({ care, fits }: { care: MyCare; fits: string[] }) {
  if (!care.therapists.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("yours")}</h2>
      <Rows>
        {care.therapists.map((one) => (
          <Row key={one.provider_id} {...(one.licensed === false ? {} : { href: `/book?with=${encodeURIComponent(one.provider_id)}`, link: t("book_again"), about: one.name })}>
            <div>{one.name}</div>
            <div class="small second">{one.licensed === false ? t("yours_unlicensed", { state: stateName(care.home_state) }) : t(fits.includes(one.provider_id) ? "yours_fits" : "yours_differs")}</div>
          </Row>
        ))}
      </Rows>
    </section>
  );
}
