import { inject } from "vitest";

// Other projects of the same run set their own store for the whole process; these tests must not meet it.
Object.assign(process.env, { R2_ENDPOINT_URL: "", ...inject("storeUnderTest")?.settings });
