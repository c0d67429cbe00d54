"use client";
import { KeyRound, MoreHorizontal, Pause, Pencil, Play, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { SecretDialog } from "#components/webhooks/secret-dialog.tsx";
import { type Wanted, WebhookDialog } from "#components/webhooks/webhook-dialog.tsx";
import type { ActionResult } from "#lib/action-result.ts";
import {
  changeWebhookAction,
  deleteWebhookAction,
  rotateSecretAction,
  sendTestAction,
} from "#lib/webhooks/actions.ts";
import type { Webhook } from "#lib/webhooks/types.ts";

type Asked = "edit" | "rotate" | "delete" | null;

/** What can be done with a webhook. */
export function WebhookActions({ webhook, allowsPrivate }: { webhook: Webhook; allowsPrivate: boolean }) {
  const t = useTranslations("webhooks");
  const errorText = useErrorText();
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const { id, url, events, restricted, state } = webhook;
  const whyNot = (result: ActionResult<unknown> | null) =>
    result === null ? t("unreachable") : result.ok ? null : errorText(result.code, result.details);
  const act = (work: () => Promise<ActionResult<void>>, done: string) =>
    start(async () => {
      const why = whyNot(await work().catch(() => null));
      if (why === null) sayDone(done, undefined, `webhook:${id}`);
      else sayFailed(why);
      router.refresh();
    });
  const save = async (wanted: Wanted) => {
    const result = await confirmFirst(() => changeWebhookAction({ id, ...wanted })).catch(() => null);
    if (!result?.ok) return result;
    sayDone(t("saved"), undefined, `webhook:${id}`);
    router.refresh();
    return "done" as const;
  };
  const rotate = async () => {
    const result = await rotateSecretAction(id).catch(() => null);
    if (result?.ok) {
      setSecret(result.data.secret);
      router.refresh();
    }
    return whyNot(result);
  };
  const remove = async () => {
    const why = whyNot(await deleteWebhookAction(id).catch(() => null));
    if (why !== null) return why;
    sayDone(t("deleted"));
    router.push("/settings/school/webhooks");
    return null;
  };
  const close = () => setAsked(null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {state === "active" ? (
        <Button disabled={pending} onClick={() => act(() => sendTestAction(id), t("tested"))}>
          <Send aria-hidden className="size-4" />
          {t("test")}
        </Button>
      ) : (
        <Button
          variant="primary"
          disabled={pending}
          onClick={() => act(() => changeWebhookAction({ id, active: true }), t("resumed"))}
        >
          <Play aria-hidden className="size-4" />
          {t("resume")}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t("more")}>
            <MoreHorizontal aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={Pencil} onClick={() => setAsked("edit")}>
          {t("edit")}
        </MenuItem>
        {state === "active" && (
          <MenuItem
            icon={Pause}
            onClick={() => act(() => changeWebhookAction({ id, active: false }), t("paused"))}
          >
            {t("pause")}
          </MenuItem>
        )}
        <MenuItem icon={KeyRound} onClick={() => setAsked("rotate")}>
          {t("rotate")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="loss" onClick={() => setAsked("delete")}>
          {t("delete")}
        </MenuItem>
      </Menu>
      {asked === "edit" && (
        <WebhookDialog
          webhook={{ url, events, restricted }}
          allowsPrivate={allowsPrivate}
          onSave={save}
          onClosed={close}
        />
      )}
      {asked === "rotate" && (
        <Alert
          title={t("rotateTitle")}
          text={t("rotateText")}
          cancel={t("cancel")}
          action={t("rotateDo")}
          onAction={rotate}
          onClose={close}
        />
      )}
      {asked === "delete" && (
        <Alert
          title={t("deleteTitle")}
          text={t("deleteText", { host: new URL(url).host })}
          cancel={t("cancel")}
          action={t("delete")}
          loss
          onAction={remove}
          onClose={close}
        />
      )}
      {asked === null && secret !== null && <SecretDialog secret={secret} onClosed={() => setSecret(null)} />}
    </div>
  );
}
