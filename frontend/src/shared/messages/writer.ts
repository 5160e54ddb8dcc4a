/** Who wrote a message. A thread also keeps what the others of a shared session wrote in it: their words are neither side's. */
import type { Written } from "./useConversation";

export type Writer = "me" | "client" | "companion" | "staff";

/** clientId: whose thread it is. */
export function writerOf(message: Pick<Written, "mine" | "sender" | "sender_id">, clientId: string): Writer {
  if (message.mine) return "me";
  if (message.sender !== "client") return "staff";
  return message.sender_id === clientId ? "client" : "companion";
}
