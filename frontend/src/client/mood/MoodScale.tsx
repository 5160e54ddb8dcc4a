import { useRef, useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { go } from "../../shared/router";
import { Actions, Button, Failed, Scale, useSave } from "../../shared/ui";

const t = words<typeof en>("mood");

interface Props {
  /** Beside another lit area: two rows of five and a plain button. */
  aside?: boolean;
}

/** How one is, in two taps: a number and Save. The next page takes more, for whoever wants to say more. */
export function MoodScale({ aside }: Props) {
  const [score, setScore] = useState<number | null>(null);
  // A retry here is the same mood; the same number on another visit is a new one.
  const visit = useRef(crypto.randomUUID());
  const save = useSave(async () => {
    const made = await once(`mood-${visit.current}`, { score }, (mood, idempotencyKey) => post("/api/moods", mood, { idempotencyKey }));
    go(`/mood/${made.id}`);
  });
  return (
    <form onSubmit={(event) => (event.preventDefault(), void (score && save.run()))}>
      <Scale name="mood" legend={t("how_now")} quiet value={score} onValue={setScore} low={t(aside ? "low_1" : "low")} high={t(aside ? "high_10" : "high")} narrow={aside} />
      {(!aside || score !== null) && (
        <Actions>
          {score === null ? (
            <span class="second">{t("pick_first")}</span>
          ) : (
            <Button type="submit" look={aside ? "quiet" : "primary"} busy={save.busy && t("saving")}>{t("save_score", { score })}</Button>
          )}
          {!aside && <a href="/mood/new">{t("feeling_instead")}</a>}
        </Actions>
      )}
      {save.error !== undefined && <Failed error={save.error} />}
    </form>
  );
}
