import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Groundwork", template: "%s · Groundwork" },
  description: "Answers from your own documents, each sentence with the passage that proves it.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...(theme === "light" || theme === "dark" ? { "data-theme": theme } : {})}
    >
      <head>
        {/* Told before any of its schemas is made: without eval the policy of the page is never touched. */}
        <script nonce={nonce} suppressHydrationWarning>
          {"globalThis.__zod_globalConfig={jitless:true}"}
        </script>
      </head>
      <body>{children}</body>
    </html>
  );
}
