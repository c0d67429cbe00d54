"use client";
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { onToast, type ToastRequest, takeToasts } from "#components/ui/toasts.ts";

const ROOT =
  "flex items-center gap-1 rounded-md border border-line bg-surface py-1 pr-1 pl-4 shadow-float transition-[opacity,transform] duration-150 data-starting-style:translate-y-2 data-starting-style:opacity-0 data-ending-style:opacity-0 data-limited:hidden";
const SMALL = "inline-flex h-9 shrink-0 items-center rounded-md px-2 hover:bg-sunken pointer-coarse:h-11";

type Data = { tone: ToastRequest["tone"]; progress: ReactNode };

const manager = Toast.createToastManager<Data>();

function show({ title, tone, action, key, progress }: ToastRequest): void {
  const failed = tone === "loss";
  const id = manager.add({
    title,
    ...(key !== undefined && { id: key }),
    data: { tone, progress },
    timeout: failed || progress !== undefined ? 0 : 10_000,
    priority: failed ? "high" : "low",
    // Said even where there is none: one that takes another's place would keep that one's.
    actionProps: action && { children: action.label, onClick: take },
  });
  function take() {
    manager.close(id);
    action?.onClick();
  }
}

function Toasts() {
  const t = useTranslations("shell");
  const { toasts } = Toast.useToastManager<Data>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} data-toast className={ROOT}>
      <div className="mr-auto min-w-0 flex-1 py-2">
        <Toast.Title
          className={`[overflow-wrap:anywhere] ${toast.data?.tone === "loss" ? "text-loss" : ""}`}
        />
        {toast.data?.progress !== undefined && <div className="pt-2">{toast.data.progress}</div>}
      </div>
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

/** Where short messages appear, clear of the uploads: at the top of small windows, at the bottom of large ones. */
export function ToastViewport() {
  const t = useTranslations("shell");
  useEffect(() => {
    const showAll = () => takeToasts().forEach(show);
    showAll();
    return onToast(showAll);
  }, []);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
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
