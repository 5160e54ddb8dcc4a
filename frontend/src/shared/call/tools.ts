/** Which of a call's tools is open. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Chat } from "./chat";

export type Tool = "chat" | "settings";

export class Tools {
  readonly open = signal<Tool | null>(null);
  readonly unread: ReadonlySignal<number>;

  constructor(private readonly chat: Chat) {
    this.unread = chat.unread;
  }

  toggle(tool: Tool): void {
    this.open.value = this.open.peek() === tool ? null : tool;
    this.chat.look(this.open.peek() === "chat");
  }
}
