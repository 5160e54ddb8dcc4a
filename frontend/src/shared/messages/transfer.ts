/** Files of a thread, there and back: sealed here, put into the bucket by a signed form, fetched and opened here. */
import { type Answer, get, post } from "../api/client";
import { ApiError, Offline } from "../api/errors";
import { fromBase64, newKey, open, type Progress, seal, toBase64 } from "./seal";

export type FileView = Answer<"/api/threads/{thread_id}/files/{file_id}", "get">;
type Form = Answer<"/api/threads/{thread_id}/files", "post">;

/** The bucket did not take the form: it was too old, or what was sent is not what was announced. */
export class NotTaken extends Error {}

const byEnding: Record<string, string> = {
  pdf: "application/pdf", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", mp3: "audio/mpeg", m4a: "audio/mp4", txt: "text/plain",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

const endingOf = (name: string) => name.split(".").pop()!.toLowerCase();

/** What the file says it is; by its ending where the device does not know. */
function typeOf(file: File): string {
  return byEnding[endingOf(file.name)] ?? (file.type || "application/octet-stream");
}

export const accepted = Object.keys(byEnding).map((ending) => `.${ending}`).join(",");

function put(form: Form, sealed: Blob, progress: Progress, signal: AbortSignal): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", sealed);
  return new Promise((done, failed) => {
    // fetch tells nothing of how far an upload has come.
    const request = new XMLHttpRequest();
    request.open("POST", form.url);
    request.upload.onprogress = (event) => progress(Math.min(event.loaded, sealed.size), sealed.size);
    request.onload = () => (request.status < 300 ? done() : failed(new NotTaken()));
    request.onerror = () => failed(new Offline());
    request.onabort = () => failed(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

export interface Steps {
  sealing: Progress;
  sending: Progress;
}

/** Seal a file and put it into the thread; it is being checked then. Raises ApiError, Offline, NotTaken, AbortError. */
export async function upload(thread_id: string, file: File, steps: Steps, signal: AbortSignal): Promise<FileView> {
  const key = newKey();
  const form = await post("/api/threads/{thread_id}/files", { name: file.name.slice(-200), content_type: typeOf(file), size: file.size, key: toBase64(key) }, { path: { thread_id }, signal });
  const sealed = await seal(form.id, key, file, steps.sealing);
  await put(form, sealed, steps.sending, signal);
  return post("/api/threads/{thread_id}/files/{file_id}/uploaded", {}, { path: { thread_id, file_id: form.id }, signal });
}

export function look(thread_id: string, file_id: string): Promise<FileView> {
  return get("/api/threads/{thread_id}/files/{file_id}", { path: { thread_id, file_id } });
}

/** Fetch a file that was checked and open it as it comes. Raises ApiError, Offline, NotTaken, NotWhole. */
export async function download(file: FileView, progress: Progress): Promise<Blob> {
  if (!file.url || !file.key) throw new ApiError(409, "file_not_ready", undefined, {});
  const answer = await fetch(file.url, { referrerPolicy: "no-referrer" }).catch(() => {
    throw new Offline();
  });
  if (!answer.ok || !answer.body) throw new NotTaken();
  const opened = await open(file.id, fromBase64(file.key), file.size, answer.body, progress);
  return new Blob(opened, { type: file.content_type });
}

/** The name a file is saved under: with the ending of what it was found to be, so that no text runs as a program. */
export function savedName(name: string, type: string): string {
  if (byEnding[endingOf(name)] === type) return name;
  const [ending] = Object.entries(byEnding).find(([, known]) => known === type) ?? ["bin"];
  return `${name}.${ending}`;
}

/** Hand a file to the browser's own "save as". */
export function saveAs(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = savedName(name, content.type);
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
