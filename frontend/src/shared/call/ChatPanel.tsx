import { useEffect, useRef, useState } from "preact/hooks";
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
      <p>{one.text}</p>
      {one.failed && (
        <p role="alert">{t("not_kept")} <Button look="quiet" onClick={() => void chat.keep(one.id)}>{t("keep_again")}</Button></p>
      )}
    </li>
  );
}

/** What is written in the session, and a place to write. */
export function ChatPanel({ chat }: { chat: Chat }) {
  const [text, setText] = useState("");
  const end = useRef<HTMLUListElement>(null);
  const written = chat.written.value;
  useEffect(() => void end.current?.lastElementChild?.scrollIntoView({ block: "nearest" }), [written.length]);
  const send = (event: Event) => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    setText("");
    void chat.send(said);
  };
  return (
    <section class="stack-tight tool" aria-label={t("chat")}>
      <h2>{t("chat")}</h2>
      <p class="second">{t("chat_kept")}</p>
      <ul class="chat-lines" ref={end} aria-live="polite">{written.map((one) => <One key={one.id} one={one} chat={chat} />)}</ul>
      <form class="stack-tight" onSubmit={send}>
        <label class="stack-tight">
          {t("chat_text")}
          <textarea class="control" rows={2} maxLength={longest} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <Actions><Button look="quiet" type="submit">{t("chat_send")}</Button></Actions>
      </form>
    </section>
  );
}
