import { useRef, useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_messages";
import { useDraft } from "../../shared/session/drafts";
import { writtenAt } from "../../shared/time";
import { me } from "../../shared/session/me";
import { Actions, Area, Button, Failed, useSave } from "../../shared/ui";
import type { Message } from "./threads";

const t = words<typeof en>("staff_messages");

/** Under what the words to this thread wait to be sent. */
export function draftKey(thread_id: string): string {
  return `message-${thread_id}`;
}

/** Write and send. What is typed stays until it is sent, also when sending fails; sent twice it is kept once. */
export function Composer({ thread_id, onSent }: { thread_id: string; onSent: (message: Message) => void }) {
  const [text, setText] = useDraft(draftKey(thread_id), "");
  const [empty, setEmpty] = useState(false);
  const key = useRef({ text: "", id: "" });
  const send = useSave(async () => {
    if (key.current.text !== text) key.current = { text, id: crypto.randomUUID() };
    const message = await post("/api/threads/{thread_id}/messages", { text }, { path: { thread_id }, idempotencyKey: key.current.id });
    setText("");
    // The answer's own time is in UTC.
    onSent({ ...message, local: writtenAt(message.at, me.value?.utc_offset ?? 0), zone_name: me.value?.zone_name ?? message.zone_name });
  });
  const submit = (event: Event) => {
    event.preventDefault();
    setEmpty(!text.trim());
    if (text.trim()) void send.run();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Area label={t("your_message")} hint={t("not_for_emergencies")} value={text} onValue={setText} maxLength={10_000} rows={5} error={empty ? t("write_first") : null} />
      {send.error !== undefined && <Failed error={send.error}>{t("not_sent")}</Failed>}
      <Actions><Button type="submit" busy={send.busy && t("sending")}>{t("send")}</Button></Actions>
    </form>
  );
}
