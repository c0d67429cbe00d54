import type { InvitationJob } from "#lib/members/invitation-job.ts";
import type { NoticeJob } from "#lib/messages/notice-mail.ts";
import type { ResetJob } from "#lib/password-reset/mail.ts";
import type { WarningJob } from "#lib/quota/warning-mail.ts";

/** Every job there is and what it carries. */
export type Jobs = {
  bulk_action: { actionId: string };
  check_audit: { schoolId: string };
  delete_object: { objectId: string };
  deliver_webhook: { webhookId: string };
  mail_invitation: InvitationJob;
  mail_message: NoticeJob;
  mail_password_reset: ResetJob;
  mail_quota_warning: WarningJob;
  mail_webhook_disabled: { webhookId: string; userId: string; at: string };
  make_logo: { schoolId: string };
  make_thumbnail: { documentId: string };
  measure_school: { schoolId: string };
  publish_object: { objectId: string };
  prove_checksum: { objectId: string };
  scan_object: { objectId: string };
  reconcile: { runId: string };
  reconcile_repair: { runId: string };
};
