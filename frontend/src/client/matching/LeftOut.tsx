import { type Answer, get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import { Actions, Button, ButtonLink, Disclosure, Failed, LitArea, Rows, useSave } from "../../shared/ui";

const t = words<typeof en>("matching");

export type LeftOutList = Answer<"/api/matches/excluded", "get">["items"];

export async function loadLeftOut(): Promise<LeftOutList> {
  return (await get("/api/matches/excluded")).items;
}

async function leaveOut(provider_id: string, excluded: boolean): Promise<LeftOutList> {
  return (await put("/api/matches/excluded", { provider_id, excluded })).items;
}

interface Props {
  providerId: string;
  name: string;
  onChanged: (out: LeftOutList) => void;
}

/** Leave a therapist out of what is shown; nobody asks why and the therapist does not learn of it. */
export function DoNotShow({ providerId, name, onChanged }: Props) {
  const save = useSave(async () => onChanged(await leaveOut(providerId, true)));
  return (
    <section class="stack-tight">
      <div><Button look="quiet" busy={save.busy && t("leaving_out")} onClick={() => save.run()}>{t("leave_out", { name })}</Button></div>
      <p class="small second">{t("leave_out_note", { name })}</p>
      {save.error !== undefined && <Failed error={save.error} />}
    </section>
  );
}

function ShowAgain({ providerId, name, onChanged, look }: Props & { look?: "quiet" }) {
  const save = useSave(async () => onChanged(await leaveOut(providerId, false)));
  return (
    <>
      <Button look={look} busy={save.busy && t("showing_again")} onClick={() => save.run()}>{t("show_again", { name })}</Button>
      {save.error !== undefined && <Failed error={save.error} />}
    </>
  );
}

/** In place of the ways to begin with somebody who was left out: the one way back, and the one on. */
export function WasLeftOut(props: Props) {
  return (
    <LitArea eyebrow={t("next")} title={t("left_out_title", { name: props.name })}>
      <p>{t("leave_out_note", { name: props.name })}</p>
      <Actions>
        <ButtonLink href="/matches">{t("back_to_all")}</ButtonLink>
        <ShowAgain {...props} look="quiet" />
      </Actions>
    </LitArea>
  );
}

/** Whom the client has left out, each with the way back. */
export function LeftOut({ out, onChanged }: { out: LeftOutList; onChanged: () => void }) {
  if (!out.length) return null;
  return (
    <Disclosure summary={t.count("left_out", out.length)}>
      <Rows>{out.map((one) => <li key={one.provider_id}><span>{one.name}</span><ShowAgain providerId={one.provider_id} name={one.name} onChanged={onChanged} look="quiet" /></li>)}</Rows>
    </Disclosure>
  );
}
