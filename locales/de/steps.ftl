# Die Leiter: step-<Nummer>, Punkte als Bindestriche.

step-1 = Der Benutzer nennt die E-Mail-Adresse, der Anmeldeweg wird ermittelt
step-2 = Weiterleitung zum Aktivierungsportal für das BroadWorks-Passwort
step-2-1 = Der IdP-Proxy fragt Xsi-Actions nach dem Profil
step-2-1-1 = Xsi-Actions prüft die Zugangsdaten über OCI-P
step-2-2 = Xsi-Actions antwortet mit dem Profil
step-2-3 = Profil zugeordnet, SAML-Assertion ausgestellt
step-3 = Die Assertion wird gegen ein Zugriffstoken getauscht
step-4 = Berechtigung und Anrufverhalten werden geprüft
step-5 = Die App fordert beim IdP-Proxy das langlebige Token an
step-5-1 = Das Zugriffstoken wird geprüft
step-5-2 = Der IdP-Proxy fragt den AuthService über gegenseitiges TLS
step-5-3 = Der AuthService schlägt den Benutzer über OCI-P nach
step-5-4 = Das langlebige Token wird ausgestellt
step-6 = Die App fragt Xsi-Actions nach ihren Geräten
step-6-1 = Xsi-Actions lässt das Token über das Loopback prüfen
step-6-2 = Xsi-Actions liest die Geräteliste über OCI-P
step-6-3 = Xsi-Actions antwortet mit den Geräten
step-6-4 = Die App holt und liest config-wxt.xml
step-7 = Die App schickt REGISTER an den SBC
step-7-1 = Der SBC fragt den Network Server nach dem Application Server
step-7-2 = Challenge und 200 OK: an den Telefondiensten angemeldet
step-P1 = Der Dienst Integrated IM&P wird zugewiesen
step-P2 = Der Application Server schickt subscriberProfile an die Bridge
step-P3 = Die Bridge antwortet
step-P4 = Die Anfrage ist zum Anlegen angenommen
step-P5 = Die Kundenorganisation besteht
step-P6 = Der Benutzer besteht mit seinen Berechtigungen
step-A1 = Anmeldung am Aktivierungsportal
step-A2 = Die Zugangsdaten werden geprüft
step-A3 = Die Bestätigungsmail wird verschickt
step-A4 = Die E-Mail-Adresse wird bestätigt
step-A5 = Der Benutzer wird hinzugefügt
step-A6 = Vorprüfung und Warteschlange
step-D1 = Die Verzeichnissynchronisierung wird angestoßen
step-D2 = Der BroadWorks-Cluster wird erreicht
step-D3 = Die Verzeichnisse werden gelesen
step-D4 = Die Kontakte werden geschrieben
step-D5 = Die Synchronisierung ist abgeschlossen
step-C1 = Die App zeigt den Link zu den Anrufeinstellungen
step-C2 = Die Seite mit den Anrufeinstellungen wird angefordert
step-C3 = Die Seite mit den Anrufeinstellungen wird ausgeliefert

journey-provisioning = Provisionierung
journey-activation = Aktivierung
journey-sign-in = Anmeldung und Registrierung
journey-directory-sync = Verzeichnissynchronisierung
journey-call-settings = Anrufeinstellungen
journey-call = Anruf

state-ok = in Ordnung
state-failed = gescheitert
state-missing = fehlt
state-not-reached = nicht erreicht
state-not-applicable = entfällt
state-unknown = unbekannt

outcome-ok = gelungen
outcome-failed = gescheitert
outcome-incomplete = unvollständig
outcome-unknown = unbekannt

severity-error = Fehler
severity-warning = Warnung
severity-info = Hinweis

confidence-certain = sicher
confidence-likely = wahrscheinlich
confidence-possible = möglich

scope-subscriber = Teilnehmer
scope-enterprise = Unternehmen
scope-system = System

component-application-server = Application Server
component-network-server = Network Server
component-xsp = XSP
component-sbc = SBC
component-identity = Identitätsdienst (Common Identity)
component-idp-proxy = IdP-Proxy
component-activation-portal = Aktivierungsportal (User Activation Portal)
component-provisioning-bridge = Provisioning Bridge
component-partner-hub = Partner Hub
component-control-hub = Control Hub
component-help-desk = Help Desk
component-directory-sync = Verzeichnissynchronisierung
component-log-service = Log-Dienst
component-public-api = Öffentliche API
component-app = { -app }

log-PSLog = Application Server: Provisionierung, OCI-P und Integrated IM&P
log-XSLog = Application Server: SIP und Rufsteuerung
log-NSXSLog = Network Server: SIP-Umleitungen
log-access_log = XSP: eine Zeile je HTTP-Anfrage (tomcat)
log-XsiActionsLog = XSP: Xsi-Actions-Anfragen und ihre OCI-P-Abfragen
log-authenticationService = XSP: Ausstellen und Prüfen langlebiger Tokens
log-dmsDebugLog = XSP: Geräteverwaltung (Device Management)
log-NPSLog = XSP: Push-Benachrichtigungen
log-CallSettingsWebview = XSP: Anrufeinstellungen (Call Settings Webview)
log-client-startup = { -app }: Start und Anmeldung (current_log)
log-client-calling = { -app }: BroadWorks-Telefoniebibliothek (bwc)
log-client-media = { -app }: Medienengine
log-cloud = Cloud-Dienste: Identität, IdP-Proxy, Portal, Bridge
log-ced = { -app }: Daten der Anrufumgebung (ced.dat)
log-bwcli = Ausgabe der BroadWorks-Kommandozeile
log-config-wxt = Geräteprofil der { -app }
log-user-json = Benutzerdatensatz aus Help Desk oder SCIM
log-pcap = Paketmitschnitt
log-unknown = Nicht erkannt

kind-broadworks-error = BroadWorks-Fehler
kind-end-user-code = Code für Endbenutzer
kind-bridge-status = HTTP-Status der Provisioning Bridge
kind-auth-service-status = HTTP-Status des AuthService
kind-xsi-status = HTTP-Status von Xsi-Actions
kind-client-code = Fehlercode der { -app }
kind-finding = Befund
