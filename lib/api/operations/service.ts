import { z } from "zod";
import { defineOperation } from "#lib/api/operation.ts";
import { healthSchema, readySchema } from "#lib/api/schemas.ts";

const tag = "service";

export const health = defineOperation({
  id: "health",
  method: "GET",
  path: "/api/health",
  tag,
  summary: "Whether the process is alive",
  access: "anyone",
  answers: { 200: { description: "It is.", schema: healthSchema } },
  errors: [],
});

export const ready = defineOperation({
  id: "ready",
  method: "GET",
  path: "/api/ready",
  tag,
  summary: "Whether the database and the bucket answer, and this process is not about to end",
  access: "anyone",
  query: z.object({
    without: z
      .enum(["storage"])
      .optional()
      .describe("Leaves the bucket out: for a load balancer, as pages work without it and say so."),
  }),
  answers: {
    200: { description: "Both do.", schema: readySchema },
    503: { description: "One does not, or the process is about to end.", schema: readySchema },
  },
  errors: [],
});

export const openApi = defineOperation({
  id: "openApi",
  method: "GET",
  path: "/api/v1/openapi.json",
  tag,
  summary: "This document",
  access: "anyone",
  answers: { 200: { description: "OpenAPI 3.1.", media: "application/json" } },
  errors: [],
});
