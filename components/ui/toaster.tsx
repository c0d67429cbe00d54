"use client";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { onToast, toastsWanted } from "#components/ui/toasts.ts";

const load = () => import("#components/ui/toast-viewport.tsx").then((module) => module.ToastViewport);
const ToastViewport = dynamic(load, { ssr: false });
const prepare = () => void load().catch(() => undefined);

/** The place for short messages. Its code comes after the page, at the first sign of a person. */
export function Toaster() {
  useFirstSign(prepare);
  const wanted = useSyncExternalStore(onToast, toastsWanted, () => false);
  return wanted ? <ToastViewport /> : null;
}
