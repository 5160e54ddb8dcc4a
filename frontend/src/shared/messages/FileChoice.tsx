import { useId } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/thread";
import { Button, explain } from "../ui";
import "./files.css";
import { sizeOf } from "./sizes";
import { accepted } from "./transfer";
import type { AttachedFile, Files } from "./useFiles";

const t = words<typeof en>("thread");

/** How far one file is, in words and as a bar. */
function Step({ file }: { file: AttachedFile }) {
  const moving = file.step === "sealing" || file.step === "sending";
  const told = file.step === "failed" ? explain(file.error) : t.code("step", file.step)!;
  return (
    <>
      <p class={moving ? "small second" : "small"} role={moving ? undefined : "status"}>
        {told}{file.step === "sending" && ` ${t("so_far", { done: sizeOf(file.done), of: sizeOf(file.of) })}`}
      </p>
      {moving && <progress aria-label={t("progress", { name: file.name })} value={file.done} max={file.of} />}
    </>
  );
}

/** Choose files, see each of them on its way, take one out again. */
export function FileChoice({ files }: { files: Files }) {
  const id = useId();
  const choose = (event: Event & { currentTarget: HTMLInputElement }) => {
    files.add(event.currentTarget.files ?? []);
    event.currentTarget.value = "";
  };
  return (
    <div class="stack-tight">
      {files.all.length > 0 && (
        <ul class="rows" aria-label={t("files")}>
          {files.all.map((file) => (
            <li key={file.place}>
              <div class="file">
                <strong>{file.name}</strong> <span class="small second">{sizeOf(file.size)}</span>
                <Step file={file} />
              </div>
              <Button look="text" onClick={() => files.remove(file.place)}>{t("remove")}<span class="visually-hidden"> {file.name}</span></Button>
            </li>
          ))}
        </ul>
      )}
      {files.all.length < 5 && (
        <div class="field">
          <label for={id}>{t("choose_file")}</label>
          <p class="hint" id={`${id}-hint`}>{t("file_hint")}</p>
          <input id={id} class="file-input" type="file" multiple accept={accepted} aria-describedby={`${id}-hint`} onChange={choose} />
        </div>
      )}
    </div>
  );
}
