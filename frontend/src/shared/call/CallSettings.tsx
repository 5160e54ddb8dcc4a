import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Actions, Button, Check, Dialog, Disclosure } from "../ui";
import { Captions } from "./Captions";
import { DeviceChoice, problemWords, SpeakerChoice } from "./devices/DeviceChoice";
import type { Kind, Media } from "./devices/media";
import { keysOn, chooseKeys } from "./keys";

const t = words<typeof en>("call");

function Device({ media, kind }: { media: Media; kind: Kind }) {
  const problem = media.problem.value[kind];
  return (
    <>
      <DeviceChoice media={media} kind={kind} />
      {problem && <p role="alert">{problemWords(problem)}</p>}
    </>
  );
}

/** What single keys do, and the switch for who speaks to their device or reads with it. */
function Keys({ picture }: { picture: boolean }) {
  return (
    <Disclosure summary={t("keys")}>
      <div class="stack-tight">
        <ul>
          <li><kbd>M</kbd> {t("key_m")}</li>
          {picture && <li><kbd>V</kbd> {t("key_v")}</li>}
          <li><kbd>C</kbd> {t("key_c")}</li>
          <li><kbd>Esc</kbd> {t("key_esc")}</li>
        </ul>
        <Check name="call-keys" label={t("keys_on")} hint={t("keys_hint")} checked={keysOn.value} onChecked={chooseKeys} />
      </div>
    </Disclosure>
  );
}

/** Another microphone, speaker or camera in the middle of a call, what keys do, and how to have captions. */
export function CallSettings({ media, picture, onClose }: { media: Media; picture: boolean; onClose: () => void }) {
  return (
    <Dialog title={t("settings")} onClose={onClose}>
      <div class="stack">
        <Device media={media} kind="audio" />
        <SpeakerChoice media={media} />
        {picture && <Device media={media} kind="video" />}
        <Keys picture={picture} />
        <Captions />
        <Actions><Button onClick={onClose}>{t("close")}</Button></Actions>
      </div>
    </Dialog>
  );
}
