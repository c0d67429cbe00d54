"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Invitee } from "#components/members/invite-dialog.tsx";
import type { ResetLink } from "#components/members/reset-link.tsx";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Role } from "#lib/auth/permissions.ts";
import {
  changeRoleAction,
  grantRestrictedAction,
  inviteAction,
  makeResetLinkAction,
  suspendMemberAction,
  unlinkMemberAction,
  withdrawInvitationAction,
} from "#lib/members/actions.ts";
import type { Invited, MemberItem, Staff } from "#lib/members/types.ts";

/** Who belongs to the school, as the server said last, and what can be changed about it. */
export function useStaff(first: Staff) {
  const t = useTranslations("members");
  const roles = useTranslations("roles");
  const errorText = useErrorText();
  const [staff, setStaff] = useState({ first, known: first });
  // The server has read them again.
  if (staff.first !== first) setStaff({ first, known: first });
  const [pending, start] = useTransition();
  const show = (known: Staff) => setStaff((now) => ({ ...now, known }));
  const ask = <T>(work: () => Promise<ActionResult<T>>, done: (data: T) => void) =>
    start(async () => {
      const result = await confirmFirst(work).catch(() => null);
      if (result?.ok) done(result.data);
      else sayFailed(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  const change = (work: () => Promise<ActionResult<Staff>>, words: string) =>
    ask(work, (known) => {
      show(known);
      sayDone(words);
    });
  return {
    known: staff.known,
    pending,
    show,
    invite: ({ name, email, role }: Invitee, told: (invited: Invited) => void) =>
      ask(
        () => inviteAction({ name, email, role }),
        (data) => {
          show(data.staff);
          told(data.invited);
        },
      ),
    makeResetLink: ({ id, name }: MemberItem, told: (link: ResetLink) => void) =>
      ask(
        () => makeResetLinkAction(id),
        (secret) => told({ name, secret }),
      ),
    withdraw: (id: string) => change(() => withdrawInvitationAction(id), t("withdrawnDone")),
    changeRole: ({ id, name }: MemberItem, role: Role) =>
      change(() => changeRoleAction({ userId: id, role }), t("roleChanged", { name, role: roles(role) })),
    grantRestricted: ({ id, name }: MemberItem, granted: boolean) =>
      change(
        () => grantRestrictedAction({ userId: id, granted }),
        t(granted ? "restrictedGranted" : "restrictedWithdrawn", { name }),
      ),
    unlink: ({ id, name }: MemberItem) => change(() => unlinkMemberAction(id), t("unlinkedDone", { name })),
    suspend: ({ id, name }: MemberItem, suspended: boolean) =>
      change(
        () => suspendMemberAction({ userId: id, suspended }),
        t(suspended ? "suspendedDone" : "resumedDone", { name }),
      ),
  };
}
