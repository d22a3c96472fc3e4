# The ladder: step-<id>, with dots as dashes.

step-1 = The user gives the email and the way to sign in is looked up
step-2 = Redirect to the activation portal for the BroadWorks password
step-2-1 = The IdP proxy asks Xsi-Actions for the profile
step-2-1-1 = Xsi-Actions verifies the credentials over OCI-P
step-2-2 = Xsi-Actions answers with the profile
step-2-3 = The profile is matched and a SAML assertion issued
step-3 = The assertion is exchanged for an access token
step-4 = Entitlement and calling behavior are checked
step-5 = The app asks the IdP proxy for the long-lived token
step-5-1 = The access token is validated
step-5-2 = The IdP proxy asks the AuthService over mutual TLS
step-5-3 = The AuthService looks the user up over OCI-P
step-5-4 = The long-lived token is issued
step-6 = The app asks Xsi-Actions for its devices
step-6-1 = Xsi-Actions has the token validated over the loopback
step-6-2 = Xsi-Actions reads the device list over OCI-P
step-6-3 = Xsi-Actions answers with the devices
step-6-4 = The app fetches and reads config-wxt.xml
step-7 = The app sends REGISTER to the SBC
step-7-1 = The SBC asks the Network Server for the Application Server
step-7-2 = Challenge and 200 OK: signed in to phone services
step-P1 = The Integrated IM&P service is assigned
step-P2 = The Application Server posts subscriberProfile to the bridge
step-P3 = The bridge answers
step-P4 = The request is accepted for creation
step-P5 = The customer organization exists
step-P6 = The user exists with its entitlements
step-A1 = Login at the activation portal
step-A2 = Credentials are validated
step-A3 = The verification mail is sent
step-A4 = The email is validated
step-A5 = The user is added
step-A6 = Precheck and queue
step-D1 = Directory synchronization is triggered
step-D2 = The BroadWorks cluster is reached
step-D3 = Directories are read
step-D4 = Contacts are written
step-D5 = Synchronization is done
step-C1 = The app shows the link to the call settings
step-C2 = The call settings page is requested
step-C3 = The call settings page is served

journey-provisioning = Provisioning
journey-activation = Activation
journey-sign-in = Sign-in and registration
journey-directory-sync = Directory synchronization
journey-call-settings = Call settings
journey-call = Call

state-ok = ok
state-failed = failed
state-missing = missing
state-not-reached = not reached
state-not-applicable = not applicable
state-unknown = unknown

outcome-ok = ok
outcome-failed = failed
outcome-incomplete = incomplete
outcome-unknown = unknown

severity-error = error
severity-warning = warning
severity-info = note

confidence-certain = certain
confidence-likely = likely
confidence-possible = possible

scope-subscriber = subscriber
scope-enterprise = enterprise
scope-system = system

component-application-server = Application Server
component-network-server = Network Server
component-xsp = XSP
component-sbc = SBC
component-identity = Identity service (Common Identity)
component-idp-proxy = IdP proxy
component-activation-portal = User Activation Portal
component-provisioning-bridge = Provisioning bridge
component-partner-hub = Partner Hub
component-control-hub = Control Hub
component-help-desk = Help Desk
component-directory-sync = Directory synchronization
component-log-service = Log service
component-public-api = Public API
component-app = { -app }

log-PSLog = Application Server: provisioning, OCI-P and Integrated IM&P
log-XSLog = Application Server: SIP and call processing
log-NSXSLog = Network Server: SIP redirects
log-access_log = XSP: one line per HTTP request (tomcat)
log-XsiActionsLog = XSP: Xsi-Actions requests and their OCI-P exchanges
log-authenticationService = XSP: issuing and validation of long-lived tokens
log-dmsDebugLog = XSP: Device Management
log-NPSLog = XSP: push notifications
log-CallSettingsWebview = XSP: Call Settings Webview
log-client-startup = { -app }: start-up and sign-in (current_log)
log-client-calling = { -app }: BroadWorks calling library (bwc)
log-client-media = { -app }: media engine
log-cloud = Cloud services: identity, IdP proxy, portal, bridge
log-ced = { -app }: calling environment data (ced.dat)
log-bwcli = Output of the BroadWorks command line
log-config-wxt = Device profile of the { -app }
log-user-json = User record from Help Desk or SCIM
log-pcap = Packet capture
log-unknown = Not recognized

kind-broadworks-error = BroadWorks error
kind-end-user-code = end-user code
kind-bridge-status = HTTP status of the provisioning bridge
kind-auth-service-status = HTTP status of the AuthService
kind-xsi-status = HTTP status of Xsi-Actions
kind-client-code = error code of the { -app }
kind-finding = finding
