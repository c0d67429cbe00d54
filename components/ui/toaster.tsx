"use client";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { onToast, toastsWanted } from "#components/ui/toasts.ts";

const ToastViewport = dynamic(
  () => import("#components/ui/toast-viewport.tsx").then((module) => module.ToastViewport),
  { ssr: false },
);

/** The place for short messages. Its code comes with the first of them: most visits see none. */
export function Toaster() {
  const wanted = useSyncExternalStore(onToast, toastsWanted, () => false);
  return wanted ? <ToastViewport /> : null;
}
