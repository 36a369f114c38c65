import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    "onnxruntime-node",
    "@huggingface/tokenizers",
    "pdfjs-dist",
    "pg-boss",
    "pino",
    "@electric-sql/pglite",
    "@electric-sql/pglite-socket",
  ],
  outputFileTracingIncludes: {
    "/*": ["./node_modules/onnxruntime-node/bin/napi-v6/linux/x64/**/*"],
  },
};

export default config;
