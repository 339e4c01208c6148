import type { Agency } from "#lib/agency/model.ts";

/** Agencies as they are named since the reorganisation of 2025. */
const names: readonly (readonly [id: string, vi: string, en: string])[] = [
  ["vp-ubnd", "Văn phòng UBND tỉnh", "Office of the Provincial People's Committee"],
  ["so-nn-mt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment"],
  ["so-xay-dung", "Sở Xây dựng", "Department of Construction"],
  ["so-khcn", "Sở Khoa học và Công nghệ", "Department of Science and Technology"],
  ["so-cong-thuong", "Sở Công Thương", "Department of Industry and Trade"],
  ["so-y-te", "Sở Y tế", "Department of Health"],
  ["so-tai-chinh", "Sở Tài chính", "Department of Finance"],
  ["so-tu-phap", "Sở Tư pháp", "Department of Justice"],
  ["so-noi-vu", "Sở Nội vụ", "Department of Home Affairs"],
  ["kttv", "Đài Khí tượng Thủy văn", "Hydro-meteorological Service"],
  ["pctt", "Ban Chỉ huy Phòng thủ dân sự tỉnh", "Provincial Civil Defence Command"],
  ["kiem-lam", "Chi cục Kiểm lâm", "Forest Protection Sub-department"],
  ["thuy-san", "Chi cục Thủy sản", "Fisheries Sub-department"],
  ["thuy-loi", "Công ty Khai thác công trình thủy lợi", "Irrigation Works Company"],
  ["cong-ty-dien", "Công ty Điện lực", "Power Company"],
  ["cong-ty-nuoc", "Công ty Cấp thoát nước", "Water Company"],
  ["xe-buyt", "Đơn vị vận tải xe buýt", "Bus operator"],
  ["ubnd-phuong-xa", "UBND các phường, xã", "Ward and commune committees"],
];

export const agencies: readonly Agency[] = names.map(([id, nameVi, nameEn]) => ({
  id,
  nameVi,
  nameEn,
  validFrom: "2025-07-01",
  validTo: null,
}));
