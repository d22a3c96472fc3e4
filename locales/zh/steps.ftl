# 步骤：step-<编号>，点写作连字符。

step-1 = 用户输入邮箱，确定登录方式
step-2 = 转到激活门户输入 BroadWorks 密码
step-2-1 = IdP 代理向 Xsi-Actions 请求用户资料
step-2-1-1 = Xsi-Actions 通过 OCI-P 核对凭据
step-2-2 = Xsi-Actions 返回用户资料
step-2-3 = 匹配用户资料并签发 SAML 断言
step-3 = 用断言换取访问令牌
step-4 = 检查权利和呼叫行为
step-5 = 应用向 IdP 代理申请长期令牌
step-5-1 = 验证访问令牌
step-5-2 = IdP 代理通过双向 TLS 请求 AuthService
step-5-3 = AuthService 通过 OCI-P 查询用户
step-5-4 = 签发长期令牌
step-6 = 应用向 Xsi-Actions 查询设备
step-6-1 = Xsi-Actions 经回环接口验证令牌
step-6-2 = Xsi-Actions 通过 OCI-P 读取设备列表
step-6-3 = Xsi-Actions 返回设备
step-6-4 = 应用下载并解析 config-wxt.xml
step-7 = 应用向 SBC 发送 REGISTER
step-7-1 = SBC 向 Network Server 查询 Application Server
step-7-2 = 质询和 200 OK：已登录电话服务
step-P1 = 分配 Integrated IM&P 服务
step-P2 = Application Server 向开通桥发送 subscriberProfile
step-P3 = 开通桥应答
step-P4 = 请求被接受，等待创建
step-P5 = 客户组织已存在
step-P6 = 用户及其权利已存在
step-A1 = 登录激活门户
step-A2 = 验证凭据
step-A3 = 发送验证邮件
step-A4 = 验证邮箱
step-A5 = 添加用户
step-A6 = 预检和排队
step-D1 = 触发目录同步
step-D2 = 连上 BroadWorks 集群
step-D3 = 读取目录
step-D4 = 写入联系人
step-D5 = 同步完成
step-C1 = 应用显示呼叫设置的链接
step-C2 = 请求呼叫设置页面
step-C3 = 返回呼叫设置页面

journey-provisioning = 开通
journey-activation = 激活
journey-sign-in = 登录和注册
journey-directory-sync = 目录同步
journey-call-settings = 呼叫设置
journey-call = 呼叫

state-ok = 正常
state-failed = 失败
state-missing = 缺失
state-not-reached = 未到达
state-not-applicable = 不适用
state-unknown = 未知

outcome-ok = 成功
outcome-failed = 失败
outcome-incomplete = 未完成
outcome-unknown = 未知

severity-error = 错误
severity-warning = 警告
severity-info = 提示

confidence-certain = 确定
confidence-likely = 很可能
confidence-possible = 有可能

scope-subscriber = 用户
scope-enterprise = 企业
scope-system = 系统

component-application-server = Application Server
component-network-server = Network Server
component-xsp = XSP
component-sbc = SBC
component-identity = 身份服务（Common Identity）
component-idp-proxy = IdP 代理
component-activation-portal = 用户激活门户
component-provisioning-bridge = 开通桥
component-partner-hub = Partner Hub
component-control-hub = Control Hub
component-help-desk = Help Desk
component-directory-sync = 目录同步
component-log-service = 日志服务
component-public-api = 公共 API
component-app = { -app }

log-PSLog = Application Server：开通、OCI-P 和 Integrated IM&P
log-XSLog = Application Server：SIP 和呼叫处理
log-NSXSLog = Network Server：SIP 重定向
log-access_log = XSP：每个 HTTP 请求一行（tomcat）
log-XsiActionsLog = XSP：Xsi-Actions 请求及其 OCI-P 交互
log-authenticationService = XSP：长期令牌的签发和验证
log-dmsDebugLog = XSP：设备管理（Device Management）
log-NPSLog = XSP：推送通知
log-CallSettingsWebview = XSP：呼叫设置（Call Settings Webview）
log-client-startup = { -app }：启动和登录（current_log）
log-client-calling = { -app }：BroadWorks 呼叫库（bwc）
log-client-media = { -app }：媒体引擎
log-cloud = 云服务：身份、IdP 代理、门户、开通桥
log-ced = { -app }：呼叫环境数据（ced.dat）
log-bwcli = BroadWorks 命令行的输出
log-config-wxt = { -app }的设备配置文件
log-user-json = 来自 Help Desk 或 SCIM 的用户记录
log-pcap = 抓包文件
log-unknown = 无法识别

kind-broadworks-error = BroadWorks 错误
kind-end-user-code = 最终用户代码
kind-bridge-status = 开通桥的 HTTP 状态码
kind-auth-service-status = AuthService 的 HTTP 状态码
kind-xsi-status = Xsi-Actions 的 HTTP 状态码
kind-client-code = { -app }的错误代码
kind-finding = 诊断结论
