// @ts-check
const address = process.env.CONFER_URL;

/** @type {import("next").NextConfig} */
export default {
  // Loaded by Node as they are: native code, and modules that look for files beside themselves.
  serverExternalPackages: ["pg", "kysely", "@node-rs/argon2", "nodemailer", "ws", "@redis/client"],
  turbopack: {
    // Next's browser code from its ES modules, as Next itself does at the edge: what no page uses of it is left out.
    rules: {
      "**/next/dist/{client,lib,shared}/**/*.js": {
        condition: { all: ["browser", "production"] },
        loaders: ["./scripts/es-module.cjs"],
      },
    },
    resolveAlias: {
      "next-intl/config": "./lib/request-words.ts",
      // The client's half of next-intl, without what nothing here asks for.
      "use-intl": "./components/intl.tsx",
      "use-intl/react": "./components/intl.tsx",
      // Texts are compiled once (lib/words.ts): filling them in needs no parser of ICU.
      "use-intl/format-message": "./node_modules/use-intl/dist/esm/production/format-message/format-only.js",
    },
  },
  reactStrictMode: true,
  poweredByHeader: false,
  // An address of the API ends as it was asked; a redirect would lose a posted body.
  skipTrailingSlashRedirect: true,
  productionBrowserSourceMaps: false,
  // The optimizer has had remote holes; server.mjs closes its address too.
  images: { unoptimized: true },
  // lib/rest/info.ts: the front step, for programs.
  rewrites: async () => ({
    beforeFiles: [
      {
        source: "/",
        has: [{ type: "header", key: "accept", value: "(?!.*text/html).*application/json.*" }],
        destination: "/api/info",
      },
      { source: "/", missing: [{ type: "header", key: "accept" }], destination: "/api/info" },
    ],
    afterFiles: [],
    fallback: [],
  }),
  experimental: {
    turbopackCjsTreeShaking: true,
    prefetchInlining: false,
    // What every page needs comes in fewer pieces, which compress better together.
    turbopackChunking: { minChunkSize: 250_000 },
    serverActions: {
      // What most actions may have is less: lib/gate.mjs.
      bodySizeLimit: "3mb",
      allowedOrigins: address && URL.canParse(address) ? [new URL(address).host] : [],
    },
  },
};
