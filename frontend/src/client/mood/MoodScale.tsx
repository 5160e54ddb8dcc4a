import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/mood";
import { go } from "../../shared/router";
import { Actions, Button, Failed, Scale, useSave } from "../../shared/ui";
import { useNewMood } from "./newMood";

const t = words<typeof en>("mood");

interface Props {
  /** Beside another lit area: two rows of five and a plain button. */
  aside?: boolean;
}

/** How one is, in two taps: a number and Save. The next page takes more, for whoever wants to say more. */
export function MoodScale({ aside }: Props) {
  const [score, setScore] = useState<number | null>(null);
  const keep = useNewMood();
  const save = useSave(async () => {
    const made = await keep({ score });
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
