# Žebříček: step-<číslo>, tečky jako spojovníky.

step-1 = Uživatel zadá e-mail a zjistí se cesta přihlášení
step-2 = Přesměrování na aktivační portál pro heslo BroadWorks
step-2-1 = IdP proxy žádá Xsi-Actions o profil
step-2-1-1 = Xsi-Actions ověří přihlašovací údaje přes OCI-P
step-2-2 = Xsi-Actions odpoví profilem
step-2-3 = Profil je přiřazen a vydána SAML assertion
step-3 = Assertion se vymění za přístupový token
step-4 = Kontrola oprávnění a chování volání
step-5 = Aplikace žádá IdP proxy o dlouhodobý token
step-5-1 = Přístupový token se ověří
step-5-2 = IdP proxy se ptá AuthService přes vzájemné TLS
step-5-3 = AuthService vyhledá uživatele přes OCI-P
step-5-4 = Dlouhodobý token je vydán
step-6 = Aplikace se ptá Xsi-Actions na svá zařízení
step-6-1 = Xsi-Actions dá token ověřit přes loopback
step-6-2 = Xsi-Actions přečte seznam zařízení přes OCI-P
step-6-3 = Xsi-Actions odpoví zařízeními
step-6-4 = Aplikace stáhne a přečte config-wxt.xml
step-7 = Aplikace pošle REGISTER na SBC
step-7-1 = SBC se ptá Network Serveru na Application Server
step-7-2 = Výzva a 200 OK: přihlášeno k telefonním službám
step-P1 = Přiřazení služby Integrated IM&P
step-P2 = Application Server posílá subscriberProfile na bridge
step-P3 = Bridge odpoví
step-P4 = Požadavek je přijat k vytvoření
step-P5 = Zákaznická organizace existuje
step-P6 = Uživatel existuje se svými oprávněními
step-A1 = Přihlášení na aktivační portál
step-A2 = Ověření přihlašovacích údajů
step-A3 = Odeslání ověřovacího e-mailu
step-A4 = Ověření e-mailu
step-A5 = Přidání uživatele
step-A6 = Předběžná kontrola a fronta
step-D1 = Spuštění synchronizace adresáře
step-D2 = Spojení s clusterem BroadWorks
step-D3 = Čtení adresářů
step-D4 = Zápis kontaktů
step-D5 = Synchronizace dokončena
step-C1 = Aplikace ukáže odkaz na nastavení volání
step-C2 = Vyžádání stránky s nastavením volání
step-C3 = Vydání stránky s nastavením volání

journey-provisioning = Zřízení
journey-activation = Aktivace
journey-sign-in = Přihlášení a registrace
journey-directory-sync = Synchronizace adresáře
journey-call-settings = Nastavení volání
journey-call = Hovor

state-ok = v pořádku
state-failed = selhal
state-missing = chybí
state-not-reached = nedosažen
state-not-applicable = netýká se
state-unknown = neznámý

outcome-ok = v pořádku
outcome-failed = neúspěch
outcome-incomplete = neúplné
outcome-unknown = neznámé

severity-error = chyba
severity-warning = varování
severity-info = poznámka

confidence-certain = jisté
confidence-likely = pravděpodobné
confidence-possible = možné

scope-subscriber = účastník
scope-enterprise = podnik
scope-system = systém

component-application-server = Application Server
component-network-server = Network Server
component-xsp = XSP
component-sbc = SBC
component-identity = Služba identit (Common Identity)
component-idp-proxy = Proxy IdP
component-activation-portal = Portál pro aktivaci uživatelů
component-provisioning-bridge = Zřizovací bridge
component-partner-hub = Partner Hub
component-control-hub = Control Hub
component-help-desk = Help Desk
component-directory-sync = Synchronizace adresáře
component-log-service = Služba logů
component-public-api = Veřejné API
component-app = { -app(case: "start") }

log-PSLog = Application Server: zřizování, OCI-P a Integrated IM&P
log-XSLog = Application Server: SIP a zpracování hovorů
log-NSXSLog = Network Server: přesměrování SIP
log-access_log = XSP: jeden řádek na požadavek HTTP (tomcat)
log-XsiActionsLog = XSP: požadavky Xsi-Actions a jejich dotazy OCI-P
log-authenticationService = XSP: vydávání a ověřování dlouhodobých tokenů
log-dmsDebugLog = XSP: správa zařízení (Device Management)
log-NPSLog = XSP: oznámení push
log-CallSettingsWebview = XSP: nastavení volání (Call Settings Webview)
log-client-startup = { -app(case: "start") }: spuštění a přihlášení (current_log)
log-client-calling = { -app(case: "start") }: knihovna volání BroadWorks (bwc)
log-client-media = { -app(case: "start") }: mediální engine
log-cloud = Cloudové služby: identity, IdP proxy, portál, bridge
log-ced = { -app(case: "start") }: údaje o prostředí volání (ced.dat)
log-bwcli = Výstup příkazového řádku BroadWorks
log-config-wxt = Profil zařízení pro { -app(case: "accusative") }
log-user-json = Záznam uživatele z Help Desk nebo SCIM
log-pcap = Záznam paketů
log-unknown = Nerozpoznáno

kind-broadworks-error = chyba BroadWorks
kind-end-user-code = kód pro koncového uživatele
kind-bridge-status = stav HTTP zřizovacího bridge
kind-auth-service-status = stav HTTP služby AuthService
kind-xsi-status = stav HTTP Xsi-Actions
kind-client-code = chybový kód, který hlásí { -app }
kind-finding = nález
