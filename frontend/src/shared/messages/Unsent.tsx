import { words } from "../i18n";
import type en from "../i18n/en/thread";
import { Actions, Button, explain, Message } from "../ui";
import { outgoing, sendAgain, type Sent, takeBack, takeUp } from "./outgoing";

const t = words<typeof en>("thread");

/** Messages on their way and those that were not sent, each with its own "Try again". */
export function Unsent({ threadId, onSent }: { threadId: string; onSent: (message: Sent) => void }) {
  return (
    <>
      {outgoing(threadId).map((one) => (
        <Message key={one.key} own words={one.text} said={one.failed === null ? t("sending") : <strong>{t("not_sent")}</strong>}>
          {one.files.length > 0 && <ul class="attachments">{one.files.map((file) => <li key={file.place}>{file.name}</li>)}</ul>}
          {one.failed !== null && (
            <div role="alert" class="stack-tight">
              <p class="small">{explain(one.failed)}</p>
              <Actions>
                <Button look="quiet" onClick={() => sendAgain(threadId, one, onSent)}>{t("send_again")}</Button>
                <Button look="text" onClick={() => takeUp(threadId, one)}>{t("change")}</Button>
                <Button look="text" onClick={() => takeBack(threadId, one.key)}>{t("discard")}</Button>
              </Actions>
            </div>
          )}
        </Message>
      ))}
    </>
  );
}
