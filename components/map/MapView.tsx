"use client";
import dynamic from "next/dynamic";

/** The map, fetched only where it is shown and never run on the server. */
export const MapView = dynamic(() => import("./Map.tsx"), { ssr: false });
