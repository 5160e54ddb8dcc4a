import { useMemo } from "preact/hooks";
import type { Media } from "./media";

/** One's own camera as a stream to show, null while it is off. */
export function useOwnStream(media: Media): MediaStream | null {
  const track = media.video.value;
  return useMemo(() => (track ? new MediaStream([track]) : null), [track]);
}
