import { get } from "../api/client";
import { words } from "../i18n";
import type en from "../i18n/en/account";
import { go, href } from "../router";
import { signOutEverywhere } from "../session/cognito";
import { me } from "../session/me";
import { dayAndTime, writtenAt } from "../time";
import { Actions, Button, Failed, Loading, useLoad, useSave } from "../ui";

const t = words<typeof en>("account");

/** Recent sign-ins, and the ways out. */
export function SignIns() {
  const { data, error, again } = useLoad(() => get("/api/me/sign-ins"), []);
  const everywhere = useSave(async () => {
    await signOutEverywhere();
    go("/sign-out", { replace: true });
  });
  const facts = me.value;
  return (
    <section class="stack">
      <h2>{t("settings_sign_ins")}</h2>
      <p class="small second">{t("settings_sign_ins_hint")}</p>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("settings_getting_sign_ins")} />}
      {data?.items.length === 0 && <p>{t("settings_no_sign_ins")}</p>}
      <ul class="plain figures">
        {facts && data?.items.map(({ at }) => <li key={at}>{dayAndTime({ start: writtenAt(at, facts.utc_offset), zone_name: facts.zone_name })}</li>)}
      </ul>
      {everywhere.error !== undefined && <Failed error={everywhere.error} />}
      <p class="small second">{t("settings_out_all_note")}</p>
      <Actions>
        <a class="button quiet" href={href("/sign-out")}>{t("settings_out")}</a>
        <Button look="text" busy={everywhere.busy && t("settings_out_all_busy")} onClick={() => everywhere.run()}>{t("settings_out_all")}</Button>
      </Actions>
    </section>
  );
}
