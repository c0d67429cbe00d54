import "server-only";
import { ConfigurationError, readEnv, storageConfigured } from "#lib/env.ts";
import { storeName } from "#lib/storage/client.ts";
import { findCapabilities } from "#lib/storage/data.ts";
import type { Check } from "#lib/storage/doctor/check.ts";
import { checkEndpoint, checkKeys } from "#lib/storage/doctor/endpoint.ts";
import { failed, passed } from "#lib/storage/doctor/outcomes.ts";

/** What can be told of the settings without asking the store. */
export const SETTINGS_CHECKS: readonly Check[] = [
  {
    id: "variables",
    needs: [],
    run: ({ settings }) => {
      try {
        const env = readEnv(settings);
        if (!storageConfigured(env)) return failed("variables_absent");
        return passed("variables_right", { bucket: env.R2_BUCKET_NAME });
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        const [first, ...others] = error.problems;
        const { variable = "", problem = "" } = first ?? {};
        return failed("variables_wrong", { variable, problem, more: others.length });
      }
    },
  },
  {
    id: "endpoint",
    needs: ["variables"],
    run: (exam) => {
      const env = exam.env();
      return checkEndpoint({
        endpoint: env.R2_ENDPOINT_URL ?? "",
        bucket: env.R2_BUCKET_NAME,
        region: env.R2_REGION,
      });
    },
  },
  {
    id: "keys",
    needs: ["endpoint"],
    run: (exam) => {
      const env = exam.env();
      return checkKeys({
        endpoint: env.R2_ENDPOINT_URL ?? "",
        key: env.R2_ACCESS_KEY_ID ?? "",
        secret: env.R2_SECRET_ACCESS_KEY ?? "",
      });
    },
  },
  {
    id: "database",
    needs: ["variables"],
    run: async (exam) => {
      try {
        await findCapabilities(storeName(exam.target()));
        return passed("database_answers");
      } catch {
        return failed("database_away");
      }
    },
  },
];
