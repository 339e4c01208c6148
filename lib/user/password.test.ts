import { describe, expect, test } from "vitest";
import { weakness } from "./password.ts";

const WHO = { name: "Nguyễn Thị Hạnh", email: "hanh.nguyen@binhdinh.gov.vn" };
const of = (password: string) => weakness(password, WHO);

describe("a password is refused", () => {
  test("when it is short, whatever signs it has", () => {
    expect(of("Xq7!kP2#vL9")).toBe("weak_short");
    expect(of("x".repeat(129))).toBe("weak_long");
  });

  test.each([
    "aaaaaaaaaaaa",
    "121212121212",
    "abcabcabcabcabc",
    "123456789012",
    "abcdefghijklmnop",
    "qwertyuiopasdfgh",
    "987654321098",
  ])("when it repeats itself or runs along a row: %s", (password) =>
    expect(of(password)).toBe("weak_repeats"),
  );

  test.each([
    "Nguyễn Thị Hạnh",
    "nguyenthihanh",
    "hanh.nguyen2026",
    "HanhNguyen1234",
    "nguyen.hanh@binhdinh",
  ])("when it is the name itself: %s", (password) => expect(of(password)).toBe("weak_name"));

  test.each([
    "password1234",
    "P@ssw0rd2026!",
    "matkhau12345678",
    "Mật khẩu 2026",
    "admin@123456",
    "QuanTri@2026",
    "vietnam123456",
    "Qwerty123456!",
    "iloveyou2024!",
    "welcome12345",
    "haidang@2026",
    "anhyeuem123456",
  ])("when it stands on every list: %s", (password) => expect(of(password)).toMatch(/weak_(common|repeats)/));
});

test.each([
  "mot-mat-khau-du-dai",
  "ngon hải đăng sáng suốt đêm",
  "thuyền về bến lúc bình minh",
  "correct horse battery",
  "Kx9-vTq2-mWp7",
  "con mèo vietnam trèo cau",
])("what is long and one's own is taken: %s", (password) => expect(of(password)).toBeNull());
