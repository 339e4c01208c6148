import { access } from "./en/access.ts";
import { app } from "./en/app.ts";
import { time } from "./en/time.ts";
import type { vi } from "./vi.ts";

export const en: Record<keyof typeof vi, string> = { ...access, ...app, ...time };
