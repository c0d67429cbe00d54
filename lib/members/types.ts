import type { Role } from "#lib/auth/permissions.ts";

/** A person who belongs to the school. */
export type MemberItem = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Whether sight of restricted files was granted to them; administrators have it without. */
  restrictedRead: boolean;
  suspended: boolean;
  /**
   * Whether there is a way in for them: a password, or a sign-in provider, which takes their e-mail. Those who were
   * brought in with an import have none of the first until they are invited.
   */
  canSignIn: boolean;
  /** Whether they have come in with an account at a sign-in provider. */
  isLinked: boolean;
  /** Whether they sign in in two steps. */
  hasSecondFactor: boolean;
  /** ISO 8601, UTC; up to five minutes behind, null for those who were never here. */
  lastSeenAt: string | null;
};

/** An invitation that nobody has taken up yet. */
export type InvitationItem = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Whether they will see restricted files. */
  restrictedRead: boolean;
  /** ISO 8601, UTC. */
  expiresAt: string;
  expired: boolean;
};

/** Who belongs to the school, and who was asked to. */
export type Staff = { members: MemberItem[]; invitations: InvitationItem[] };

/** What a new invitation came to: its secret is told this once. */
export type Invited = { secret: string; mail: "sent" | "failed" | "none" };

/** Whom an invitation is for, as the page that takes it up tells it. */
export type OpenInvitation = {
  schoolId: string;
  schoolName: string;
  locale: string;
  email: string;
  name: string;
  role: Role;
  /** Whether there is an account with a password, which is then asked for. */
  hasAccount: boolean;
};
