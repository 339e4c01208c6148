/** A department, district or company that owns feeds and assets. Local dates; validTo null: still there. */
export type Agency = {
  id: string;
  nameVi: string;
  nameEn: string;
  validFrom: string;
  validTo: string | null;
};
