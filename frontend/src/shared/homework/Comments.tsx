import { useState } from "preact/hooks";
import { post } from "../api/client";
import { once } from "../api/once";
import { words } from "../i18n";
import type en from "../i18n/en/homework";
import { useDraft } from "../session/drafts";
import { Area, Button, Failed, useSave } from "../ui";
import type { Homework } from "./homework";

const t = words<typeof en>("homework");

/** What was said about it by either side, and a place to say more. own: which side reads; other: how the other side is called. */
export function Comments({ item, own, other, onChanged }: { item: Homework; own: "client" | "provider"; other: string; onChanged: (item: Homework) => void }) {
  const [text, setText, forget] = useDraft(`comment-${item.id}`, "");
  const [writing, setWriting] = useState(text !== "");
  const send = useSave(async () => {
    if (!text.trim()) return;
    const path = { client_id: item.client_id, homework_id: item.id };
    onChanged(await once(`comment-${item.id}`, { text }, (words, idempotencyKey) => post("/api/clients/{client_id}/homework/{homework_id}/comments", words, { path, idempotencyKey })));
    setText("");
    forget();
    setWriting(false);
  });
  return (
    <div class="stack-tight">
      {item.comments.map((comment, place) => (
        <p key={place}><span class="small second">{comment.by === own ? t("you") : other}:</span> <span class="voice">{comment.text}</span></p>
      ))}
      {writing && <Area label={t("comment")} rows={3} maxLength={2000} value={text} onValue={setText} />}
      {send.error !== undefined && <Failed error={send.error} />}
      {writing ? <Button look="quiet" busy={send.busy && t("sending")} onClick={() => send.run()}>{t("send_comment")}</Button> : <Button look="text" onClick={() => setWriting(true)}>{t("say_something")}</Button>}
    </div>
  );
}
