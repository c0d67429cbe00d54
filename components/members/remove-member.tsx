"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { removeMemberAction } from "#lib/members/actions.ts";
import type { MemberItem, Staff } from "#lib/members/types.ts";

/** Asks before a member is removed, and says what stays. */
export function RemoveMember(props: {
  member: MemberItem;
  onRemoved: (staff: Staff) => void;
  onClose: () => void;
}) {
  const { member, onRemoved, onClose } = props;
  const { id, name } = member;
  const t = useTranslations("members");
  const errorText = useErrorText();
  const remove = async () => {
    const result = await confirmFirst(() => removeMemberAction(id)).catch(() => null);
    if (!result?.ok) return result === null ? t("unreachable") : errorText(result.code, result.details);
    onRemoved(result.data);
    sayDone(t("removedDone", { name }));
    return null;
  };
  return (
    <Alert
      title={t("removeTitle", { name })}
      text={<p>{t("removeText")}</p>}
      cancel={t("cancel")}
      action={t("removeConfirm")}
      loss
      onAction={remove}
      onClose={onClose}
    />
  );
}
