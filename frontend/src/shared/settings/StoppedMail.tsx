import { put } from "../api/client";
import { words } from "../i18n";
import type en from "../i18n/en/account";
import { me } from "../session/me";
import { Button, Failed, Notice, useSave } from "../ui";

const t = words<typeof en>("account");

/** For staff whose mail was stopped: why no mail comes, alerts included, and the way to turn it on again. */
export function StoppedMail() {
  const save = useSave(async () => (me.value = await put("/api/me", { remind_by_mail: true })));
  const why = me.value?.mail_stopped;
  if (!why) return null;
  return (
    <Notice kind="caution" title={t(`settings_mail_${why}`)} live={false}>
      <p>{t("settings_mail_lost")}</p>
      {save.error !== undefined && <Failed error={save.error} />}
      <Button look="quiet" busy={save.busy && t("settings_mail_turning")} onClick={() => save.run()}>{t("settings_mail_again")}</Button>
    </Notice>
  );
}
