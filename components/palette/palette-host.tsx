"use client";
import { useTranslations } from "next-intl";
import { type ComponentType, useCallback, useEffect, useState } from "react";
import { isText } from "#components/list/typing.ts";
import { type Overlay, onOverlay, openOverlay } from "#components/shell/overlay.ts";
import type { Reader } from "#components/shell/pages.ts";
import { sayFailed } from "#components/ui/toasts.ts";

type Shown = ComponentType<{ reader: Reader; onClosed: () => void }>;

const LOAD: Record<Overlay, () => Promise<Shown>> = {
  palette: () => import("#components/palette/palette.tsx").then((module) => module.Palette),
  help: () => import("#components/keyboard/shortcuts-help.tsx").then((module) => module.ShortcutsHelp),
};

/** What a key press opens, if anything. A question that waits for its answer is not covered up. */
function asked(event: KeyboardEvent): Overlay | null {
  if (event.altKey || document.querySelector("[role=alertdialog]") !== null) return null;
  const control = event.ctrlKey || event.metaKey;
  if (control) return !event.shiftKey && event.key.toLowerCase() === "k" ? "palette" : null;
  return event.key === "?" && !isText(event.target) ? "help" : null;
}

/** The place of the command palette and the keyboard help. Their code comes when they are asked for. */
export function PaletteHost({ reader }: { reader: Reader }) {
  const t = useTranslations("upload.failures");
  const [overlay, setOverlay] = useState<{ is: Overlay; Shown: Shown } | null>(null);
  useEffect(
    () =>
      onOverlay((is) => {
        LOAD[is]().then(
          (Shown) => setOverlay({ is, Shown }),
          () => sayFailed(t("connection")),
        );
      }),
    [t],
  );
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // Whoever holds Ctrl may be about to ask.
      if (event.key === "Control" || event.key === "Meta") void LOAD.palette().catch(() => undefined);
      const is = event.defaultPrevented ? null : asked(event);
      if (is === null) return;
      event.preventDefault();
      openOverlay(is);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  const onClosed = useCallback(() => setOverlay(null), []);
  if (overlay === null) return null;
  return <overlay.Shown key={overlay.is} reader={reader} onClosed={onClosed} />;
}
