import type { NextConfig } from "next";

/** For every answer; Content-Security-Policy stands in proxy.ts (pages) and lib/http/with-api.ts (API). */
const headers = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
  { key: "x-frame-options", value: "DENY" },
  {
    key: "permissions-policy",
    value:
      "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()",
  },
];

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types and lint are checks of `npm test`; a build that also runs at every start needn't repeat them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["onnxruntime-node", "@huggingface/tokenizers", "pino", "@node-rs/argon2"],
  outputFileTracingIncludes: {
    // Tracing finds neither these packages' files behind the links that Turbopack makes for external packages,
    // nor the shared library beside the addon.
    "/*": [
      "./node_modules/onnxruntime-node/{package.json,dist/**/*}",
      `./node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/**/*`,
      "./node_modules/onnxruntime-common/{package.json,dist/**/*}",
      "./node_modules/@huggingface/tokenizers/{package.json,dist/**/*}",
      // With the addon of this platform, which is a package of its own.
      "./node_modules/@node-rs/argon2*/**/*",
      // It finds the journal of the migrations and not what that names: half a folder hides the whole one above.
      "./drizzle/**/*",
    ],
  },
  headers: async () => [
    { source: "/:path*", headers },
    {
      // Browsers heed it over TLS only; a proxy in front says that it speaks it.
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "strict-transport-security", value: "max-age=31536000; includeSubDomains" }],
    },
    {
      // A worker has the policy of its own file: the PDF reader's decoders are WebAssembly.
      source: "/vendor/:path*",
      headers: [
        {
          key: "content-security-policy",
          value:
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
        },
      ],
    },
  ],
  // Matched anywhere in a path: a folder that packages have too (dist, lib) must not stand here.
  outputFileTracingExcludes: { "/*": ["./.data/**", "./examples/**"] },
};

export default config;
