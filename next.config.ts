import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types and lint are checks of `npm test`; a build that also runs at every start needn't repeat them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["onnxruntime-node", "@huggingface/tokenizers", "pino"],
  outputFileTracingIncludes: {
    // Tracing finds neither these packages' files behind the links that Turbopack makes for external packages,
    // nor the shared library beside the addon.
    "/*": [
      "./node_modules/onnxruntime-node/{package.json,dist/**/*}",
      `./node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/**/*`,
      "./node_modules/onnxruntime-common/{package.json,dist/**/*}",
      "./node_modules/@huggingface/tokenizers/{package.json,dist/**/*}",
    ],
  },
  // Matched anywhere in a path: a folder that packages have too (dist, lib) must not stand here.
  outputFileTracingExcludes: { "/*": ["./.data/**", "./examples/**"] },
};

export default config;
