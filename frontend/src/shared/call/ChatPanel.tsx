import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Actions, Button } from "../ui";
import type { Chat, Written } from "./chat";

const t = words<typeof en>("call");
const longest = 2000;

function One({ one, chat }: { one: Written; chat: Chat }) {
  return (
    <li>
      <p class="second">{one.from || t("you")}</p>
      <p class="said">{one.text}</p>
      {one.failed && (
        <p role="alert">{t("not_kept")} <Button look="quiet" onClick={() => void chat.again(one.key!)}>{t("keep_again")}</Button></p>
      )}
    </li>
  );
}

function Lines({ chat }: { chat: Chat }) {
  const list = useRef<HTMLUListElement>(null);
  const written = chat.written.value;
  useEffect(() => void list.current?.lastElementChild?.scrollIntoView({ block: "nearest" }), [written.length]);
  return <ul class="chat-lines" ref={list} aria-live="polite" tabIndex={0} aria-label={t("written")}>{written.map((one) => <One key={one.key ?? one.id} one={one} chat={chat} />)}</ul>;
}

function Writer({ chat, look }: { chat: Chat; look: "primary" | "quiet" }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const send = (event: Event) => {
    event.preventDefault();
    const said = chat.draft.peek().trim();
    if (!said) return;
    chat.draft.value = "";
    area.current?.focus();
    void chat.send(said);
  };
  return (
    <form class="stack-tight" onSubmit={send}>
      <label class="stack-tight">
        {t("chat_text")}
        <textarea class="control" ref={area} rows={2} maxLength={longest} value={chat.draft.value} onInput={(event) => (chat.draft.value = event.currentTarget.value)} />
      </label>
      <Actions><Button look={look} type="submit">{t("chat_send")}</Button></Actions>
    </form>
  );
}

/** A page that is closed takes along what has not been kept: the browser asks first. */
function useGuard(chat: Chat): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => void (chat.waiting && event.preventDefault());
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [chat]);
}

/** What is written beside a call, and a place to write. */
export function ChatPanel({ chat }: { chat: Chat }) {
  useGuard(chat);
  return (
    <section class="stack-tight tool" aria-label={t("chat")}>
      <h2>{t("chat")}</h2>
      <p class="second">{t("chat_kept")}</p>
      <Lines chat={chat} />
      <Writer chat={chat} look="quiet" />
    </section>
  );
}

/** A session in writing: the conversation is the room. children: who is here. */
export function Conversation({ chat, children }: { chat: Chat; children: ComponentChildren }) {
  useGuard(chat);
  useEffect(() => chat.look(true), [chat]);
  return (
    <section class="conversation" aria-label={t("conversation")}>
      <div class="second">{children} {t("chat_kept")}</div>
      <Lines chat={chat} />
      <p role="status" class="line-weak">{chat.behind.value && t("behind")}</p>
      <Writer chat={chat} look="primary" />
    </section>
  );
}
