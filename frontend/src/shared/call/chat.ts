/**
 * What is written during a session. The API's copy is the truth: a line is kept first and then told to who is there, under the id it is kept
 * by, so that it stands once on every page however often it arrives. While the API cannot be reached lines wait here and go out in order.
 */
import { signal } from "@preact/signals";
import type { Note } from "./engine/notes";
import { passing } from "./passing";

/** from: a name, empty for one's own. key: makes keeping it again safe; only for one's own that this page wrote. */
export interface Written {
  id: string;
  text: string;
  from: string;
  /** Who wrote it, where it was read from the API: their name may come later. */
  author?: string | undefined;
  key?: string | undefined;
  kept: boolean;
  /** waits: it is tried again by itself; refused: only by hand. */
  failed?: "waits" | "refused" | undefined;
}

/** A line as the API tells it. text: null where it was not asked for. */
export interface Line {
  id: string;
  author_id: string;
  text: string | null;
}

interface ChatParts {
  /** One's own name, for the others. */
  name: () => string;
  tell: (note: Note) => void;
  /** Keep a text under a key that makes repeating it safe; answers its id. */
  keep: (key: string, text: string) => Promise<{ id: string }>;
  /** What is kept, newest first. words: with what was written. */
  read: (words: boolean) => Promise<Line[]>;
  /** Who wrote a line: empty for oneself. */
  nameOf: (authorId: string) => string;
}

const tryAgainAfter = 3000;

export class Chat {
  readonly written = signal<Written[]>([]);
  /** What is typed and not sent yet. */
  readonly draft = signal("");
  /** Written by others since one last looked. */
  readonly unread = signal(0);
  /** The API could not be reached when it was last asked. */
  readonly behind = signal(false);
  open = false;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ChatParts) {}

  /** Whether something written here is not kept yet. */
  get waiting(): boolean {
    return this.written.peek().some(({ kept }) => !kept);
  }

  async send(text: string): Promise<void> {
    const key = crypto.randomUUID();
    this.written.value = [...this.written.peek(), { id: key, key, text, from: "", kept: false }];
    await this.flush();
  }

  /** Try a line again that could not be kept. */
  async again(key: string): Promise<void> {
    this.change(key, { failed: undefined });
    await this.flush();
  }

  hear({ id, text, from }: Extract<Note, { kind: "chat" }>): void {
    this.add([{ id, text: String(text), from: String(from), kept: true }]);
  }

  /** Catch up with what is kept. Raises what the API refuses. */
  async sync(): Promise<void> {
    try {
      let lines = await this.parts.read(false);
      if (lines.some(({ id }) => !this.has(id))) lines = await this.parts.read(true);
      this.behind.value = false;
      const fresh = lines.map(({ id, author_id, text }) => ({ id, text: text ?? "", from: this.parts.nameOf(author_id), author: author_id, kept: true }));
      // One's own on its way may be kept already, and its id not known here yet.
      this.add(fresh.filter(({ from }) => from || !this.waiting));
    } catch (error) {
      this.behind.value = passing(error);
      throw error;
    }
  }

  /** Name who wrote what was read, when more is known of who is here. */
  rename(): void {
    this.written.value = this.written.peek().map((one) => (one.author && one.from ? { ...one, from: this.parts.nameOf(one.author) } : one));
  }

  look(open: boolean): void {
    this.open = open;
    if (open) this.unread.value = 0;
  }

  /** No more tries, when the page goes. */
  close(): void {
    clearTimeout(this.timer);
  }

  /** Keep what waits, first first. What can pass is tried again by itself; what the API refuses waits to be tried by hand. */
  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    for (let next = this.next(); next; next = this.next()) if (!(await this.keep(next))) break;
    this.busy = false;
  }

  private next(): Written | undefined {
    return this.written.peek().find(({ kept, failed }) => !kept && failed !== "refused");
  }

  private async keep({ key, text }: Written): Promise<boolean> {
    try {
      const { id } = await this.parts.keep(key!, text);
      this.behind.value = false;
      this.change(key!, { id, kept: true, failed: undefined });
      this.parts.tell({ kind: "chat", id, text, from: this.parts.name() });
      return true;
    } catch (error) {
      const passes = passing(error);
      this.change(key!, { failed: passes ? "waits" : "refused" });
      if (!passes) return true;
      this.behind.value = true;
      this.timer = setTimeout(() => void this.flush(), tryAgainAfter);
      return false;
    }
  }

  private has(id: string): boolean {
    return this.written.peek().some((one) => one.id === id);
  }

  private add(lines: Written[]): void {
    const fresh = lines.filter(({ id }) => !this.has(id));
    if (!fresh.length) return;
    this.written.value = inOrder([...this.written.peek(), ...fresh]);
    if (!this.open) this.unread.value += fresh.filter(({ from }) => from).length;
  }

  private change(key: string, part: Partial<Written>): void {
    this.written.value = inOrder(this.written.peek().map((one) => (one.key === key ? { ...one, ...part } : one)));
  }
}

/** As kept, for ids sort by time; what waits comes last, as it was written. */
function inOrder(written: Written[]): Written[] {
  const kept = written.filter((one) => one.kept).sort((one, other) => (one.id < other.id ? -1 : 1));
  return [...kept, ...written.filter((one) => !one.kept)];
}
