"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { resetSecondFactorAction } from "#lib/members/actions.ts";
import type { MemberItem, Staff } from "#lib/members/types.ts";

/** Asks before a member's second step is forgotten, and says what that opens. */
export function ForgetSecondStep(props: {
  member: MemberItem;
  onDone: (staff: Staff) => void;
  onClose: () => void;
}) {
  const { member, onDone, onClose } = props;
  const { id, name } = member;
  const t = useTranslations("members");
  const errorText = useErrorText();
  const forget = async () => {
    const result = await confirmFirst(() => resetSecondFactorAction(id)).catch(() => null);
    if (!result?.ok) return result === null ? t("unreachable") : errorText(result.code, result.details);
    onDone(result.data);
    sayDone(t("forgottenSecondStep", { name }));
    return null;
  };
  return (
    <Alert
      title={t("forgetSecondStepTitle", { name })}
      text={<p>{t("forgetSecondStepText")}</p>}
      cancel={t("cancel")}
      action={t("forgetSecondStepConfirm")}
      loss
      onAction={forget}
      onClose={onClose}
    />
  );
}
