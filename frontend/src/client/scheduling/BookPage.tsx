import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/booking";
import { go, queryValue } from "../../shared/router";
import { loadMe, me } from "../../shared/session/me";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, useLoad } from "../../shared/ui";
import { choice, taken } from "./choice";
import { SlotPicker } from "./SlotPicker";
import { loadThreads, therapistsOf, type Thread } from "./therapist";
import "./scheduling.css";

const t = words<typeof en>("booking");

async function loadTherapists(): Promise<Thread[]> {
  if (!me.peek()) await loadMe();
  return therapistsOf(await loadThreads());
}

function NobodyYet() {
  return (
    <Page title={t("title_nobody")} task>
      <LitArea title={t("choose_first")}>
        <p>{t("choose_first_text")}</p>
        <Actions><ButtonLink href="/matches">{t("choose_first_button")}</ButtonLink></Actions>
      </LitArea>
    </Page>
  );
}

/** Open times with one's therapist. */
export default function BookPage() {
  const { data, error, again } = useLoad(loadTherapists, []);
  const wanted = queryValue("with");
  if (!data) return <Page title={t("title_nobody")}>{error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />}</Page>;
  const therapist = data.find((one) => one.provider_id === wanted) ?? data[0];
  if (!therapist) return <NobodyYet />;
  const name = therapist.party.name;
  return (
    <Page title={t("title", { name })}>
      <p><a class="lone" href="/sessions">{t("back_to_sessions")}</a></p>
      <SlotPicker providerId={therapist.provider_id!} minutes={50} taken={taken.value} onTake={(slot) => {
        choice.value = { slot, therapist: name };
        go("/book/check");
      }} />
    </Page>
  );
}
