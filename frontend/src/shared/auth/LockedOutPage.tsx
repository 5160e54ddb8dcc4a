import { words } from "../i18n";
import type en from "../i18n/en/auth";
import { practice } from "../practice";
import { href } from "../router";
import { Page } from "../ui";
import { CrisisLines } from "../ui/CrisisHelp";
import { NewPhone } from "./NewPhone";

const t = words<typeof en>("auth");

/** For somebody kept out by a code or a lost phone: crisis help first, then what mends it, then the practice's phone and a request to be called. */
export default function LockedOutPage() {
  const phone = practice.value?.phone;
  const [before, after] = t("locked_phone_2").split("{phone}");
  return (
    <Page title={t("locked_title")} lead={t("locked_lead")} task>
      <h2>{t("locked_crisis")}</h2>
      <CrisisLines />
      <h2>{t("locked_codes")}</h2>
      <ul>
        <li>{t("locked_codes_1")}</li>
        <li>{t("locked_codes_2")}</li>
        <li>{t("locked_codes_3")}</li>
      </ul>
      <h2>{t("locked_phone")}</h2>
      <ul>
        <li>{t("locked_phone_1")}</li>
        <li>{phone ? <>{before}<a href={`tel:${phone}`} class="nowrap">{phone}</a>{after}</> : t("locked_phone_unknown")}</li>
      </ul>
      <h2>{t("locked_ask")}</h2>
      <p>{t("locked_ask_text")}</p>
      <NewPhone />
      <h2>{t("locked_session")}</h2>
      <p>{t("locked_session_text")}</p>
      <p><a href={href("/sign-in")}>{t("locked_back")}</a></p>
    </Page>
  );
}
