/** What is written during a session: shown at once to who is there, kept with the messages by the API. */
import { signal } from "@preact/signals";
import type { Note } from "./notes";

/** from: a name, empty for one's own. kept: whether the API has it; undefined for what others wrote. */
export interface Written {
  id: string;
  text: string;
  from: string;
  kept?: boolean | undefined;
  failed?: boolean | undefined;
}

export class Chat {
  readonly written = signal<Written[]>([]);
  /** Written by others since one last looked. */
  readonly unread = signal(0);
  open = false;

  /** keep: stores a text under an id that makes repeating it safe. */
  constructor(private readonly parts: { name: () => string; tell: (note: Note) => void; keep: (id: string, text: string) => Promise<unknown> }) {}

  async send(text: string): Promise<void> {
    const id = crypto.randomUUID();
    this.written.value = [...this.written.peek(), { id, text, from: "", kept: false }];
    this.parts.tell({ kind: "chat", id, text, from: this.parts.name() });
    await this.keep(id);
  }

  /** Keep a text, or try it again. */
  async keep(id: string): Promise<void> {
    const text = this.written.peek().find((one) => one.id === id)?.text;
    if (text === undefined) return;
    this.change(id, { failed: false });
    await this.parts.keep(id, text).then(
      () => this.change(id, { kept: true }),
      () => this.change(id, { failed: true }),
    );
  }

  hear({ id, text, from }: Extract<Note, { kind: "chat" }>): void {
    if (this.written.peek().some((one) => one.id === id)) return;
    this.written.value = [...this.written.peek(), { id, text: String(text), from: String(from) }];
    if (!this.open) this.unread.value += 1;
  }

  look(open: boolean): void {
    this.open = open;
    if (open) this.unread.value = 0;
  }

  private change(id: string, part: Partial<Written>): void {
    this.written.value = this.written.peek().map((one) => (one.id === id ? { ...one, ...part } : one));
  }
}
