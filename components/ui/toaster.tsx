"use client";
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { toastManager } from "#components/ui/toasts.ts";

const ROOT =
  "flex items-center gap-1 rounded-md border border-line bg-surface py-1 pr-1 pl-4 shadow-float transition-[opacity,transform] duration-150 data-starting-style:translate-y-2 data-starting-style:opacity-0 data-ending-style:opacity-0 data-limited:hidden";
const SMALL = "inline-flex h-9 shrink-0 items-center rounded-md px-2 hover:bg-sunken pointer-coarse:h-11";

function Toasts() {
  const t = useTranslations("shell");
  const { toasts } = Toast.useToastManager<{ tone: "plain" | "loss" }>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} swipeDirection={["down", "right"]} className={ROOT}>
      <Toast.Title
        className={`mr-auto min-w-0 py-2 [overflow-wrap:anywhere] ${toast.data?.tone === "loss" ? "text-loss" : ""}`}
      />
      {toast.actionProps !== undefined && (
        <Toast.Action className={`${SMALL} font-medium text-accent hover:text-accent-strong`} />
      )}
      <Toast.Close
        aria-label={t("dismiss")}
        title={t("dismiss")}
        className={`${SMALL} text-ink-3 hover:text-ink`}
      >
        <X aria-hidden className="size-4" />
      </Toast.Close>
    </Toast.Root>
  ));
}

/** Where short messages appear: clear of the uploads, at the top of small windows and at the bottom of large ones. */
export function Toaster() {
  const t = useTranslations("shell");
  return (
    <Toast.Provider toastManager={toastManager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t("notifications")}
          className="fixed inset-x-4 top-16 z-50 mx-auto flex max-w-md flex-col gap-2 lg:top-auto lg:bottom-6 lg:flex-col-reverse"
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
