"use client";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Loading, Notice } from "#components/preview/notice.tsx";
import { usePictureStand } from "#components/preview/use-picture-stand.ts";
import { usePointers } from "#components/preview/use-pointers.ts";
import { useViewKeys, zoomKey } from "#components/preview/use-view-keys.ts";
import type { ViewProps } from "#components/preview/view-props.ts";
import { Tool, ViewToolbar } from "#components/preview/view-toolbar.tsx";
import type { Size } from "#components/preview/zoom.ts";
import { ZoomTools } from "#components/preview/zoom-tools.tsx";

/** CSS pixels that an arrow key moves a picture. */
const STRIDE = 80;

const ARROWS: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: STRIDE, y: 0 },
  ArrowRight: { x: -STRIDE, y: 0 },
  ArrowUp: { x: 0, y: STRIDE },
  ArrowDown: { x: 0, y: -STRIDE },
};

/** A picture, straight from the store: fitted at first, then as large and as it is turned as one likes. */
export function ImageView({ document, url, retry }: ViewProps) {
  const t = useTranslations("preview");
  const [failed, setFailed] = useState(false);
  const [natural, setNatural] = useState<Size | null>(null);
  const [turns, setTurns] = useState(0);
  const root = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const { stand, fits, zoomTo, step, reset, toggle, move } = usePictureStand(pane, natural, turns);
  const turn = () => {
    setTurns((before) => before + 1);
    reset();
  };
  const pointers = usePointers(pane, { scale: stand.scale, zoomTo, toggle, move });
  useViewKeys(root, (event) => {
    const asked = zoomKey(event);
    if (asked === "in") step(1);
    if (asked === "out") step(-1);
    if (asked === "reset") reset();
    if (asked === "turn") turn();
    const arrow = event.ctrlKey || event.metaKey || event.shiftKey ? undefined : ARROWS[event.key];
    // Fitted, there is nothing to move: the arrows lead to the neighbours.
    if (arrow !== undefined && !fits) move(arrow);
    return asked !== null || (arrow !== undefined && !fits);
  });
  if (failed)
    return <Notice title={t("failed")} text={t("imageFailed")} onRetry={retry} download={document.id} />;
  return (
    <div ref={root} className="flex min-h-0 flex-1 flex-col">
      <ViewToolbar label={t("tools")}>
        <ZoomTools scale={stand.scale} onStep={step} onReset={reset} resetLabel={t("fit")} />
        <Tool label={t("rotate")} keys="R" onClick={turn}>
          <RotateCw aria-hidden className="size-4" />
        </Tool>
        <output className="sr-only">{t("turned", { degrees: (turns % 4) * 90 })}</output>
      </ViewToolbar>
      <div
        ref={pane}
        {...pointers}
        data-fits={fits}
        className="relative flex min-h-0 flex-1 cursor-zoom-in touch-none overflow-hidden select-none data-[fits=false]:cursor-grab data-[fits=false]:active:cursor-grabbing"
      >
        {natural === null && <Loading />}
        {/* oxlint-disable-next-line nextjs/no-img-element -- the bytes go from the store to the browser, past this server. */}
        <img
          src={url}
          alt={document.title ?? document.filename}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setNatural({ width: naturalWidth, height: naturalHeight })
          }
          onError={() => setFailed(true)}
          style={{
            width: (natural?.width ?? 0) * stand.scale,
            height: (natural?.height ?? 0) * stand.scale,
            transform: `translate(-50%, -50%) translate(${stand.x}px, ${stand.y}px) rotate(${turns * 90}deg)`,
          }}
          className="absolute top-1/2 left-1/2 max-w-none rounded-sm bg-surface"
        />
      </div>
    </div>
  );
}
