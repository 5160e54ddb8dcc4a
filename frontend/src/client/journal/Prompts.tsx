import { useState } from "preact/hooks";
import { now } from "../../shared/api/now";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/journal";
import { Button } from "../../shared/ui";
import { promptCount } from "./journal";

const t = words<typeof en>("journal");
const day = 86_400_000;

function promptAt(place: number): string {
  return t.code("prompt", String(1 + (place % promptCount))) ?? "";
}

/** One question for the day, so that the same page does not ask another one each time it is opened. */
export function promptOfDay(): string {
  return promptAt(Math.floor(now() / day));
}

/** A question to begin with, only when asked for. */
export function Prompts({ prompt, onPrompt }: { prompt: string | null; onPrompt: (prompt: string | null) => void }) {
  const [place, setPlace] = useState(Math.floor(now() / day));
  const another = () => {
    onPrompt(promptAt(place));
    setPlace(place + 1);
  };
  return (
    <div>
      {prompt && <p class="voice" role="status">{prompt}</p>}
      <div class="together">
        <Button look="text" onClick={another}>{t(prompt ? "another_prompt" : "ask_prompt")}</Button>
        {prompt && <Button look="text" onClick={() => onPrompt(null)}>{t("no_prompt")}</Button>}
      </div>
    </div>
  );
}
