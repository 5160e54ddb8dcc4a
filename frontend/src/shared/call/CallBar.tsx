import type { ComponentChildren } from "preact";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import type { Media } from "./media";

const t = words<typeof en>("call");

const shapes = {
  sound: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM6 11a6 6 0 0 0 12 0M12 17v4",
  picture: "M4 7h10v10H4ZM14 11l6-3v8l-6-3",
};

function Icon({ shape, off }: { shape: keyof typeof shapes; off: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
      <path d={shapes[shape]} />
      {off && <path d="M4 4l16 16" />}
    </svg>
  );
}

function Control({ shape, off, label, onPress }: { shape: keyof typeof shapes; off: boolean; label: string; onPress: () => void }) {
  return (
    <button type="button" class="control-button" onClick={onPress}>
      <Icon shape={shape} off={off} />
      <span>{label}</span>
    </button>
  );
}

interface CallBarProps {
  media: Media;
  /** "4:28 PM EST" */
  clock: string;
  /** About when it ends, in a sentence. */
  ends?: string;
  /** False in a session that is sound only. */
  picture: boolean;
  /** The button that leaves or ends. */
  children: ComponentChildren;
}

/** What can be done during a call, always in words. */
export function CallBar({ media, clock, ends, picture, children }: CallBarProps) {
  const muted = media.muted.value;
  const off = media.video.value === null;
  return (
    <div class="call-bar">
      <div class="call-clock"><span>{clock}</span>{ends && <small>{ends}</small>}</div>
      <div class="call-controls" role="group" aria-label={t("controls")}>
        <Control shape="sound" off={muted} label={muted ? t("unmute") : t("mute")} onPress={() => media.mute(!muted)} />
        {picture && <Control shape="picture" off={off} label={off ? t("camera_on") : t("camera_off")} onPress={() => void media.camera(off)} />}
      </div>
      <div class="call-leave">{children}</div>
    </div>
  );
}
