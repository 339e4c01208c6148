import { z } from "zod";

/** A device that sent data before anybody registered it. */
export type WaitingAsset = {
  id: number;
  key: string;
  kind: string;
  nameVi: string;
  nameEn: string;
  lon: number | null;
  lat: number | null;
  feedId: string | null;
  feedNameVi: string | null;
  feedNameEn: string | null;
  createdAt: number;
  metrics: string[];
};

const name = z.string().trim().min(1).max(120);

/** What a person decides about it. A place is both degrees or none. */
export const reviewSchema = z.discriminatedUnion("decision", [
  z
    .strictObject({
      decision: z.literal("confirm"),
      nameVi: name,
      nameEn: name,
      kind: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      lon: z.number().min(-180).max(180).nullable(),
      lat: z.number().min(-90).max(90).nullable(),
    })
    .refine((given) => (given.lon === null) === (given.lat === null), { path: ["lat"] }),
  z.strictObject({ decision: z.literal("retire") }),
]);
export type Review = z.infer<typeof reviewSchema>;
