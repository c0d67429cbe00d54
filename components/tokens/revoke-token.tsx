"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { revokeTokenAction } from "#lib/tokens/actions.ts";
import type { TokenItem } from "#lib/tokens/types.ts";

/** Asks before a token is ended, and says what stops with it. */
export function RevokeToken(props: {
  token: TokenItem;
  onRevoked: (tokens: readonly TokenItem[]) => void;
  onClose: () => void;
}) {
  const { token, onRevoked, onClose } = props;
  const { id, name } = token;
  const t = useTranslations("tokens");
  const errorText = useErrorText();
  const revoke = async () => {
    const result = await confirmFirst(() => revokeTokenAction(id)).catch(() => null);
    if (!result?.ok) return result === null ? t("unreachable") : errorText(result.code, result.details);
    onRevoked(result.data);
    sayDone(t("revoked", { name }));
    return null;
  };
  return (
    <Alert
      title={t("revokeTitle", { name })}
      text={<p>{t("revokeText")}</p>}
      cancel={t("cancel")}
      action={t("revoke")}
      loss
      onAction={revoke}
      onClose={onClose}
    />
  );
}
