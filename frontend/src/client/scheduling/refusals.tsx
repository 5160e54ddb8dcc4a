import { ApiError } from "../../shared/api/errors";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { stateName } from "../../shared/states";
import { Failed, Notice } from "../../shared/ui";

const t = words<typeof en>("booking");

/** Why a time could not be booked, in words; what to do instead stands beside it. */
export function Refused({ error, name }: { error: unknown; name: string }) {
  if (!(error instanceof ApiError)) return <Failed error={error} />;
  if (error.code === "not_licensed") {
    const states = (error.details.states as string[] | undefined)?.map(stateName) ?? [];
    const list = new Intl.ListFormat(language.value, { type: "conjunction" }).format(states);
    return <Notice kind="caution"><p>{t("not_licensed", { name, states: list })} <a href="/profile">{t("not_licensed_profile")}</a></p></Notice>;
  }
  if (error.code === "screen_open") return <Notice kind="caution"><p>{t("screen_open")} <a href="/screen">{t("screen_open_link")}</a></p></Notice>;
  if (error.code === "review_open") return <Notice kind="caution"><p>{t("review_open")} <a href="/help">{t("review_open_link")}</a></p></Notice>;
  if (error.code === "client_busy") return <Notice kind="caution"><p>{t("client_busy")} <a href="/sessions">{t("client_busy_link")}</a></p></Notice>;
  if (error.code === "not_offered") return <Notice kind="caution"><p>{t("not_offered")} <a href="/book">{t("other_times")}</a></p></Notice>;
  return <Failed error={error} />;
}
