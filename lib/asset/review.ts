import { z } from "zod";
import { ASSET_KINDS } from "./kinds.ts";

/** The newest value of one series, good or not; `at`: when it was measured, ms. */
export type LastValue = { metricId: string; unit: string; decimals: number; value: number; at: number };

/** A device that sent data before anybody registered it, or that an engineer tries out. */
export type WaitingAsset = {
  id: number;
  key: string;
  kind: string;
  status: "unconfirmed" | "testing";
  nameVi: string;
  nameEn: string;
  lon: number | null;
  lat: number | null;
  feedId: string | null;
  feedNameVi: string | null;
  feedNameEn: string | null;
  createdAt: number;
  values: LastValue[];
};

const name = z.string().trim().min(1).max(120);

/**
 * What a person decides about it. A place is both degrees or none. `test`: stored and seen by engineers, not for the
 * province; also for what was confirmed before.
 */
export const reviewSchema = z.discriminatedUnion("decision", [
  z
    .strictObject({
      decision: z.literal("confirm"),
      nameVi: name,
      nameEn: name,
      kind: z.enum(ASSET_KINDS),
      lon: z.number().min(-180).max(180).nullable(),
      lat: z.number().min(-90).max(90).nullable(),
    })
    .refine((given) => (given.lon === null) === (given.lat === null), { path: ["lat"] }),
  z.strictObject({ decision: z.literal("test") }),
  z.strictObject({ decision: z.literal("retire") }),
]);
export type Review = z.infer<typeof reviewSchema>;
export type Confirmation = Omit<Extract<Review, { decision: "confirm" }>, "decision">;
