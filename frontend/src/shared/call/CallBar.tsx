import type { ComponentChildren } from "preact";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { CallSettings } from "./CallSettings";
import { Control } from "./Control";
import type { Media } from "./devices/media";
import type { Word } from "./engine/ladder";
import { keysOn, useKeys } from "./keys";
import type { Tool, Tools } from "./tools";

const t = words<typeof en>("call");

interface CallBarProps {
  /** None in a session in writing, which has nothing to switch. */
  media?: Media | undefined;
  /** "4:28 PM EST" */
  clock: string;
  /** About when it ends, in a sentence. */
  ends?: string | undefined;
  /** False in a session that is sound only. */
  picture?: boolean;
  /** How the line is; nothing before it has been judged. */
  line?: Word | undefined;
  /** What can be opened during the call. */
  tools?: Tools;
  /** The button that leaves or ends. */
  children: ComponentChildren;
}

function ToolButton({ tool, tools }: { tool: Tool; tools: Tools }) {
  const open = tools.open.value === tool;
  const unread = tool === "chat" ? tools.unread.value : 0;
  const shortcut = tool === "chat" && keysOn.value ? "C" : undefined;
  return <Control shape={tool} label={unread ? t.count("unread", unread) : t(tool)} open={open} shortcut={shortcut} onPress={() => tools.toggle(tool)} />;
}

function Controls({ media, picture, tools }: { media: Media; picture: boolean; tools: Tools | undefined }) {
  const muted = media.muted.value;
  const off = media.video.value === null;
  const sharing = media.screen.value !== null;
  // As it is when a key is pressed: a second press may come before this is drawn anew.
  const mute = () => media.mute(!media.muted.peek());
  const camera = () => void media.camera(media.video.peek() === null);
  useKeys(tools ? { m: mute, c: () => tools.toggle("chat"), ...(picture && { v: camera }) } : {});
  const shortcut = (key: string) => (tools && keysOn.value ? key : undefined);
  const canShare = tools !== undefined && picture && "getDisplayMedia" in (navigator.mediaDevices ?? {});
  return (
    <div class="call-controls" role="group" aria-label={t("controls")}>
      <Control shape="sound" off={muted} label={muted ? t("unmute") : t("mute")} shortcut={shortcut("M")} onPress={mute} />
      {picture && <Control shape="picture" off={off} label={off ? t("camera_on") : t("camera_off")} shortcut={shortcut("V")} onPress={camera} />}
      {tools && <ToolButton tool="chat" tools={tools} />}
      {canShare && <Control shape="screen" off={sharing} label={sharing ? t("unshare") : t("share")} onPress={() => (sharing ? media.unshare() : void media.share())} />}
      {tools && <ToolButton tool="settings" tools={tools} />}
    </div>
  );
}

/** What can be done during a call, always in words. */
export function CallBar({ media, clock, ends, picture = false, line, tools, children }: CallBarProps) {
  return (
    <div class="call-bar">
      <div class="call-clock">
        <span>{clock}</span>
        {ends && <small>{ends} {line && <span class={`line-${line}`}>{t(`line_${line}`)}</span>}</small>}
      </div>
      {media && <Controls media={media} picture={picture} tools={tools} />}
      {media && tools?.open.value === "settings" && <CallSettings media={media} picture={picture} onClose={() => tools.toggle("settings")} />}
      <div class="call-leave">{children}</div>
    </div>
  );
}
