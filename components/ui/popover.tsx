"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { FLOAT, LAYER } from "#components/ui/float.ts";

/** A button that opens a small panel beside it; Esc and a click elsewhere close it, and the focus comes back. */
export function Popover(props: {
  trigger: ReactElement;
  title: string;
  align?: "start" | "center" | "end";
  /** Where the caller must know or decide whether it is open. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const { trigger, title, align = "start", children } = props;
  const held = {
    ...(props.open !== undefined && { open: props.open }),
    ...(props.onOpenChange && { onOpenChange: props.onOpenChange }),
  };
  return (
    <Base.Root {...held}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className={LAYER}>
          <Base.Popup
            className={`${FLOAT} flex max-h-(--available-height) w-80 max-w-(--available-width) flex-col gap-3 overflow-y-auto p-4`}
          >
            <Base.Title className="font-semibold">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
