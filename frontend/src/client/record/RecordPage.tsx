import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/record";
import { Page, Row, Rows } from "../../shared/ui";
import { PracticePhone } from "../../shared/ui/CrisisHelp";

const t = words<typeof en>("record");

const parts = [
  ["sharing", "/record/sharing"],
  ["intake", "/results"],
  ["costs", "/record/costs"],
  ["consents", "/consents"],
  ["profile", "/profile"],
  ["settings", "/settings"],
] as const;

/** What is kept about one, and who may see it. */
export default function RecordPage() {
  return (
    <Page title={t("title")} lead={t("lead")} task>
      <Rows>
        {parts.map(([part, href]) => (
          <Row key={part} href={href} link={t("open")} about={t(part)}>
            <div>{t(part)}</div>
            <div class="small second">{t(`${part}_about`)}</div>
          </Row>
        ))}
      </Rows>
      <h2>{t("ask")}</h2>
      <p>{t("ask_text")}</p>
      <PracticePhone />
    </Page>
  );
}
