# La séquence : step-<numéro>, avec des tirets à la place des points.

step-1 = L’utilisateur donne son adresse, la voie de connexion est cherchée
step-2 = Redirection vers le portail d’activation pour le mot de passe BroadWorks
step-2-1 = Le proxy IdP demande le profil à Xsi-Actions
step-2-1-1 = Xsi-Actions vérifie les identifiants par OCI-P
step-2-2 = Xsi-Actions répond avec le profil
step-2-3 = Profil rapproché, assertion SAML émise
step-3 = L’assertion est échangée contre un jeton d’accès
step-4 = Droit et comportement d’appel sont contrôlés
step-5 = L’application demande au proxy IdP le jeton longue durée
step-5-1 = Le jeton d’accès est validé
step-5-2 = Le proxy IdP interroge l’AuthService en TLS mutuel
step-5-3 = L’AuthService cherche l’utilisateur par OCI-P
step-5-4 = Le jeton longue durée est émis
step-6 = L’application demande ses appareils à Xsi-Actions
step-6-1 = Xsi-Actions fait valider le jeton par le loopback
step-6-2 = Xsi-Actions lit la liste des appareils par OCI-P
step-6-3 = Xsi-Actions répond avec les appareils
step-6-4 = L’application récupère et lit config-wxt.xml
step-7 = L’application envoie REGISTER au SBC
step-7-1 = Le SBC demande l’Application Server au Network Server
step-7-2 = Défi et 200 OK : connecté aux services téléphoniques
step-P1 = Le service Integrated IM&P est attribué
step-P2 = L’Application Server envoie subscriberProfile au bridge
step-P3 = Le bridge répond
step-P4 = La requête est acceptée pour création
step-P5 = L’organisation cliente existe
step-P6 = L’utilisateur existe avec ses droits
step-A1 = Connexion au portail d’activation
step-A2 = Les identifiants sont validés
step-A3 = Le message de vérification est envoyé
step-A4 = L’adresse est validée
step-A5 = L’utilisateur est ajouté
step-A6 = Contrôle préalable et file d’attente
step-D1 = La synchronisation d’annuaire est déclenchée
step-D2 = Le cluster BroadWorks est atteint
step-D3 = Les annuaires sont lus
step-D4 = Les contacts sont écrits
step-D5 = La synchronisation est terminée
step-C1 = L’application affiche le lien vers les réglages d’appel
step-C2 = La page des réglages d’appel est demandée
step-C3 = La page des réglages d’appel est livrée

journey-provisioning = Provisionnement
journey-activation = Activation
journey-sign-in = Connexion et enregistrement
journey-directory-sync = Synchronisation d’annuaire
journey-call-settings = Réglages d’appel
journey-call = Appel

state-ok = réussi
state-failed = en échec
state-missing = absent
state-not-reached = non atteint
state-not-applicable = sans objet
state-unknown = inconnu

outcome-ok = réussi
outcome-failed = en échec
outcome-incomplete = incomplet
outcome-unknown = inconnu

severity-error = erreur
severity-warning = avertissement
severity-info = remarque

confidence-certain = certaine
confidence-likely = probable
confidence-possible = possible

scope-subscriber = abonné
scope-enterprise = entreprise
scope-system = système

component-application-server = Application Server
component-network-server = Network Server
component-xsp = XSP
component-sbc = SBC
component-identity = Service d’identité (Common Identity)
component-idp-proxy = Proxy IdP
component-activation-portal = Portail d’activation des utilisateurs
component-provisioning-bridge = Bridge de provisionnement
component-partner-hub = Partner Hub
component-control-hub = Control Hub
component-help-desk = Help Desk
component-directory-sync = Synchronisation d’annuaire
component-log-service = Service de journaux
component-public-api = API publique
component-app = { -app(position: "start") }

log-PSLog = Application Server : provisionnement, OCI-P et Integrated IM&P
log-XSLog = Application Server : SIP et traitement des appels
log-NSXSLog = Network Server : redirections SIP
log-access_log = XSP : une ligne par requête HTTP (tomcat)
log-XsiActionsLog = XSP : requêtes Xsi-Actions et leurs échanges OCI-P
log-authenticationService = XSP : émission et validation des jetons longue durée
log-dmsDebugLog = XSP : gestion des appareils (Device Management)
log-NPSLog = XSP : notifications push
log-CallSettingsWebview = XSP : réglages d’appel (Call Settings Webview)
log-client-startup = { -app(position: "start") } : démarrage et connexion (current_log)
log-client-calling = { -app(position: "start") } : bibliothèque d’appel BroadWorks (bwc)
log-client-media = { -app(position: "start") } : moteur multimédia
log-cloud = Services cloud : identité, proxy IdP, portail, bridge
log-ced = { -app(position: "start") } : données de l’environnement d’appel (ced.dat)
log-bwcli = Sortie de la ligne de commande BroadWorks
log-config-wxt = Profil d’appareil de l’{ -app }
log-user-json = Fiche utilisateur de Help Desk ou SCIM
log-pcap = Capture de paquets
log-unknown = Non reconnu

kind-broadworks-error = erreur BroadWorks
kind-end-user-code = code pour l’utilisateur final
kind-bridge-status = statut HTTP du bridge de provisionnement
kind-auth-service-status = statut HTTP de l’AuthService
kind-xsi-status = statut HTTP de Xsi-Actions
kind-client-code = code d’erreur de l’{ -app }
kind-finding = constat
