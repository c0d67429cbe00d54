"use server";

import { redirect } from "next/navigation";
import { runAction, runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseForm } from "#lib/auth/form.ts";
import { closeSession } from "#lib/auth/mutations.ts";
import type { Role } from "#lib/auth/permissions.ts";
import { currentOrigin, currentSession, enter } from "#lib/auth/session.ts";
import { listStaff } from "#lib/members/data.ts";
import { inviteMember, withdrawInvitation } from "#lib/members/invitations.mutations.ts";
import { joinByInvitation } from "#lib/members/join.mutations.ts";
import {
  changeRole,
  grantRestricted,
  removeMember,
  suspendMember,
  unlinkMember,
} from "#lib/members/mutations.ts";
import { makeResetLink } from "#lib/members/reset-link.mutations.ts";
import {
  invitationId,
  invitationRequest,
  joinForm,
  memberId,
  restrictedGrant,
  roleChange,
  suspension,
} from "#lib/members/schema.ts";
import { resetSecondFactor } from "#lib/members/second-factor.mutations.ts";
import type { Invited, Staff } from "#lib/members/types.ts";
import { parseInput } from "#lib/parse-input.ts";

/** Invites somebody, or anew; answers the link's secret, this once, and the staff as it is then. */
export async function inviteAction(request: {
  email: string;
  name: string;
  role: Role;
}): Promise<ActionResult<{ invited: Invited; staff: Staff }>> {
  return runActorAction(async (actor) => {
    const invited = await inviteMember(actor, parseInput(invitationRequest, request));
    return { invited, staff: await listStaff(actor) };
  });
}

/** Takes an invitation back; answers the staff as it is then, as the following do. */
export async function withdrawInvitationAction(id: string): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    await withdrawInvitation(actor, parseInput(invitationId, id));
    return listStaff(actor);
  });
}

/** Gives a member another role. */
export async function changeRoleAction(request: {
  userId: string;
  role: Role;
}): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    const { userId, role } = parseInput(roleChange, request);
    await changeRole(actor, userId, role);
    return listStaff(actor);
  });
}

/** Lets a member see restricted files, or takes that back. */
export async function grantRestrictedAction(request: {
  userId: string;
  granted: boolean;
}): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    const { userId, granted } = parseInput(restrictedGrant, request);
    await grantRestricted(actor, userId, granted);
    return listStaff(actor);
  });
}

/** Keeps a member out, or lets them in again. */
export async function suspendMemberAction(request: {
  userId: string;
  suspended: boolean;
}): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    const { userId, suspended } = parseInput(suspension, request);
    await suspendMember(actor, userId, suspended);
    return listStaff(actor);
  });
}

/** Unlinks the account at a sign-in provider that a member came with. */
export async function unlinkMemberAction(userId: string): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    await unlinkMember(actor, parseInput(memberId, userId));
    return listStaff(actor);
  });
}

/** Makes a link by which a member chooses a new password; answers its secret, this once. */
export async function makeResetLinkAction(userId: string): Promise<ActionResult<string>> {
  return runActorAction((actor) => makeResetLink(actor, parseInput(memberId, userId)));
}

/** Forgets the second factor of a member who has lost it. */
export async function resetSecondFactorAction(userId: string): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    await resetSecondFactor(actor, parseInput(memberId, userId));
    return listStaff(actor);
  });
}

/** Removes a member. */
export async function removeMemberAction(userId: string): Promise<ActionResult<Staff>> {
  return runActorAction(async (actor) => {
    await removeMember(actor, parseInput(memberId, userId));
    return listStaff(actor);
  });
}

/** Takes an invitation up, signs in and goes on to the documents. */
export async function joinAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  return runAction<null>(async () => {
    const { token, name, password } = parseForm(joinForm, form);
    const before = await currentSession();
    const opened = await joinByInvitation({ secret: token, name, password }, await currentOrigin());
    if ("sessionId" in opened && before !== null) await closeSession(before);
    redirect(await enter(opened, "/documents"));
  });
}
