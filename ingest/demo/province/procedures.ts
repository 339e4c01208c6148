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
  "demo-mua-1-gio": [
    "So với các điểm đo bên cạnh và ảnh mưa ra-đa",
    "Gọi xã có điểm đo: ngập, sạt lở, ngầm tràn",
    "Xem mực nước các trạm phía dưới cùng lưu vực",
    "Báo xã có khu dân cư dưới chân núi chuẩn bị sơ tán",
  ],
  "demo-khong-khi": [
    "So với trạm gần nhất và hướng gió",
    "Hỏi nơi nghi có khói: cháy rừng, đốt rác, nhà máy",
    "Đăng khuyến cáo sức khỏe trên cổng thông tin",
  ],
  "demo-xa-thai-cod": [
    "Gọi cơ sở: sự cố gì, lưu lượng đang xả",
    "Yêu cầu dừng hoặc giảm xả, lấy mẫu đối chứng",
    "Báo nơi lấy nước phía dưới nguồn tiếp nhận",
  ],
  "demo-chay-rung": [
    "Báo các hạt kiểm lâm trực 24/24",
    "Cấm đốt thực bì, chốt chặn cửa rừng",
    "Kiểm tra lực lượng và phương tiện tại chỗ",
  ],
  "demo-diem-nong": [
    "Gọi kiểm lâm địa bàn xác minh tại chỗ",
    "Xem hướng gió và khu dân cư gần nhất",
    "Điều lực lượng tại chỗ, báo Cảnh sát phòng cháy nếu lan",
  ],
  "demo-tu-may-chu": [
    "Xem nhiệt độ các tủ bên cạnh",
    "Kiểm tra điều hòa chính xác, quạt và cửa gió",
    "Chuyển tải hoặc tắt máy không thiết yếu",
  ],
  "demo-nguon-im-lang": [
    "Mở trang nguồn dữ liệu: lỗi gì, từ lúc nào",
    "Kiểm tra đường truyền, bộ thu thập và tài khoản",
    "Gọi đơn vị quản lý nguồn, ghi giờ hẹn khôi phục",
  ],
  "demo-tram-im-lang": [
    "Xem pin và sóng lần cuối của trạm",
    "Đối chiếu trạm trên và trạm dưới cùng sông",
    "Cử người đọc thước nếu đang có lũ",
  ],
};
