import type { TaskList } from "graphile-worker";
import { runCheck } from "#lib/audit/check.mutations.ts";
import { sealAudit } from "#lib/audit/seal.ts";
import { BULK_AT_ONCE, BULK_FLAG, BULK_TRIES } from "#lib/bulk/constants.ts";
import { runBulkAction } from "#lib/bulk/run.ts";
import { restartLostActions } from "#lib/bulk/work.mutations.ts";
import { purgeExpired } from "#lib/documents/mutations.ts";
import { forgetOldKeys } from "#lib/idempotency/mutations.ts";
import { freeLostJobs } from "#lib/jobs/presence.mutations.ts";
import { tidy } from "#lib/jobs/tidy.mutations.ts";
import type { Jobs } from "#lib/jobs/types.ts";
import { makeLogo } from "#lib/logo/make.ts";
import { restartLostLogos } from "#lib/logo/mutations.ts";
import { mailWaitingInvitation } from "#lib/members/invitation-job.ts";
import { mailNotice } from "#lib/messages/notice-mail.ts";
import { sweepMessages } from "#lib/messages/sweep.mutations.ts";
import { mailReset } from "#lib/password-reset/mail.ts";
import { sweepPictures } from "#lib/profiles/sweep.ts";
import { PROOF_FLAG, PROOFS_AT_ONCE } from "#lib/proofs/constants.ts";
import { proveChecksum } from "#lib/proofs/prove.ts";
import { restartLostCopies } from "#lib/publishing/copy.mutations.ts";
import { copyPublished } from "#lib/publishing/copy.ts";
import { warnSchools } from "#lib/quota/warn.mutations.ts";
import { mailWarning } from "#lib/quota/warning-mail.ts";
import { RECONCILE_FLAG, RUN_TRIES } from "#lib/reconcile/constants.ts";
import { forgetOldRuns, restartLostRepairs } from "#lib/reconcile/repair.mutations.ts";
import { runRepair } from "#lib/reconcile/repair.ts";
import { restartLostRuns } from "#lib/reconcile/run.mutations.ts";
import { beginWeekly, runReconcile } from "#lib/reconcile/run.ts";
import { SCAN_FLAG, SCANS_AT_ONCE } from "#lib/scan/constants.ts";
import { restartScans, scanObject } from "#lib/scan/scan.ts";
import { runDeleteJob } from "#lib/storage/delete-job.ts";
import { REPORT_FLAG, REPORTS_AT_ONCE } from "#lib/storage-report/constants.ts";
import { measureSchool, measureSchools } from "#lib/storage-report/mutations.ts";
import { RENDER_TRIES, THUMBNAIL_FLAG, THUMBNAILS_AT_ONCE } from "#lib/thumbnails/constants.ts";
import { fillThumbnails, giveUpUnfinished } from "#lib/thumbnails/fill.mutations.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { sweep } from "#lib/uploads/sweep.ts";
import { WEBHOOK_FLAG, WEBHOOKS_AT_ONCE } from "#lib/webhooks/constants.ts";
import { restartLostDeliveries } from "#lib/webhooks/deliver.mutations.ts";
import { deliverWebhook } from "#lib/webhooks/deliver.ts";
import { mailDisabled } from "#lib/webhooks/disabled-mail.ts";
import { forgetOldEvents, giveUpOldDeliveries } from "#lib/webhooks/tidy.mutations.ts";

let thumbnails = 0;
let bulkActions = 0;
let proofs = 0;
let scans = 0;
let reports = 0;
let reconciling = 0;
let webhooks = 0;

/** The flags of jobs that this worker takes none of at the moment. */
export const heldBack = (): string[] => [
  ...(thumbnails < THUMBNAILS_AT_ONCE ? [] : [THUMBNAIL_FLAG]),
  ...(bulkActions < BULK_AT_ONCE ? [] : [BULK_FLAG]),
  ...(proofs < PROOFS_AT_ONCE ? [] : [PROOF_FLAG]),
  ...(scans < SCANS_AT_ONCE ? [] : [SCAN_FLAG]),
  ...(reports < REPORTS_AT_ONCE ? [] : [REPORT_FLAG]),
  ...(reconciling < 1 ? [] : [RECONCILE_FLAG]),
  ...(webhooks < WEBHOOKS_AT_ONCE ? [] : [WEBHOOK_FLAG]),
];

/** Every job by name. A job may be run more than once: each is safe to repeat. */
export const tasks: TaskList = {
  delete_object: (payload) => runDeleteJob((payload as Jobs["delete_object"]).objectId),
  make_thumbnail: async (payload, { job }) => {
    thumbnails += 1;
    try {
      const lastTry = job.attempts >= RENDER_TRIES;
      await makeThumbnail((payload as Jobs["make_thumbnail"]).documentId, { lastTry });
    } finally {
      thumbnails -= 1;
    }
  },
  bulk_action: async (payload, { job }) => {
    bulkActions += 1;
    try {
      const lastTry = job.attempts >= BULK_TRIES;
      await runBulkAction((payload as Jobs["bulk_action"]).actionId, { lastTry });
    } finally {
      bulkActions -= 1;
    }
  },
  prove_checksum: async (payload) => {
    proofs += 1;
    try {
      await proveChecksum((payload as Jobs["prove_checksum"]).objectId);
    } finally {
      proofs -= 1;
    }
  },
  scan_object: async (payload) => {
    scans += 1;
    try {
      await scanObject((payload as Jobs["scan_object"]).objectId);
    } finally {
      scans -= 1;
    }
  },
  deliver_webhook: async (payload) => {
    webhooks += 1;
    try {
      await deliverWebhook((payload as Jobs["deliver_webhook"]).webhookId);
    } finally {
      webhooks -= 1;
    }
  },
  measure_school: async (payload) => {
    reports += 1;
    try {
      await measureSchool((payload as Jobs["measure_school"]).schoolId);
    } finally {
      reports -= 1;
    }
  },
  measure_schools: async (payload) => {
    await measureSchools((payload as { olderThanHours: number }).olderThanHours);
  },
  reconcile: async (payload, { job }) => {
    reconciling += 1;
    try {
      await runReconcile((payload as Jobs["reconcile"]).runId, { lastTry: job.attempts >= RUN_TRIES });
    } finally {
      reconciling -= 1;
    }
  },
  reconcile_repair: async (payload, { job }) => {
    reconciling += 1;
    try {
      await runRepair((payload as Jobs["reconcile_repair"]).runId, { lastTry: job.attempts >= RUN_TRIES });
    } finally {
      reconciling -= 1;
    }
  },
  reconcile_weekly: () => beginWeekly(),
  fill_thumbnails: async () => {
    await giveUpUnfinished();
    await fillThumbnails();
  },
  make_logo: (payload) => makeLogo((payload as Jobs["make_logo"]).schoolId),
  mail_invitation: (payload) => mailWaitingInvitation(payload as Jobs["mail_invitation"]),
  mail_message: (payload) => mailNotice(payload as Jobs["mail_message"]),
  mail_password_reset: (payload) => mailReset(payload as Jobs["mail_password_reset"]),
  mail_quota_warning: (payload) => mailWarning(payload as Jobs["mail_quota_warning"]),
  mail_webhook_disabled: (payload) => mailDisabled(payload as Jobs["mail_webhook_disabled"]),
  warn_of_quotas: () => warnSchools(),
  publish_object: (payload) => copyPublished((payload as Jobs["publish_object"]).objectId),
  sweep: async () => {
    await freeLostJobs();
    await restartLostActions();
    await restartLostCopies(100);
    await restartLostLogos();
    await restartScans();
    await restartLostRuns();
    await restartLostRepairs();
    await restartLostDeliveries();
    await sweepPictures();
    await sweep();
  },
  purge_trash: async () => {
    for (let swept = 1; swept > 0; ) swept = await sweepMessages();
    for (let done = false; !done; ) ({ done } = await purgeExpired());
  },
  forget_keys: () => forgetOldKeys(),
  tidy: async () => {
    await tidy();
    await forgetOldRuns();
    await forgetOldEvents();
  },
  seal_audit: () => sealAudit(),
  check_audit: (payload) => runCheck((payload as Jobs["check_audit"]).schoolId),
  give_up_deliveries: () => giveUpOldDeliveries(),
};

/** When what runs by itself runs (UTC); the sweep has a shorter beat of its own. */
export const crontab = `
* * * * * sweep ?jobKey=sweep&max=1
* * * * * fill_thumbnails ?jobKey=fill_thumbnails&max=1
*/5 * * * * warn_of_quotas ?jobKey=warn_of_quotas&max=1
*/5 * * * * seal_audit ?jobKey=seal_audit&max=1
17 * * * * purge_trash ?jobKey=purge_trash
7 2 * * * measure_schools ?jobKey=measure_schools {olderThanHours: 12}
37 * * * * measure_schools ?id=measure_missed&jobKey=measure_missed {olderThanHours: 30}
29 * * * * give_up_deliveries ?jobKey=give_up_deliveries
53 * * * * forget_keys ?jobKey=forget_keys
41 3 * * * tidy ?jobKey=tidy
23 2 * * 0 reconcile_weekly ?jobKey=reconcile_weekly
`;
