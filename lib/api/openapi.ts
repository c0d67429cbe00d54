import { HEADER_COMPONENTS } from "#lib/api/openapi-headers.ts";
import { describeOperation } from "#lib/api/openapi-operation.ts";
import { type Json, namedSchemas } from "#lib/api/openapi-schemas.ts";
import { describeWebhooks } from "#lib/api/openapi-webhooks.ts";
import type { Operation } from "#lib/api/operation.ts";

/** The OpenAPI 3.1 document of `operations`, made from the schemas that parse their requests. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Athena Docs",
      version: "1",
      description:
        "The document service of a school. Every error is application/problem+json with a stable `code`. Each address " +
        "that takes GET takes HEAD as well, and all take OPTIONS; another method answers 405 with `Allow`.",
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    tags: [
      { name: "uploads" },
      { name: "documents" },
      { name: "messages" },
      { name: "students" },
      { name: "usage" },
      { name: "service" },
      { name: "webhooks" },
    ],
    paths,
    webhooks: describeWebhooks(),
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "An API token, made under School, API tokens, or with `npm run token`.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "athena-session",
          description:
            "A person's session, for the pages (`__Host-athena-session` over https); needs a same-origin Origin to change anything.",
        },
      },
      schemas: namedSchemas(),
      ...HEADER_COMPONENTS,
    },
  };
}
