const shapes = {
  sound: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM6 11a6 6 0 0 0 12 0M12 17v4",
  picture: "M4 7h10v10H4ZM14 11l6-3v8l-6-3",
  screen: "M3 5h18v11H3ZM9 20h6M12 16v4",
  chat: "M4 5h16v11H10l-4 4v-4H4Z",
  settings: "M5 8h14M5 16h14M9 6v4M15 14v4",
};

type Shape = keyof typeof shapes;

function Icon({ shape, off }: { shape: Shape; off: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
      <path d={shapes[shape]} />
      {off && <path d="M4 4l16 16" />}
    </svg>
  );
}

interface ControlProps {
  shape: Shape;
  /** Struck through: what it shows is switched off. */
  off?: boolean;
  label: string;
  /** For what opens and closes something. */
  open?: boolean;
  /** The single key that does the same, told where keys are on. */
  shortcut?: string | undefined;
  onPress: () => void;
}

/** One of a call's buttons: a sign and the words of what pressing it does. */
export function Control({ shape, off = false, label, open, shortcut, onPress }: ControlProps) {
  return (
    <button type="button" class="control-button" aria-expanded={open} aria-keyshortcuts={shortcut} onClick={onPress}>
      <Icon shape={shape} off={off} />
      <span>{label}</span>
    </button>
  );
}
