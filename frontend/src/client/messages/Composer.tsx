import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { type Answer, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/messages";
import { useDraft } from "../../shared/session/drafts";
import { Actions, Area, Button, Failed, LitArea, useSave } from "../../shared/ui";

const t = words<typeof en>("messages");

type Sent = Answer<"/api/threads/{thread_id}/messages", "post">;

interface Props {
  threadId: string;
  name: string;
  onSent: (message: Sent) => void;
  children: ComponentChildren;
}

/** Where one writes. Words that were not sent stay; trying again cannot send them twice. */
export function Composer({ threadId, name, onSent, children }: Props) {
  const [text, setText, forget] = useDraft(`message-${threadId}`, "");
  const [missing, setMissing] = useState(false);
  const attempt = useRef<{ text: string; key: string } | null>(null);
  const save = useSave(async () => {
    if (attempt.current?.text !== text) attempt.current = { text, key: crypto.randomUUID() };
    const message = await post("/api/threads/{thread_id}/messages", { text, attachments: [] }, { path: { thread_id: threadId }, idempotencyKey: attempt.current.key });
    attempt.current = null;
    setText("");
    forget();
    onSent(message);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (text.trim()) void save.run();
  };
  return (
    <LitArea>
      <form class="stack" onSubmit={submit}>
        {children}
        <Area label={t("to", { name })} value={text} onValue={setText} maxLength={10_000} rows={5} error={missing && !text.trim() ? t("write_first") : null} />
        {save.error !== undefined && <Failed error={save.error}>{t("not_sent")}</Failed>}
        <Actions><Button type="submit" busy={save.busy && t("sending")}>{t(save.error !== undefined ? "send_again" : "send")}</Button></Actions>
      </form>
    </LitArea>
  );
}
