import { apiMethods } from "#lib/api/methods.ts";
import { getUsage } from "#lib/api/operations/usage.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentUsage } from "#lib/api/usage.ts";
import { dayOf, firstOf, monthOf } from "#lib/usage/days.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(getUsage, async ({ actor, query }) => {
    const to = query.to ?? dayOf(new Date());
    const from = query.from ?? firstOf(monthOf(to));
    const report = await usageReport(actor, { from, to, groupBy: query.group_by });
    return Response.json(presentUsage(report, await usageHeadline(actor, report.scope)));
  }),
});
