"use client";
import { FileUp, UserPlus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ForgetSecondStep } from "#components/members/forget-second-step.tsx";
import { InvitationRow } from "#components/members/invitation-row.tsx";
import { InviteDialog, type Invitee } from "#components/members/invite-dialog.tsx";
import { LinkDialog } from "#components/members/link-dialog.tsx";
import { MemberRow } from "#components/members/member-row.tsx";
import { RemoveMember } from "#components/members/remove-member.tsx";
import { type ResetLink, ResetLinkDialog } from "#components/members/reset-link.tsx";
import { useStaff } from "#components/members/use-staff.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import type { Invited, MemberItem, Staff } from "#lib/members/types.ts";

const LIST = "divide-y divide-line border-y border-line";

/** The people of a school, what they may do, and those who are invited. */
export function StaffSettings({ first, self }: { first: Staff; self: string }) {
  const t = useTranslations("members");
  const staff = useStaff(first);
  const [asking, setAsking] = useState<Partial<Invitee> | null>(null);
  const [told, setTold] = useState<(Invitee & Invited) | null>(null);
  const [reset, setReset] = useState<ResetLink | null>(null);
  const [forgetting, setForgetting] = useState<MemberItem | null>(null);
  const [leaving, setLeaving] = useState<MemberItem | null>(null);
  const { members, invitations } = staff.known;
  const again = (invitee: Invitee) => staff.invite(invitee, (invited) => setTold({ ...invitee, ...invited }));
  return (
    <div aria-busy={staff.pending} className="flex max-w-3xl flex-col gap-6 py-3">
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => setAsking({})}>
          <UserPlus aria-hidden className="size-4" />
          {t("invite")}
        </Button>
        <Link href="/settings/school/members/import" className={buttonClass()}>
          <FileUp aria-hidden className="size-4" />
          {t("import")}
        </Link>
      </div>
      <ul aria-label={t("people")} className={LIST}>
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            isSelf={member.id === self}
            onRole={(role) => staff.changeRole(member, role)}
            onRestricted={(granted) => staff.grantRestricted(member, granted)}
            onSuspend={(suspended) => staff.suspend(member, suspended)}
            onUnlink={() => staff.unlink(member)}
            onRemove={() => setLeaving(member)}
            onInvite={() => setAsking(member)}
            onForgetSecondStep={() => setForgetting(member)}
            onReset={() => staff.makeResetLink(member, setReset)}
          />
        ))}
      </ul>
      {invitations.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold">{t("invitations")}</h2>
          <ul aria-label={t("invitations")} className={LIST}>
            {invitations.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                invitation={invitation}
                disabled={staff.pending}
                onNewLink={() => again(invitation)}
                onWithdraw={() => staff.withdraw(invitation.id)}
              />
            ))}
          </ul>
        </section>
      )}
      {asking !== null && (
        <InviteDialog
          first={asking}
          onInvited={(invitee, { invited, staff: now }) => {
            staff.show(now);
            setTold({ ...invitee, ...invited });
          }}
          onClosed={() => setAsking(null)}
        />
      )}
      {asking === null && told !== null && <LinkDialog told={told} onClosed={() => setTold(null)} />}
      {reset !== null && <ResetLinkDialog told={reset} onClosed={() => setReset(null)} />}
      {forgetting !== null && (
        <ForgetSecondStep member={forgetting} onDone={staff.show} onClose={() => setForgetting(null)} />
      )}
      {leaving !== null && (
        <RemoveMember member={leaving} onRemoved={staff.show} onClose={() => setLeaving(null)} />
      )}
    </div>
  );
}
