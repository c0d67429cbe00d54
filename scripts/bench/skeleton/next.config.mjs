/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  experimental: { agentUpgrade: false },
  serverExternalPackages: ["postgres"],
  turbopack: { root: import.meta.dirname },
};

export default config;
