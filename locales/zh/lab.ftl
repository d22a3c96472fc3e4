# 本机实验环境。

lab-starting = 正在 { $directory } 启动实验环境
lab-starting-component = 正在启动 { $component }
lab-certificates = 正在生成证书
lab-provisioning = 正在开通 { $count } 个用户
lab-provisioned = { $user } 已开通
lab-injecting = 正在注入故障 { $fault }
lab-signing-in = { $user } 正在登录
lab-signed-in = { $user }：已登录（SSO Session: You are signed in）
lab-step-failed = { $user } 停在步骤 { $step }：{ $name }
lab-ready = 实验环境已就绪。
lab-portal-at = 门户地址：{ $url }
lab-sign-in-with = 用 { $user } 登录，密码见 { $file }
lab-logs-in = 日志位于 { $directory }
lab-diagnose-hint = 诊断命令：lineman diagnose { $directory }
lab-port-taken = 端口 { $port } 已被占用，{ $name } 改用 { $other }
lab-stop-hint = 按 Ctrl-C 停止。
lab-stopping = 正在停止
lab-stopped = 已停止。
lab-healthy = 一切正常：每一步都成功，没有发现问题。
lab-fault-found = 日志指出了故障：{ $fault }
lab-fault-not-found = 日志没有指出故障 { $fault }。
lab-unexpected-finding = 意外的结论：{ $finding }
lab-took = 用时 { $seconds } 秒
lab-in-use = { $directory } 正被另一个实验环境使用。请先停止它，或用 --data 指定其他目录。
lab-unknown-fault = 没有故障 { $fault }。可用 `lineman lab faults` 列出全部故障。
lab-faults-header = 实验环境可注入的故障
lab-faults-columns-id = 故障
lab-faults-columns-step = 步骤
lab-faults-columns-seen = 可见现象
lab-faults-hint = 注入方法：lineman lab --fault ID

# 学员在每种故障下应看到的现象。
lab-see-wrong-password = 门户显示 100006，步骤 2.1 失败；XsiActionsLog 中有 401，PSLog 中有 `[Error 4962]`。
lab-see-connector-entitlement-missing = 登录进行到步骤 4，之后没有呼叫图标；启动日志说明缺少 `broadworks-connector`。
lab-see-client-certificate-untrusted = 全企业的步骤 5.2 都失败；XSP 记录了被拒绝的 TLS 握手，应用显示 `1502`。
lab-see-desktop-device-missing = `AccessDevices` 返回时没有 `Business Communicator - PC`；呼叫日志提示找不到设备配置文件。
lab-see-imp-credentials-mismatch = 企业的每个用户分配服务都失败，报 `[Error 18215]`；PSLog 显示开通桥返回 401。
lab-see-user-exists = 只有该用户分配服务失败，报 `[Error 18215]`；PSLog 中有 409 和关于邮箱的 `message`。
lab-see-primary-number-missing = 分配服务失败，报 `[Error 18215]`；PSLog 中有 400，所发文档没有 `PrimaryPhoneNumber`。
lab-see-upstream-creation-failed = 开通桥返回 200，服务已分配，但用户始终不出现；只有云端日志显示创建失败。
