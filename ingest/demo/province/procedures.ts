/** What the duty room does about a rule, step by step; ticked at the desk. */
export const procedures: { readonly [rule: string]: readonly string[] } = {
  "demo-muc-nuoc": [
    "Đối chiếu trạm lân cận và camera: số đo có thật không",
    "Báo Ban Chỉ huy Phòng thủ dân sự tỉnh",
    "Gọi các xã ven sông theo danh sách, ghi giờ và người nhận",
    "Cho kiểm tra và rào ngầm tràn, bến đò",
    "Hỏi đơn vị vận hành hồ phía trên: lưu lượng xả và kế hoạch",
    "Trình lãnh đạo mức độ và đề xuất sơ tán nếu vượt báo động III",
  ],
  "demo-ho-chua": [
    "Gọi đơn vị vận hành hồ: mực nước, lưu lượng đến, lưu lượng xả",
    "Đối chiếu với quy trình vận hành và giới hạn theo mùa",
    "Báo các xã hạ du trước khi xả",
    "Ghi giờ bắt đầu xả và lưu lượng",
  ],
  "demo-ngap-duong": [
    "Xem camera hoặc gọi tổ địa bàn xác minh",
    "Đặt rào cảnh báo hai đầu đoạn ngập",
    "Phân luồng, báo đơn vị xe buýt",
    "Yêu cầu mở trạm bơm",
  ],
  "demo-gio-bao": [
    "Kiểm tra bản tin của Đài Khí tượng Thủy văn",
    "Báo tàu thuyền vào nơi neo đậu",
    "Dừng hoạt động ngoài trời, kiểm tra cây và biển quảng cáo",
  ],
  "demo-sos": [
    "Gọi tàu qua VX và điện thoại thuyền trưởng",
    "Báo Trung tâm cứu nạn hàng hải và Cảng vụ",
    "Hỏi tàu gần nhất, ghi vị trí và hướng",
    "Báo gia đình và Chi cục Thủy sản",
  ],
};
