import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";

/**
 * Takes up what somebody entered in a controlled field before the page's script ran: React leaves it in the field
 * and tells nobody, so the field would say one thing and the page another. The field must not be filled in again by
 * the browser (`autoComplete="off"`), for what it remembers of an older visit was not entered now.
 */
export function useEntered<Field extends HTMLInputElement | HTMLSelectElement>(
  value: string,
  onEntered: (value: string) => void,
): RefObject<Field | null> {
  const field = useRef<Field>(null);
  const found = useRef<string>(undefined);
  // Before React draws the field again, which puts its own value back.
  useLayoutEffect(() => {
    found.current = field.current?.value;
  }, []);
  const take = useEffectEvent(() => {
    if (found.current !== undefined && found.current !== value) onEntered(found.current);
  });
  useEffect(() => take(), []);
  return field;
}
