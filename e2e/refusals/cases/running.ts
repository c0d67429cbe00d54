import type { ActionCases } from "../case.ts";
import type { World } from "../world.ts";

/** From a month on that nobody sees yet. */
const PRICES = {
  month: "2099-01",
  rates: {
    storageClass: "standard",
    gbMonth: 15_000,
    millionClassA: 4_500_000,
    millionClassB: 360_000,
    retrievedGb: 0,
    freeGbMonths: 10,
    freeClassA: 1_000_000,
    freeClassB: 10_000_000,
  },
};

const PASSWORD = "four calm horses stand outside";

async function invitation(world: World): Promise<string> {
  const email = `${world.mark}-${Math.random().toString(36).slice(2)}@example.org`;
  const { staff } = await world.does<{ staff: { invitations: { id: string; email: string }[] } }>(
    "members.inviteAction",
    { email, name: world.named("Invitada"), role: "viewer" },
  );
  return staff.invitations.find((one) => one.email === email)?.id ?? "";
}

const staffRows = () => [
  { row: 2, cells: { name: "Eva Ruiz", email: `${crypto.randomUUID()}@example.org`, role: "teacher" } },
];

async function webhook(world: World): Promise<string> {
  const { id } = await world.does<{ id: string }>("webhooks.addWebhookAction", {
    url: `http://127.0.0.1:9/${world.mark}`,
    events: ["document.purged"],
  });
  return id;
}

/** A session of the school's administrator in another browser. */
async function session(world: World): Promise<string> {
  const { sql } = world.installation;
  const { id } = world.school.people.administrator;
  const [row] = await sql<{ id: string }[]>`
    insert into sessions (id, school_id, user_id, expires_at)
    values (gen_random_uuid(), ${world.school.id}, ${id}, now() + interval '1 hour') returning id`;
  return row?.id ?? "";
}

/** Who is let in, and what runs a school and the installation. */
export const RUNNING_ACTIONS: ActionCases = {
  "audit.checkTrailAction": { lacks: "registrar", own: true, works: true, args: () => [] },
  "audit.trailStateAction": { lacks: "registrar", own: true, args: () => [] },
  "auth.signInAction": {
    lacks: null,
    open: true,
    args: ({ school }) => ({ form: { email: school.people.viewer.email, password: "not the password" } }),
  },
  "auth.signOutAction": { lacks: null, open: true, answers: "gone", args: () => [] },
  "auth.setUpAction": {
    lacks: null,
    open: true,
    args: (world) => ({
      form: {
        token: "guessed",
        schoolName: world.named("Colegio"),
        timeZone: "Europe/Madrid",
        locale: "en",
        name: "Eva",
        email: `${world.mark}-eva@example.org`,
        password: PASSWORD,
      },
    }),
  },
  "auth.changePasswordAction": {
    lacks: null,
    own: true,
    answers: "wrong_password",
    args: () => ({ form: { currentPassword: "not the password", newPassword: PASSWORD } }),
  },
  "auth.switchSchoolAction": {
    lacks: null,
    aside: "a school of one's own alone: shell.spec.ts",
    args: ({ school }) => [school.id],
  },
  "auth.setLocaleAction": { lacks: null, open: true, args: () => ["en"] },
  "components/auth/locale-switch.tsx $$RSC_SERVER_ACTION_0": {
    lacks: null,
    open: true,
    args: () => ({ form: { locale: "en" } }),
  },
  "components/shell/shell.tsx $$RSC_SERVER_ACTION_0": {
    lacks: null,
    open: true,
    args: () => [],
  },
  "app/(auth)/sign-in/set-up/page.tsx $$RSC_SERVER_ACTION_0": { lacks: null, open: true, args: () => [] },
  "reauthentication.askToConfirmAction": { lacks: null, own: true, args: () => [] },
  "reauthentication.confirmAction": {
    lacks: null,
    own: true,
    answers: "wrong_password",
    args: () => [{ by: "password", secret: "not the password" }],
  },
  "members.inviteAction": {
    lacks: "registrar",
    own: true,
    args: () => [{ email: "nueva@example.org", name: "Ana", role: "viewer" }],
  },
  "members.withdrawInvitationAction": {
    lacks: "registrar",
    args: async (world) => [await invitation(world)],
  },
  "members.changeRoleAction": {
    lacks: "registrar",
    args: async (world) => [{ userId: (await world.colleague()).id, role: "viewer" }],
  },
  "members.suspendMemberAction": {
    lacks: "registrar",
    args: async (world) => [{ userId: (await world.colleague()).id, suspended: true }],
  },
  "members.removeMemberAction": { lacks: "registrar", args: async (world) => [(await world.colleague()).id] },
  "members.grantRestrictedAction": {
    lacks: "registrar",
    args: async (world) => [{ userId: (await world.colleague()).id, granted: true }],
  },
  "second-factor.secondStepAction": {
    lacks: null,
    open: true,
    args: () => ({ form: { code: "123456", next: "/documents" } }),
  },
  "second-factor.beginEnrolmentAction": { lacks: null, own: true, args: () => [] },
  "second-factor.confirmEnrolmentAction": {
    lacks: null,
    own: true,
    answers: "wrong_password",
    args: () => [{ code: "123456", password: PASSWORD }],
  },
  "second-factor.makeRecoveryCodesAction": { lacks: null, own: true, answers: "not_found", args: () => [] },
  "second-factor.turnOffSecondFactorAction": {
    lacks: null,
    own: true,
    answers: "wrong_password",
    args: () => [{ code: "123456", password: PASSWORD }],
  },
  "tokens.makeTokenAction": {
    lacks: "registrar",
    own: true,
    args: () => [{ name: "ERP", permissions: ["documents:read"], ends: 30 }],
  },
  "tokens.revokeTokenAction": {
    lacks: "registrar",
    args: async (world) => {
      const { tokens } = await world.does<{ tokens: { id: string; name: string }[] }>(
        "tokens.makeTokenAction",
        { name: world.named("ERP"), permissions: ["documents:read"], ends: 30 },
      );
      return [tokens.find(({ name }) => name.startsWith(world.mark))?.id ?? ""];
    },
  },
  "members.makeResetLinkAction": {
    lacks: "registrar",
    args: async (world) => [(await world.colleague()).id],
  },
  "password-reset.requestResetAction": {
    lacks: null,
    open: true,
    args: ({ school }) => ({ form: { email: school.people.viewer.email } }),
  },
  "password-reset.openResetAction": { lacks: null, open: true, args: () => ["guessed"] },
  "password-reset.resetPasswordAction": {
    lacks: null,
    open: true,
    args: () => ({ form: { token: "guessed", password: PASSWORD } }),
  },
  "members.unlinkMemberAction": {
    lacks: "registrar",
    args: async (world) => {
      const { id } = await world.colleague();
      await world.installation.sql`
        insert into identities (id, user_id, issuer, subject, email)
        values (gen_random_uuid(), ${id}, 'https://id.example', ${world.named("sub")}, 'a@example.org')`;
      return [id];
    },
  },
  "oidc.startProviderAction": { lacks: null, open: true, args: () => ({ form: { next: "/documents" } }) },
  "oidc.unlinkOwnAction": {
    lacks: null,
    own: true,
    answers: "wrong_password",
    args: () => [{ id: "00000000-0000-4000-8000-000000000000", password: PASSWORD }],
  },
  "members/import.previewStaffAction": { lacks: "registrar", own: true, args: () => [staffRows()] },
  "members/import.importStaffAction": {
    lacks: "registrar",
    own: true,
    args: async (world) => {
      const rows = staffRows();
      const { seal } = await world.does<{ seal: string }>("members/import.previewStaffAction", rows);
      return [rows, seal];
    },
  },
  "members.resetSecondFactorAction": {
    lacks: "registrar",
    answers: "not_found",
    args: async (world) => [(await world.colleague()).id],
  },
  "second-factor.setSecondFactorPolicyAction": {
    lacks: "registrar",
    own: true,
    aside: "the whole school would have to set it up: second-factor.spec.ts",
    args: () => [30],
  },
  "members.joinAction": {
    lacks: null,
    open: true,
    args: () => ({ form: { token: "guessed", name: "Eva", password: PASSWORD } }),
  },
  "quota.setQuotaAction": {
    lacks: "school",
    by: "platform",
    args: ({ school }) => [school.id, 5_000_000_000],
  },
  "reconcile.reconcileOverviewAction": { lacks: "school", by: "platform", args: () => [] },
  "reconcile.startReconcileAction": {
    lacks: "school",
    by: "platform",
    aside: "there is one run at a time, and reconcile.spec.ts has its own",
    args: () => [{ hashes: "none" }],
  },
  "reconcile.stopReconcileAction": {
    lacks: "school",
    by: "platform",
    args: () => ["00000000-0000-4000-8000-000000000000"],
  },
  "reconcile.repairReconcileAction": {
    lacks: "school",
    by: "platform",
    answers: "not_found",
    args: () => [{ runId: "00000000-0000-4000-8000-000000000000", sorts: ["object_unknown"] }],
  },
  "schools.foundSchoolAction": {
    lacks: "school",
    by: "platform",
    args: () => [
      {
        name: "Colegio Nuevo",
        timeZone: "Europe/Madrid",
        locale: "es",
        adminName: "Eva Ruiz",
        adminEmail: `${crypto.randomUUID()}@example.org`,
      },
    ],
  },
  "sessions.endSessionAction": { lacks: "viewer", args: async (world) => [await session(world)] },
  "sessions.endOtherSessionsAction": {
    lacks: null,
    own: true,
    aside: "it would end the sessions that the other cases call with; account.spec.ts does it",
    args: () => [],
  },
  "storage-report.requestReportAction": { lacks: "teacher", own: true, works: true, args: () => [] },
  "storage-report.isMeasuringAction": { lacks: "teacher", own: true, args: () => [] },
  "storage.storageAdviceAction": { lacks: "registrar", own: true, args: () => [null] },
  "usage.setPricesAction": { lacks: "school", by: "platform", args: () => [PRICES] },
  "usage.removePricesAction": {
    lacks: "school",
    by: "platform",
    args: async (world) => {
      await world.doesAs(world.platform, "usage.setPricesAction", PRICES);
      return [PRICES.month];
    },
  },
  "webhooks.addWebhookAction": {
    lacks: "registrar",
    own: true,
    args: () => [{ url: "http://127.0.0.1:9/erp", events: ["document.purged"] }],
  },
  "webhooks.changeWebhookAction": {
    lacks: "registrar",
    args: async (world) => [{ id: await webhook(world), active: false }],
  },
  "webhooks.rotateSecretAction": { lacks: "registrar", args: async (world) => [await webhook(world)] },
  "webhooks.deleteWebhookAction": { lacks: "registrar", args: async (world) => [await webhook(world)] },
  "webhooks.sendTestAction": {
    lacks: "registrar",
    works: true,
    args: async (world) => [await webhook(world)],
  },
  "webhooks.redeliverAction": {
    lacks: "registrar",
    works: true,
    args: async (world) => {
      const { sql } = world.installation;
      const id = await webhook(world);
      await world.does("webhooks.sendTestAction", id);
      const [row] = await sql<{ id: string }[]>`select id from webhook_deliveries where webhook_id = ${id}`;
      return [row?.id ?? ""];
    },
  },
};
