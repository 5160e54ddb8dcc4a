import { post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import type waiting from "../../shared/i18n/en/waiting";
import { go } from "../../shared/router";
import { Button, Failed, Notice, useSave } from "../../shared/ui";
import { Join } from "./Nobody";
import { word } from "./reasons";

const t = words<typeof en>("matching");
const w = words<typeof waiting>("waiting");

const full = ["accepts_new", "capacity"];

/** Why care, or a talk, could not begin, in words. */
export function Why({ error, providerId, name }: { error: unknown; providerId: string; name: string }) {
  if (error instanceof ApiError && error.code === "intake_needed") return <Notice kind="caution"><p>{t("intake_needed")} <a href="/intake">{t("intake_needed_link")}</a></p></Notice>;
  if (error instanceof ApiError && error.code === "not_a_match") {
    const constraints = (error.details.constraints as string[] | undefined) ?? [];
    return (
      <Notice kind="caution">
        <p>{t("not_a_match")}</p>
        <ul>{constraints.map((code) => <li key={code}>{word("ruled", code)}</li>)}</ul>
        {constraints.every((code) => full.includes(code)) && <Join providerId={providerId} look="quiet">{w("wait_for", { name })}</Join>}
      </Notice>
    );
  }
  return <Failed error={error} />;
}

/** Begin care with this therapist, then choose a time. Somebody who is in their care already goes straight to the times. */
export function Choose({ providerId, name, look = "primary" }: { providerId: string; name: string; look?: "primary" | "quiet" }) {
  const save = useSave(async () => {
    try {
      await post("/api/care", { provider_id: providerId });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "already_in_care") throw error;
    }
    go(`/book?with=${encodeURIComponent(providerId)}`);
  });
  return (
    <>
      <Button look={look} busy={save.busy && t("choosing")} onClick={() => save.run()}>{t("choose", { name: name.split(" ")[0] ?? name })}</Button>
      {save.error !== undefined && <Why error={save.error} providerId={providerId} name={name} />}
    </>
  );
}
