/**
 * Saving as one goes: a moment after the typing stops, one save at a time, and again while it fails. What is typed stays with the page
 * until the server has it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/errors";
import { now } from "../api/now";
import { stopOnLeave } from "./leave";
import { session } from "./session";

export interface Standing {
  state: "clean" | "unsaved" | "saving" | "saved" | "failing";
  /** When the server last took it, ms since 1970; null while it has not. */
  at: number | null;
  error?: unknown;
}

const pause = 1200;
const pauseAfterFailure = 5000;

/** A request that was refused for what it says fails the same way again; anything else is worth another try. */
function worthAnotherTry(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || [409, 429].includes(error.status);
}

export class Autosave<T> {
  private latest: T;
  private kept: T;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<boolean> | null = null;
  private at: number | null = null;

  constructor(first: T, private readonly save: (value: T) => Promise<unknown>, private readonly tell: (standing: Standing) => void) {
    this.latest = this.kept = first;
  }

  get unsaved(): boolean {
    return this.latest !== this.kept;
  }

  changed(value: T): void {
    this.latest = value;
    if (this.unsaved && !this.running) this.tell({ state: "unsaved", at: this.at });
    this.plan(pause);
  }

  /** Save at once what is not saved; true when the server has all of it. */
  flush(): Promise<boolean> {
    clearTimeout(this.timer);
    this.running ??= this.saveAll().finally(() => (this.running = null));
    return this.running;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private plan(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), after);
  }

  private async saveAll(): Promise<boolean> {
    while (this.unsaved) {
      const value = this.latest;
      this.tell({ state: "saving", at: this.at });
      try {
        await this.save(value);
      } catch (error) {
        this.tell({ state: "failing", at: this.at, error });
        if (worthAnotherTry(error)) this.plan(pauseAfterFailure);
        return false;
      }
      this.kept = value;
      this.at = now();
      this.tell({ state: "saved", at: this.at });
    }
    return true;
  }
}

export interface Autosaving<T> {
  standing: Standing;
  changed: (value: T) => void;
  flush: () => Promise<boolean>;
  /** Forget what is not saved: it was removed, or kept in another way. */
  stop: () => void;
}

/** `const auto = useAutosave(text, (text) => put(...))`; call `auto.changed(text)` as it changes. first: what the server has. */
export function useAutosave<T>(first: T, save: (value: T) => Promise<unknown>): Autosaving<T> {
  const [standing, setStanding] = useState<Standing>({ state: "clean", at: null });
  const saving = useRef(save);
  saving.current = save;
  const held = useRef<Autosave<T>>();
  const auto = (held.current ??= new Autosave<T>(first, (value) => saving.current(value), setStanding));
  const stopped = useRef(false);
  const stop = () => ((stopped.current = true), auto.stop());
  useEffect(() => {
    const flush = () => void (stopped.current || !session.peek() || auto.flush());
    const hide = () => document.visibilityState === "hidden" && flush();
    const warn = (event: BeforeUnloadEvent) => auto.unsaved && !stopped.current && event.preventDefault();
    addEventListener("online", flush);
    addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", hide);
    // Leaving at once asks nothing.
    const staying = stopOnLeave(stop);
    return () => {
      staying();
      removeEventListener("online", flush);
      removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", hide);
      flush();
    };
  }, []);
  return { standing, changed: (value) => auto.changed(value), flush: () => auto.flush(), stop };
}
