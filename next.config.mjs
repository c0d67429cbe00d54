import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run check`; checking them again would slow every first start.
  typescript: { ignoreBuildErrors: true },
  // Keeps the build from writing agent instructions and from checking for upgrades over the network.
  agentRules: false,
  experimental: {
    agentUpgrade: false,
    serverActions: { bodySizeLimit: "1mb" },
  },
  serverExternalPackages: ["@node-rs/argon2", "postgres", "pino", "graphile-worker"],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
