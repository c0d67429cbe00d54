"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { ROLES, type Role } from "#lib/auth/permissions.ts";
import { inviteAction } from "#lib/members/actions.ts";
import type { Invited, Staff } from "#lib/members/types.ts";

/** Whom an invitation is for. */
export type Invitee = { name: string; email: string; role: Role };

/** Asks whom to invite; what is wrong is said, and nothing is lost of what was typed. */
export function InviteDialog(props: {
  first: Partial<Invitee>;
  onInvited: (invitee: Invitee, result: { invited: Invited; staff: Staff }) => void;
  onClosed: () => void;
}) {
  const { first, onInvited, onClosed } = props;
  const t = useTranslations("members");
  const roles = useTranslations("roles");
  const errorText = useErrorText();
  const id = useId();
  const [open, setOpen] = useState(true);
  const [invitee, setInvitee] = useState<Invitee>({
    name: first.name ?? "",
    email: first.email ?? "",
    role: first.role ?? "teacher",
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const set = (values: Partial<Invitee>) => setInvitee((now) => ({ ...now, ...values }));
  const send = () =>
    start(async () => {
      setProblem(null);
      const result = await confirmFirst(() => inviteAction(invitee)).catch(() => null);
      if (!result?.ok) {
        return setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
      }
      onInvited(invitee, result.data);
      setOpen(false);
    });
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClosed}
      title={t("inviteTitle")}
      text={t("inviteText")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="flex flex-col gap-4"
      >
        <Field id={`${id}name`} label={t("name")}>
          {(control) => (
            <input
              {...control}
              value={invitee.name}
              onChange={(event) => set({ name: event.target.value })}
              required
              maxLength={120}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        <Field id={`${id}email`} label={t("email")}>
          {(control) => (
            <input
              {...control}
              type="email"
              value={invitee.email}
              onChange={(event) => set({ email: event.target.value })}
              required
              maxLength={254}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        <Field id={`${id}role`} label={t("role")} hint={t(`roleCan.${invitee.role}`)}>
          {(control) => (
            <select
              {...control}
              value={invitee.role}
              onChange={(event) => set({ role: event.target.value as Role })}
              className={CONTROL}
            >
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {roles(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {problem !== null && (
          <p role="alert" className="text-small text-loss">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {t(pending ? "sending" : "send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
