/** Where a shortcut works: on every page, in the list of documents, or in a preview. */
export const SHORTCUT_GROUPS = ["everywhere", "list", "preview"] as const;
type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

/**
 * Every shortcut there is; what each does is in the words under `shortcuts.does`. A test of the browser presses each of
 * them, so that the help never names one that does nothing. Keys are called as the browser calls them; ControlOrMeta is
 * Ctrl, and Cmd on a Mac. Where several are named, each does it, or they do it in directions of their own.
 */
export const SHORTCUTS = [
  { id: "palette", group: "everywhere", keys: ["ControlOrMeta+K"] },
  { id: "help", group: "everywhere", keys: ["?"] },
  { id: "paste", group: "everywhere", keys: ["ControlOrMeta+V"] },
  { id: "search", group: "list", keys: ["/"] },
  { id: "move", group: "list", keys: ["ArrowUp", "ArrowDown"] },
  { id: "open", group: "list", keys: ["Enter", "Space"] },
  { id: "extend", group: "list", keys: ["Shift+ArrowUp", "Shift+ArrowDown"] },
  { id: "all", group: "list", keys: ["ControlOrMeta+A"] },
  { id: "none", group: "list", keys: ["Escape"] },
  { id: "rename", group: "list", keys: ["F2"] },
  { id: "delete", group: "list", keys: ["Delete"] },
  { id: "leaf", group: "preview", keys: ["ArrowLeft", "ArrowRight"] },
  { id: "full", group: "preview", keys: ["f"] },
  { id: "info", group: "preview", keys: ["i"] },
  { id: "deleteShown", group: "preview", keys: ["Delete"] },
  { id: "close", group: "preview", keys: ["Escape"] },
] as const satisfies readonly { id: string; group: ShortcutGroup; keys: readonly string[] }[];

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];
