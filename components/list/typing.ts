const ELSEWHERE =
  "input:not([type=checkbox]), textarea, select, [role=dialog], [role=alertdialog], [popover]";

/** Whether a key press is for whatever has the focus, and not for the list: text, a choice, a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(ELSEWHERE) !== null;
}
