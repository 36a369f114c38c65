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
    // The shared library beside the addon isn't found by tracing.
    "/*": [`./node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/**/*`],
  },
  outputFileTracingExcludes: { "/*": ["./.data/**", "./examples/**", "./e2e/**", "./docs/**", "./dist/**"] },
};

export default config;
