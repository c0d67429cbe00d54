"use client";
import { useSyncExternalStore } from "react";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import { onToast, toastsWanted } from "#components/ui/toasts.ts";

const load = () => import("#components/ui/toast-viewport.tsx").then((module) => module.ToastViewport);
const ToastViewport = onDemand(load);
const prepare = () => void load().catch(() => undefined);

/** The place for short messages. Its code comes after the page, at the first sign of a person. */
export function Toaster() {
  useFirstSign(prepare);
  const wanted = useSyncExternalStore(onToast, toastsWanted, () => false);
  return wanted ? <ToastViewport /> : null;
}
