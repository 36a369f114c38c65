import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LoadProblem } from "@/components/frame/load-problem";
import { maySee, settingsSections } from "@/components/settings/sections";
import { SettingsNav } from "@/components/settings/settings-nav";
import { loadPage } from "@/lib/http/load-page";
import { SectionBody } from "../_components/section-body";

interface PageProps {
  params: Promise<{ section: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { section } = await params;
  return { title: settingsSections.find(({ slug }) => slug === section)?.label ?? "Settings" };
}

/** One page of Settings. What a role can't use is neither listed nor found. */
export default async function SettingsSectionPage({ params }: PageProps) {
  const { section: slug } = await params;
  const loaded = await loadPage({
    page: "/settings/{section}",
    load: async ({ principal }) => principal,
  });
  if (loaded.kind === "failed") return <LoadProblem problem={loaded.problem} />;
  const section = settingsSections.find((candidate) => candidate.slug === slug);
  if (loaded.kind === "missing" || !section || !maySee(section, loaded.data)) notFound();
  const sections = settingsSections.filter((candidate) => maySee(candidate, loaded.data));
  return (
    <div className="h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto flex max-w-5xl flex-col gap-x-10 gap-y-4 px-4 py-6 sm:px-6 md:flex-row lg:px-10 lg:py-8">
        <SettingsNav sections={sections} current={section.slug} />
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-xl">{section.label}</h1>
          <p className="mt-1 mb-6 text-pretty text-muted">{section.about}</p>
          <SectionBody slug={section.slug} principal={loaded.data} />
        </div>
      </div>
    </div>
  );
}
