# La secuencia: step-<número>, con guiones en lugar de puntos.

step-1 = El usuario da su correo y se averigua cómo inicia sesión
step-2 = Redirección al portal de activación para la contraseña de BroadWorks
step-2-1 = El proxy IdP pide el perfil a Xsi-Actions
step-2-1-1 = Xsi-Actions comprueba las credenciales por OCI-P
step-2-2 = Xsi-Actions responde con el perfil
step-2-3 = Perfil asociado y aserción SAML emitida
step-3 = La aserción se cambia por un token de acceso
step-4 = Se comprueban el derecho y el comportamiento de llamadas
step-5 = La aplicación pide al proxy IdP el token de larga duración
step-5-1 = Se valida el token de acceso
step-5-2 = El proxy IdP consulta al AuthService por TLS mutuo
step-5-3 = El AuthService busca al usuario por OCI-P
step-5-4 = Se emite el token de larga duración
step-6 = La aplicación pide sus dispositivos a Xsi-Actions
step-6-1 = Xsi-Actions hace validar el token por el loopback
step-6-2 = Xsi-Actions lee la lista de dispositivos por OCI-P
step-6-3 = Xsi-Actions responde con los dispositivos
step-6-4 = La aplicación descarga y lee config-wxt.xml
step-7 = La aplicación envía REGISTER al SBC
step-7-1 = El SBC pregunta al Network Server por el Application Server
step-7-2 = Desafío y 200 OK: sesión iniciada en los servicios telefónicos
step-P1 = Se asigna el servicio Integrated IM&P
step-P2 = El Application Server envía subscriberProfile al bridge
step-P3 = El bridge responde
step-P4 = La petición se acepta para la creación
step-P5 = La organización del cliente existe
step-P6 = El usuario existe con sus derechos
step-A1 = Acceso al portal de activación
step-A2 = Se validan las credenciales
step-A3 = Se envía el correo de verificación
step-A4 = Se valida el correo
step-A5 = Se añade el usuario
step-A6 = Comprobación previa y cola
step-D1 = Se lanza la sincronización de directorio
step-D2 = Se alcanza el clúster BroadWorks
step-D3 = Se leen los directorios
step-D4 = Se escriben los contactos
step-D5 = La sincronización termina
step-C1 = La aplicación muestra el enlace a los ajustes de llamadas
step-C2 = Se pide la página de ajustes de llamadas
step-C3 = Se entrega la página de ajustes de llamadas

journey-provisioning = Aprovisionamiento
journey-activation = Activación
journey-sign-in = Inicio de sesión y registro
journey-directory-sync = Sincronización de directorio
journey-call-settings = Ajustes de llamadas
journey-call = Llamada

state-ok = correcto
state-failed = fallido
state-missing = ausente
state-not-reached = no alcanzado
state-not-applicable = no aplicable
state-unknown = desconocido

outcome-ok = correcto
outcome-failed = fallido
outcome-incomplete = incompleto
outcome-unknown = desconocido

severity-error = fallo
severity-warning = aviso
severity-info = nota

confidence-certain = seguro
confidence-likely = probable
confidence-possible = posible

scope-subscriber = abonado
scope-enterprise = empresa
scope-system = sistema

component-application-server = Application Server
component-network-server = Network Server
component-xsp = XSP
component-sbc = SBC
component-identity = Servicio de identidad (Common Identity)
component-idp-proxy = Proxy IdP
component-activation-portal = Portal de activación de usuarios
component-provisioning-bridge = Bridge de aprovisionamiento
component-partner-hub = Partner Hub
component-control-hub = Control Hub
component-help-desk = Help Desk
component-directory-sync = Sincronización de directorio
component-log-service = Servicio de registros
component-public-api = API pública
component-app = { -app(position: "start") }

log-PSLog = Application Server: aprovisionamiento, OCI-P e Integrated IM&P
log-XSLog = Application Server: SIP y proceso de llamadas
log-NSXSLog = Network Server: redirecciones SIP
log-access_log = XSP: una línea por petición HTTP (tomcat)
log-XsiActionsLog = XSP: peticiones a Xsi-Actions y sus consultas OCI-P
log-authenticationService = XSP: emisión y validación de tokens de larga duración
log-dmsDebugLog = XSP: gestión de dispositivos (Device Management)
log-NPSLog = XSP: notificaciones push
log-CallSettingsWebview = XSP: ajustes de llamadas (Call Settings Webview)
log-client-startup = { -app(position: "start") }: arranque e inicio de sesión (current_log)
log-client-calling = { -app(position: "start") }: biblioteca de telefonía BroadWorks (bwc)
log-client-media = { -app(position: "start") }: motor de medios
log-cloud = Servicios en la nube: identidad, proxy IdP, portal, bridge
log-ced = { -app(position: "start") }: datos del entorno de llamadas (ced.dat)
log-bwcli = Salida de la línea de órdenes de BroadWorks
log-config-wxt = Perfil de dispositivo de la { -app }
log-user-json = Ficha de usuario de Help Desk o SCIM
log-pcap = Captura de paquetes
log-unknown = No reconocido

kind-broadworks-error = error de BroadWorks
kind-end-user-code = código para el usuario final
kind-bridge-status = estado HTTP del bridge de aprovisionamiento
kind-auth-service-status = estado HTTP del AuthService
kind-xsi-status = estado HTTP de Xsi-Actions
kind-client-code = código de error de la { -app }
kind-finding = hallazgo
