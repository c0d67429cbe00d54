"use client";
import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect } from "react";
import { BulkRow } from "#components/bulk/bulk-row.tsx";
import { isOpen } from "#components/bulk/progress.ts";
import { setActions } from "#components/bulk/store.ts";
import { useActions } from "#components/bulk/use-watch.ts";
import { FLOAT, LAYER } from "#components/ui/float.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { seeBulkActionsAction } from "#lib/bulk/actions.ts";

type Props = {
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The reader's jobs, under way and done. Whoever opens it has seen how they ended. */
export function BellPanel({ anchor, open, onOpenChange }: Props) {
  const t = useTranslations("bulk");
  const actions = useActions();
  const unseen = (actions ?? [])
    .filter((action) => !isOpen(action) && !action.seen)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (!open || unseen === "") return;
    const see = async () => {
      const result = await seeBulkActionsAction(unseen.split(","));
      if (result.ok) setActions(result.data.actions);
    };
    // They stay marked as new, and are marked as seen the next time.
    see().catch(() => undefined);
  }, [open, unseen]);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, details) => {
        // The bell itself closes the panel: a press on it must not open it again at once.
        const { event } = details;
        const onBell = event.target instanceof Node && anchor.current?.contains(event.target);
        if (!(onBell && details.reason === "outside-press")) onOpenChange(next);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={16}
          className={LAYER}
        >
          <Popover.Popup
            finalFocus={anchor}
            className={`${FLOAT} flex max-h-[min(32rem,var(--available-height))] w-[24rem] max-w-[calc(100vw-2rem)] flex-col`}
          >
            <Popover.Title className="border-b border-line px-4 py-3 font-semibold">
              {t("title")}
            </Popover.Title>
            {actions === null ? (
              <p className="flex flex-col gap-2 p-4">
                <span className="sr-only">{t("loading")}</span>
                <Skeleton className="h-4 w-3/4" />
                <Skeleton className="h-3 w-1/2" />
              </p>
            ) : actions.length === 0 ? (
              <p className="px-4 py-8 text-center text-ink-2 text-pretty">{t("empty")}</p>
            ) : (
              // Scrolls, so the keyboard must reach it.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              <ul aria-label={t("title")} tabIndex={0} className="overflow-auto">
                {actions.map((action) => (
                  <BulkRow key={action.id} action={action} />
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
