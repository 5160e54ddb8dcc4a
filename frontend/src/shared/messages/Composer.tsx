import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/thread";
import { Actions, Area, Button } from "../ui";
import { FileChoice } from "./FileChoice";
import { beingChanged, send, type Sent } from "./outgoing";
import { onTheWay, unfit, useFiles } from "./useFiles";
import { useServerDraft } from "./useServerDraft";

const t = words<typeof en>("thread");

interface Props {
  threadId: string;
  label: string;
  onSent: (message: Sent) => void;
  /** What is to be known before writing: by when an answer comes, and that this is not for emergencies. */
  children: ComponentChildren;
}

/** Where one writes, with files. What cannot be sent stays in the thread; what is not sent yet waits as a draft. */
export function Composer({ threadId, label, onSent, children }: Props) {
  const draft = useServerDraft(threadId);
  const files = useFiles(threadId);
  const [missing, setMissing] = useState("");
  const changed = beingChanged(threadId);
  // Before anything else can be typed: what came later would be taken for empty and written over.
  useLayoutEffect(() => {
    if (!changed) return;
    // Coming back to this page finds the words here already.
    if (!draft.text.includes(changed.text)) draft.write([changed.text, draft.text].filter((words) => words.trim()).join("\n\n"));
    files.bring(changed.files);
  }, [changed]);
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = unfit(files.all) ? t("take_out") : onTheWay(files.all) ? t("still_sending_file") : !draft.text.trim() && !files.all.length ? t("write_first") : "";
    setMissing(wrong);
    if (wrong) return;
    const text = draft.text;
    const attached = files.all;
    files.clear();
    void draft.settle().then(() => send(threadId, text, attached, onSent));
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {children}
      <div class="stack-tight">
        <Area label={label} value={draft.text} onValue={draft.write} maxLength={10_000} rows={5} error={missing || null} />
        <p class="small second" role="status">{draft.saved ? t("draft_saved") : draft.failing ? t("draft_not_saved") : ""}</p>
      </div>
      <FileChoice files={files} />
      <Actions><Button type="submit">{t("send")}</Button></Actions>
    </form>
  );
}
