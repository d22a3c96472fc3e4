# 用户激活门户的登录表单。

portal-title = 使用 BroadWorks 登录
portal-intro = 请用您的 BroadWorks 用户 ID 和 Web Access 密码登录 { -service }。
portal-user-name = 用户 ID 或邮箱
portal-password = 密码
portal-show-password = 显示密码
portal-sign-in = 登录
portal-signing-in = 正在登录…
portal-continue = 继续
portal-continue-hint = 您已登录。如果{ -app }没有自动打开，请点击“继续”。
portal-script-hint = 此浏览器禁用了脚本：请点击“继续”。
portal-session-missing = 此页面不是从登录流程中打开的。请在{ -app }中重新开始。
portal-language = 语言
portal-error-label = 登录错误 { $code }
portal-error-100006 = 用户 ID 或密码不正确。请使用 BroadWorks 的 Web Access 密码，注意大小写；若邮箱不被接受，请改用 BroadWorks 用户 ID。
portal-error-200010 = BroadWorks 不允许该用户登录。请换一组用户 ID 和密码，或请管理员在 BroadWorks 中重置您的密码。
portal-error-200016 = 找不到您的会话。请刷新页面，重新输入用户 ID 和密码。
portal-error-200018 = 尝试次数过多，该用户已被锁定。请等 10 分钟再试。
portal-error-300005 = 您的账户仍在准备中。请等几分钟再试。
portal-error-generic = 目前无法登录。请几分钟后再试；若一直失败，请把代码 { $code } 告知管理员。
portal-error-unavailable = 目前无法连接服务。请几分钟后再试。
portal-tracking-id = 跟踪 ID：{ $id }
