"use client";
import { Ellipsis, Eye, EyeOff, KeyRound, LogIn, ShieldOff, Unlink, UserMinus, UserX } from "lucide-react";
import { useTranslations } from "next-intl";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { PersonPicture } from "#components/profiles/person.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { useEntered } from "#components/ui/use-entered.ts";
import { isGrantable, ROLES, type Role } from "#lib/auth/permissions.ts";
import type { MemberItem } from "#lib/members/types.ts";

/** One member: who they are, when they were here, their role, and what can be done. */
export function MemberRow(props: {
  member: MemberItem;
  isSelf: boolean;
  onRole: (role: Role) => void;
  onRestricted: (granted: boolean) => void;
  onSuspend: (suspended: boolean) => void;
  onUnlink: () => void;
  onRemove: () => void;
  onInvite: () => void;
  onReset: () => void;
  onForgetSecondStep: () => void;
}) {
  const { member, isSelf, onRole, onRestricted, onSuspend, onUnlink, onRemove, onInvite, onReset } = props;
  const { onForgetSecondStep } = props;
  const { id, name, email, role, restrictedRead, suspended, canSignIn, isLinked, lastSeenAt } = member;
  const { hasSecondFactor } = member;
  const t = useTranslations("members");
  const roles = useTranslations("roles");
  const choose = (chosen: string) => onRole(chosen as Role);
  const roleField = useEntered<HTMLSelectElement>(role, choose);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <PersonPicture id={id} name={name} />
      <div className="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isSelf && <Badge>{t("you")}</Badge>}
          {suspended && <Badge>{t("suspended")}</Badge>}
          {!canSignIn && <Badge>{t("noPassword")}</Badge>}
          {hasSecondFactor && <Badge>{t("twoSteps")}</Badge>}
          {restrictedRead && <Badge>{t("seesRestricted")}</Badge>}
        </p>
        <p className="text-small text-ink-3">{email}</p>
        <p className="text-small text-ink-3 tnum">
          {lastSeenAt === null ? (
            t("neverSeen")
          ) : (
            <>
              {t("lastSeen")} <RelativeTime at={lastSeenAt} />
            </>
          )}
        </p>
      </div>
      {isSelf ? (
        <span className="text-ink-2">{roles(role)}</span>
      ) : (
        <span className="flex items-center gap-1 max-sm:ml-9">
          {!canSignIn && (
            <Button className="h-8 text-small" onClick={onInvite}>
              {t("inviteAgain")}
            </Button>
          )}
          <select
            ref={roleField}
            autoComplete="off"
            aria-label={t("roleOf", { name })}
            title={t(`roleCan.${role}`)}
            value={role}
            onChange={(event) => choose(event.target.value)}
            className={`${CONTROL} w-auto`}
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {roles(each)}
              </option>
            ))}
          </select>
          <Menu
            trigger={
              <IconButton label={t("menu", { name })}>
                <Ellipsis aria-hidden className="size-4" />
              </IconButton>
            }
          >
            {canSignIn && !suspended && (
              <MenuItem icon={KeyRound} onClick={onReset}>
                {t("reset")}
              </MenuItem>
            )}
            {hasSecondFactor && (
              <MenuItem icon={ShieldOff} onClick={onForgetSecondStep}>
                {t("forgetSecondStep")}
              </MenuItem>
            )}
            {isGrantable(role) && (
              <MenuItem icon={restrictedRead ? EyeOff : Eye} onClick={() => onRestricted(!restrictedRead)}>
                {t(restrictedRead ? "withdrawRestricted" : "grantRestricted")}
              </MenuItem>
            )}
            {isLinked && (
              <MenuItem icon={Unlink} onClick={onUnlink}>
                {t("unlink")}
              </MenuItem>
            )}
            <MenuItem icon={suspended ? LogIn : UserX} onClick={() => onSuspend(!suspended)}>
              {t(suspended ? "resume" : "suspend")}
            </MenuItem>
            <MenuItem icon={UserMinus} tone="loss" onClick={onRemove}>
              {t("remove")}
            </MenuItem>
          </Menu>
        </span>
      )}
    </li>
  );
}
