// A toast is a dialog by its role, but nothing is typed into it, and it is gone a moment later.
const ELSEWHERE =
  "input:not([type=checkbox]), textarea, select, [role=dialog]:not([data-toast]), [role=alertdialog]:not([data-toast]), [popover]";

/** Whether a key press is for whatever has the focus, and not for the list: text, a choice, a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(ELSEWHERE) !== null;
}

const TEXT = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** Whether a key press or a paste is meant for a field. */
export function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TEXT) !== null;
}
