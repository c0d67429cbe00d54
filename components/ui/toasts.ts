"use client";
import { Toast } from "@base-ui/react/toast";

/** What a toast may offer besides its sentence. */
export type ToastAction = { label: string; onClick: () => void };

/** The one manager of the page, so that anything can speak without being inside the toaster. */
export const toastManager = Toast.createToastManager<{ tone: "plain" | "loss" }>();

/** Says what was done, for ten seconds: time enough to take it back. */
export function sayDone(title: string, undo?: ToastAction): void {
  const id = toastManager.add({
    title,
    timeout: 10_000,
    data: { tone: "plain" },
    ...(undo === undefined
      ? {}
      : {
          actionProps: {
            children: undo.label,
            onClick: () => {
              toastManager.close(id);
              undo.onClick();
            },
          },
        }),
  });
}

/** Says what failed; it stays until it is dismissed. */
export function sayFailed(title: string): void {
  toastManager.add({ title, timeout: 0, priority: "high", data: { tone: "loss" } });
}
