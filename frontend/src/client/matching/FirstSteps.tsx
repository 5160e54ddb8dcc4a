import { post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/care";
import { go } from "../../shared/router";
import { Button, ButtonLink, useSave } from "../../shared/ui";
import { isChange, type MyCare, talkWith } from "./care";
import { Choose, Why } from "./choose";

const t = words<typeof en>("care");

/** Opens the free first talk and leads to its times. */
function OpenTalk({ providerId, name }: { providerId: string; name: string }) {
  const save = useSave(async () => {
    await post("/api/care/consultations", { provider_id: providerId });
    go(`/talk/${providerId}`);
  });
  return (
    <>
      <Button busy={save.busy && t("opening")} onClick={() => save.run()}>{t("talk", { name })}</Button>
      {save.error !== undefined && <Why error={save.error} providerId={providerId} name={name} />}
    </>
  );
}

/** The ways to begin with somebody who does not treat the client yet: talk first, then choose; who has a therapist changes to them. */
export function FirstSteps({ care, providerId, name }: { care: MyCare; providerId: string; name: string }) {
  const first = name.split(" ")[0] ?? name;
  const talk = talkWith(care, providerId);
  const over = talk?.state === "over";
  return (
    <>
      {!over && talk?.state !== "booked" && <OpenTalk providerId={providerId} name={first} />}
      {talk?.state === "booked" && <ButtonLink href={`/sessions/${talk.appointment_id}/change`}>{t("talk_booked", { name: first })}</ButtonLink>}
      {isChange(care, providerId) ? <ButtonLink look={over ? "primary" : "quiet"} href={`/switch/${providerId}`}>{t("change_to", { name: first })}</ButtonLink> : <Choose look={over ? "primary" : "quiet"} providerId={providerId} name={name} />}
    </>
  );
}
