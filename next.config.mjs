import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // For the container: a folder that runs by itself. `next start` refuses to serve such a build.
  ...(process.env.ATHENA_STANDALONE === "1" && {
    output: "standalone",
    outputFileTracingIncludes: { "/*": ["./db/migrations/**"] },
  }),
  // `npm run dev` would print what server actions are called with: passwords, and the secrets of one-time links.
  logging: { serverFunctions: false },
  // Types are checked by `npm run check`; checking them again would slow every first start.
  typescript: { ignoreBuildErrors: true },
  // Keeps the build from writing agent instructions and from checking for upgrades over the network.
  agentRules: false,
  // Everybody gets the title with the first bytes of the page, not only the robots that read no further.
  htmlLimitedBots: /.*/,
  experimental: {
    agentUpgrade: false,
    serverActions: { bodySizeLimit: "1mb" },
  },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "postgres",
    "pino",
    "graphile-worker",
  ],
};

const withMessages = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Messages are parsed when the app is built: the browser needs no parser for them.
  experimental: { messages: { path: "./locales", format: "json", locales: ["en", "es"], precompile: true } },
});

export default withMessages(config);
