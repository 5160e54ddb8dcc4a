import { words } from "../../shared/i18n";
import type matching from "../../shared/i18n/en/matching";
import type en from "../../shared/i18n/en/waiting";
import { go } from "../../shared/router";
import { dayOf } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, useLoad, useSave } from "../../shared/ui";
import { OtherHelp } from "./OtherHelp";
import type { Matches } from "./reasons";
import { RuledOut } from "./RuledOut";
import { joinList, loadPlace, type Place } from "./waiting";

const t = words<typeof en>("waiting");
const m = words<typeof matching>("matching");

/** Wishes a person can think over; where they are, how old they are and who has a place they cannot. */
const canChange = ["format", "payer", "budget", "language", "gender", "times"];

/** Join the list, or take up the new wishes, and see one's place; whoever fits by now is shown at once. */
export function Join({ providerId = null, look, children }: { providerId?: string | null; look?: "primary" | "quiet"; children: string }) {
  const join = useSave(async () => go((await joinList(providerId)) === "open_now" ? (providerId ? `/therapists/${providerId}` : "/matches") : "/waitlist"));
  return (
    <>
      <Button look={look} busy={join.busy && t("joining")} onClick={() => join.run()}>{children}</Button>
      {join.error !== undefined && <Failed error={join.error} />}
    </>
  );
}

function Waiting({ place }: { place: Place }) {
  return (
    <LitArea eyebrow={m("next")} title={t("since", { day: dayOf(place.since) })}>
      <p>{t(place.stale ? "stale" : "told_when")}</p>
      <Actions>
        {place.stale ? <Join>{t("join_stale")}</Join> : <ButtonLink href="/waitlist">{t("see_place")}</ButtonLink>}
        <a href="/intake/preferences">{m("change_wishes")}</a>
      </Actions>
    </LitArea>
  );
}

function NotWaiting({ found }: { found: Matches }) {
  const helps = found.helps_most ? m.code("helps", found.helps_most) : undefined;
  const changing = helps !== undefined && canChange.includes(found.helps_most!);
  return (
    <LitArea eyebrow={m("next")} title={changing ? helps : t("join_title")}>
      <p>{t(changing ? "change_or_join" : "join_text")}</p>
      {!changing && helps && <p>{helps}.</p>}
      <Actions>
        {changing && <ButtonLink href="/intake/preferences">{m("change_wishes")}</ButtonLink>}
        <Join look={changing ? "quiet" : "primary"}>{t("join")}</Join>
        {!changing && <a href="/intake/preferences">{m("change_wishes")}</a>}
      </Actions>
    </LitArea>
  );
}

/** Nobody fits: one change that would help most, the waiting list, what ruled out whom, and help elsewhere. */
export function Nobody({ found }: { found: Matches }) {
  const { data: place, error, again } = useLoad(loadPlace, []);
  return (
    <div class="stack-wide">
      {error !== undefined ? <Failed error={error} again={again} /> : place === undefined && <Loading what={t("getting")} />}
      {place === null && <NotWaiting found={found} />}
      {place && <Waiting place={place} />}
      <RuledOut found={found} open />
      <OtherHelp />
    </div>
  );
}
