/** The files somebody is about to send, from choosing to "checked". */
import { useEffect, useRef, useState } from "preact/hooks";
import { largest } from "./seal";
import { type FileView, look, NotTaken, upload } from "./transfer";

const lookEvery = 2_000;

export interface AttachedFile {
  /** Of this page only; `id` is the file's own, once there is one. */
  place: string;
  id?: string;
  name: string;
  size: number;
  step: "sealing" | "sending" | "checking" | "ready" | "refused" | "too_large" | "not_taken" | "failed";
  done: number;
  of: number;
  error?: unknown;
}

export interface Files {
  all: AttachedFile[];
  add: (files: Iterable<File>) => void;
  remove: (place: string) => void;
  clear: () => void;
  /** Have those here that are on the server already. */
  bring: (files: AttachedFile[]) => void;
}

function after({ id, state }: FileView): Partial<AttachedFile> {
  return { id, step: state === "ready" || state === "refused" ? state : "checking" };
}

export function useFiles(thread_id: string): Files {
  const [all, setAll] = useState<AttachedFile[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const change = (place: string, changed: Partial<AttachedFile>) => setAll((before) => before.map((one) => (one.place === place ? { ...one, ...changed } : one)));
  useEffect(() => () => aborts.current.forEach((abort) => abort.abort()), []);

  const carry = async (place: string, file: File) => {
    const abort = new AbortController();
    aborts.current.set(place, abort);
    const steps = { sealing: (done: number, of: number) => change(place, { step: "sealing", done, of }), sending: (done: number, of: number) => change(place, { step: "sending", done, of }) };
    try {
      change(place, after(await upload(thread_id, file, steps, abort.signal)));
    } catch (error) {
      if (!abort.signal.aborted) change(place, { step: error instanceof NotTaken ? "not_taken" : "failed", error });
    }
  };
  const checking = all.filter((one) => one.step === "checking").map((one) => one.place).join();
  useEffect(() => {
    if (!checking) return;
    const timer = setInterval(() => {
      for (const { place, id } of all) if (id && checking.includes(place)) look(thread_id, id).then((view) => change(place, after(view)), () => undefined);
    }, lookEvery);
    return () => clearInterval(timer);
  }, [checking]);

  return {
    all,
    add: (files) => {
      for (const file of files) {
        const place = crypto.randomUUID();
        const fits = file.size <= largest;
        setAll((before) => [...before, { place, name: file.name, size: file.size, step: fits ? "sealing" : "too_large", done: 0, of: 1 }]);
        if (fits) void carry(place, file);
      }
    },
    remove: (place) => {
      aborts.current.get(place)?.abort();
      setAll((before) => before.filter((one) => one.place !== place));
    },
    clear: () => setAll([]),
    bring: (files) => setAll((before) => [...files, ...before]),
  };
}

export function onTheWay(files: readonly AttachedFile[]): boolean {
  return files.some((one) => one.step === "sealing" || one.step === "sending");
}

/** Those that cannot be sent: refused, too large, or lost on the way. */
export function unfit(files: readonly AttachedFile[]): boolean {
  return files.some((one) => !["sealing", "sending", "checking", "ready"].includes(one.step));
}
