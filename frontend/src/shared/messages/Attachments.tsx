import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/thread";
import { Button, explain } from "../ui";
import "./files.css";
import type { Sent } from "./outgoing";
import { NotWhole } from "./seal";
import { sizeOf } from "./sizes";
import { download, look, NotTaken, saveAs } from "./transfer";

const t = words<typeof en>("thread");
const lookEvery = 3_000;

type Attachment = Sent["attachments"][number];
type State = "" | "asking" | "checking" | "refused" | "saved" | { done: number; of: number } | { error: unknown };

function told(state: State): string {
  if (typeof state === "string") return state && state !== "asking" ? t.code("file", state)! : "";
  if ("done" in state) return t("fetching", { done: state.done, of: state.of });
  return state.error instanceof NotWhole || state.error instanceof NotTaken ? t("file_damaged") : explain(state.error);
}

/** One file of a message: fetched, opened here as it comes, and saved where the reader says. watch: look by itself whether it was checked. */
function One({ threadId, file, watch }: { threadId: string; file: Attachment; watch: boolean }) {
  const [state, setState] = useState<State>("");
  const checked = async () => {
    const view = await look(threadId, file.id);
    if (view.state !== "ready") setState(view.state === "refused" ? "refused" : "checking");
    else setState((before) => (before === "checking" ? "" : before));
    return view;
  };
  useEffect(() => {
    if (watch) checked().catch(() => undefined);
  }, [watch]);
  useEffect(() => {
    if (state !== "checking") return;
    const timer = setInterval(() => void checked().catch(() => undefined), lookEvery);
    return () => clearInterval(timer);
  }, [state]);
  const fetching = typeof state === "object" && "done" in state;
  const save = async () => {
    setState("asking");
    try {
      const view = await checked();
      if (view.state !== "ready") return;
      saveAs(file.name, await download(view, (done, of) => setState({ done, of })));
      setState("saved");
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <li class="file">
      <span>{file.name} <span class="small second">{sizeOf(file.size)}</span></span>
      {state !== "refused" && state !== "checking" && (
        <Button look="quiet" busy={(state === "asking" || fetching) && t("getting_file")} onClick={save}>{t("save_file")}<span class="visually-hidden"> {file.name}</span></Button>
      )}
      {fetching && <progress aria-label={t("progress", { name: file.name })} value={state.done} max={state.of} />}
      <p class="small" role="status">{told(state)}</p>
    </li>
  );
}

/** The files of one message. */
export function Attachments({ threadId, files, watch }: { threadId: string; files: Attachment[]; watch: boolean }) {
  if (!files.length) return null;
  return <ul class="attachments" aria-label={t("files")}>{files.map((file) => <One key={file.id} threadId={threadId} file={file} watch={watch} />)}</ul>;
}
