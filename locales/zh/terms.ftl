# 多处出现的名称。
-product = Lineman
-service = Webex for Cisco BroadWorks
-app = Webex 应用
