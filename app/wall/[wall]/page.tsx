import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Wall } from "#components/Wall.tsx";
import { currentLanguage } from "#lib/i18n/next.ts";
import { requireIdentity } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { themes } from "#lib/wall/model.ts";
import { wallById } from "#lib/wall/sql.ts";

type Props = { params: Promise<{ wall: string }>; searchParams: Promise<{ theme?: string }> };

const wallOf = cache((id: string) => wallById(server().pool, id));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { wall: id } = await params;
  await requireIdentity("wall.see", { wallId: id });
  const [wall, language] = await Promise.all([wallOf(id), currentLanguage()]);
  return { title: wall && (language === "vi" ? wall.nameVi : wall.nameEn) };
}

/** `?theme=trinh-dien` shows visitors the same data in another dress. */
export default async function WallPage({ params, searchParams }: Props) {
  const [{ wall: id }, { theme }] = await Promise.all([params, searchParams]);
  await requireIdentity("wall.see", { wallId: id });
  const wall = await wallOf(id);
  if (!wall) notFound();
  return <Wall wall={wall} theme={themes.find((known) => known === theme)} />;
}
