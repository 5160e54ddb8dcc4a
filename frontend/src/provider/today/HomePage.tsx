import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff";
import { loadMe, me } from "../../shared/session/me";
import { Failed, Loading, Page, useLoad } from "../../shared/ui";
import WorkPage from "../work/WorkPage";
import { TodayPage } from "./TodayPage";

const t = words<typeof en>("staff");

/** What opens after sign-in: a therapist's day, or the practice manager's work. */
export default function HomePage() {
  const { data, error, again } = useLoad(() => (me.peek() ? Promise.resolve(me.peek()!) : loadMe()), []);
  if (data?.role === "admin") return <WorkPage />;
  if (data) return <TodayPage />;
  return <Page title="Quietroom">{error ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
}
