import type { TaskList } from "graphile-worker";
import { purgeExpired } from "#lib/documents/mutations.ts";
import { tidy } from "#lib/jobs/tidy.mutations.ts";
import type { Jobs } from "#lib/jobs/types.ts";
import { runDeleteJob } from "#lib/storage/delete-job.ts";
import { sweep } from "#lib/uploads/sweep.ts";

/** Every job by name. A job may be run more than once: each is safe to repeat. */
export const tasks: TaskList = {
  delete_object: (payload) => runDeleteJob((payload as Jobs["delete_object"]).objectId),
  sweep: () => sweep(),
  purge_trash: async () => {
    for (let done = false; !done; ) ({ done } = await purgeExpired());
  },
  tidy: () => tidy(),
};

/** When what runs by itself runs (UTC); the sweep has a shorter beat of its own. */
export const crontab = `
* * * * * sweep ?jobKey=sweep&max=1
17 * * * * purge_trash ?jobKey=purge_trash
41 3 * * * tidy ?jobKey=tidy
`;
