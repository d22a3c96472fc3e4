# Constats : ce qui ne va pas, ce qui ne concorde pas avec quoi, et que faire dans quel ordre.

## Provisionnement

finding-imp-url-mismatch =
    .title = L’URL du serveur de messagerie diffère de l’URL de provisionnement du modèle
    .cause = L’Application Server envoie le POST à une autre adresse que celle donnée par le modèle client. L’URL d’Integrated IM&P et l’URL de provisionnement du modèle doivent être identiques, caractère pour caractère. Tous les abonnés de l’entreprise sont touchés.
    .remedy = Copiez l’URL de provisionnement depuis le modèle dans Partner Hub. Dans BroadWorks, ouvrez l’entreprise, Services > Integrated IM&P, et saisissez-la comme Messaging Server URL ; si l’entreprise utilise la valeur du système, réglez `provisioningUrl` sous `AS_CLI/Interface/Messaging`. Vérifiez avec `AS_CLI/Interface/Messaging> get`, puis retirez le service à un utilisateur de test et réattribuez-le.
finding-imp-credentials-mismatch =
    .title = Le bridge refuse le compte de provisionnement (401)
    .cause = Le nom d’utilisateur ou le mot de passe du serveur de messagerie dans BroadWorks diffère du compte de provisionnement du modèle client. Le bridge ne sait pas de qui vient la requête et répond 401 ; le provisionnement échoue donc pour tous les utilisateurs de l’entreprise.
    .remedy = Dans Partner Hub, ouvrez le modèle client et ressaisissez le mot de passe du compte de provisionnement, deux fois. Dans BroadWorks, saisissez le même nom de compte et le même mot de passe sous Services > Integrated IM&P de l’entreprise ou, pour la valeur du système, comme `provisioningUserId` et `provisioningPassword` sous `AS_CLI/Interface/Messaging`. Attribuez le service à un utilisateur de test avant les autres.
finding-bridge-addressed-by-ip =
    .title = L’Application Server s’adresse au bridge par son adresse IP (403)
    .cause = Le POST part vers une adresse IP au lieu du nom d’hôte de l’URL de provisionnement, et le bridge répond 403. Soit une adresse a été saisie comme Messaging Server URL, soit il manque à l’Application Server le correctif `ap373197` (`ap384177` en R24) et il résout le nom avant l’envoi.
    .remedy = Vérifiez d’abord que la Messaging Server URL contient le nom d’hôte de l’URL de provisionnement du modèle. Installez ensuite le correctif `ap373197` (R22, R23) ou `ap384177` (R24), activez-le avec `AS_CLI/Maintenance/ContainerOptions> add provisioning bw.imp.useProvisioningUrl true`, redémarrez et essayez avec un utilisateur. Si l’Application Server n’a pas de DNS, associez le nom dans `/etc/hosts` ; l’URL doit garder le nom.
finding-bridge-forbidden =
    .title = Le bridge interdit la requête (403)
    .cause = Le bridge, ou un élément placé devant lui comme un proxy ou un pare-feu, répond 403 alors que la requête est adressée par nom. En l’état elle n’a aucune chance : le plus souvent l’URL est celle d’une autre région, ou la sortie réseau réécrit l’hôte.
    .remedy = Comparez la cible du POST dans PSLog avec l’URL de provisionnement du modèle, y compris la région dans le nom d’hôte. Contrôlez le proxy et le pare-feu entre l’Application Server et le bridge selon les exigences réseau de { -service }. Vérifiez que tous les correctifs du provisionnement flow-through sont installés.
finding-bridge-rejected =
    .title = Le bridge rejette le profil de l’abonné
    .cause = Le bridge n’a répondu ni 200 ni l’un des refus qui portent un nom. Seul 200 OK vaut acceptation ; l’Application Server signale tout le reste par `[Error 18215]`.
    .remedy = Lisez dans PSLog le statut et le nœud `message` de la réponse, à côté du POST. Cherchez dans chaque nœud du `subscriberProfile` envoyé une valeur qui n’a rien à y faire et comparez avec les réglages du modèle ; corrigez l’utilisateur dans BroadWorks et réattribuez le service. Pour un statut 500 ou plus, réessayez plus tard, puis ouvrez un ticket d’assistance avec l’ID de suivi.
finding-email-not-trusted =
    .title = Le modèle fait confiance aux adresses e-mail, mais celle-ci est mal formée (400)
    .cause = Le modèle client affirme que les adresses venant de BroadWorks sont fiables, et celle du profil BroadWorks de l’utilisateur n’est pas une adresse valide. C’est presque toujours une faute de frappe.
    .remedy = Corrigez l’adresse dans le profil de l’utilisateur dans BroadWorks, puis retirez le service Integrated IM&P et réattribuez-le. Si les adresses de ce système BroadWorks ne sont pas fiables en général, utilisez un modèle qui ne leur fait pas confiance, afin que chacun confirme la sienne.
finding-email-invalid =
    .title = Adresse e-mail absente ou invalide (400)
    .cause = Le `subscriberProfile` envoyé n’a pas de nœud `email`, ou ce nœud ne contient pas d’adresse valide. L’adresse devient l’identifiant de l’utilisateur dans Webex ; sans elle, rien ne peut être créé.
    .remedy = Saisissez dans le profil de l’utilisateur dans BroadWorks une adresse valide que personne d’autre n’utilise dans Webex, puis retirez le service Integrated IM&P et réattribuez-le.
finding-org-creation-disabled =
    .title = L’organisation est inconnue et sa création n’est pas permise (400)
    .cause = Aucune organisation cliente ne correspond au domaine de l’adresse ni au nom tiré de `group` ou de `serviceProvider`, et le modèle n’autorise pas la création de nouvelles organisations.
    .remedy = Vérifiez d’abord le domaine de l’adresse dans le document envoyé : une faute de frappe rend inconnu un client connu. Si le client est vraiment nouveau, autorisez la création d’organisations dans le modèle client dans Partner Hub, ou créez l’organisation au préalable. Réattribuez ensuite le service.
finding-primary-number-missing =
    .title = Pas de numéro de téléphone principal (400)
    .cause = Le `subscriberProfile` envoyé n’a pas de `PrimaryPhoneNumber`. Tout abonné de { -service } a besoin d’un numéro principal, et aucun n’est attribué à cet utilisateur dans BroadWorks ; un poste seul ne suffit pas.
    .remedy = Dans BroadWorks, attribuez un numéro au groupe si aucun n’est libre, puis ouvrez l’utilisateur, Profile > Addresses, et choisissez-le comme numéro de téléphone. Retirez le service Integrated IM&P et réattribuez-le ; dans PSLog, le POST doit maintenant contenir `PrimaryPhoneNumber`.
finding-user-exists =
    .title = Un utilisateur Webex avec cette adresse existe déjà (409)
    .cause = L’`email` du `subscriberProfile` envoyé appartient à un utilisateur déjà présent dans Webex ; les deux fiches sont en conflit. L’autre utilisateur peut se trouver dans une organisation que vous ne voyez pas.
    .remedy = Relevez l’adresse dans le POST de PSLog et cherchez-la dans Help Desk. Si l’autre compte est celui de la même personne, faites-le supprimer par son titulaire ou par l’administrateur de son organisation ; sinon, saisissez une autre adresse dans le profil BroadWorks de l’utilisateur. Retirez ensuite le service Integrated IM&P et réattribuez-le. Ne pas trouver l’adresse dans Help Desk ne prouve rien : le compte peut être hors de votre vue.
finding-user-in-consumer-org =
    .title = L’adresse appartient à un compte Webex gratuit (409)
    .cause = La personne a ouvert un compte Webex gratuit avec cette adresse avant l’attribution du service. Le compte se trouve dans l’organisation grand public et occupe l’adresse.
    .remedy = Demandez à l’utilisateur de se connecter au compte gratuit et de le supprimer (https://help.webex.com/5m4i4y), ou provisionnez-le avec une autre adresse. Retirez ensuite le service Integrated IM&P et réattribuez-le.
finding-upstream-creation-failed =
    .title = Accepté par 200 OK, mais l’utilisateur n’a jamais été créé
    .cause = Le bridge a accepté la requête et l’a mise en file ; les services situés derrière lui n’ont ensuite pas réussi à créer l’organisation ou l’utilisateur. 200 OK dit seulement que la requête est arrivée, et la création peut prendre des minutes. Du côté de BroadWorks, rien n’est en faute et rien n’est à réparer.
    .remedy = Attendez quelques minutes et cherchez dans Help Desk l’adresse figurant dans le POST. Si l’utilisateur n’y est toujours pas, ouvrez un ticket d’assistance : cette panne doit être escaladée. Donnez l’ID de suivi, l’heure, l’adresse, l’identifiant BroadWorks, l’organisation et le POST avec sa réponse dans PSLog. D’ici là, n’attribuez pas le service encore et encore.
finding-bridge-unreachable =
    .title = Le bridge est injoignable
    .cause = L’Application Server n’a reçu aucune réponse HTTP du serveur de messagerie : nom non résolu, pas de connexion, échec TLS ou délai dépassé. Il signale `[Error 18211]`, et aucun utilisateur de l’entreprise ne peut être provisionné.
    .remedy = Sur l’Application Server, résolvez le nom d’hôte de la Messaging Server URL et connectez-vous-y (`curl -v` sur l’URL). Contrôlez le DNS ou `/etc/hosts`, le pare-feu et le proxy, et que l’autorité du certificat du bridge est reconnue. Attribuez ensuite le service à un utilisateur de test.
finding-provisioning-in-progress =
    .title = L’utilisateur est encore en cours de provisionnement
    .cause = Une requête pour cet utilisateur est déjà en file (300005). Une deuxième ne change rien tant que la première est en cours.
    .remedy = Attendez quelques minutes et cherchez l’utilisateur dans Control Hub. S’il n’y est pas au bout d’une demi-heure, traitez le cas comme une création échouée et ouvrez un ticket d’assistance avec l’ID de suivi.
finding-patch-missing =
    .title = Il manque un correctif nécessaire à l’Application Server
    .cause = Le provisionnement flow-through exige des correctifs qui, sur cette version de l’Application Server, ne sont pas installés, ou le sont sans être activés. Les requêtes partent alors vers une adresse IP, ou pas du tout.
    .remedy = Comparez les correctifs installés avec la liste de votre version dans le Solution Guide : `ap373197` pour R22 et R23, `ap384177` pour R24. Installez ce qui manque, ajoutez l’option de conteneur `bw.imp.useProvisioningUrl true` sous `AS_CLI/Maintenance/ContainerOptions`, redémarrez et essayez avec un utilisateur.

## Connexion

finding-portal-client-incompatible =
    .title = Le portail d’activation ne se charge pas dans le navigateur de l’application
    .cause = L’{ -app } ouvre le portail d’activation dans le composant navigateur du système d’exploitation. Ce client n’a pas pu charger la page alors que le portail en sert d’autres ; l’obstacle est donc ce composant, son réglage ou quelque chose sur cette machine.
    .remedy = Ouvrez la même adresse dans un navigateur ordinaire sur cette machine. Si elle s’y charge, mettez à jour le système d’exploitation et son composant navigateur, contrôlez le proxy et les scripts, et mettez à jour l’application. Dans l’application, Help > Health Checker en montre davantage. Si elle ne se charge nulle part, c’est le portail qu’il faut examiner.
finding-portal-unavailable =
    .title = Le portail d’activation est indisponible
    .cause = Le portail d’activation ne répond à aucun client, ou seulement par une erreur de serveur. La cause est du côté du service.
    .remedy = Ouvrez l’adresse du portail depuis un autre réseau. Si cela échoue là aussi, consultez la page d’état du service et ouvrez un ticket d’assistance avec l’heure et un ID de suivi.
finding-wrong-password =
    .title = Identifiant ou mot de passe erroné
    .cause = Le mot de passe saisi n’est pas le mot de passe Web Access de cet utilisateur dans BroadWorks ; BroadWorks répond `[Error 4962]` et le portail affiche 100006. Il ne s’agit ni du mot de passe SIP de l’appareil ni d’un mot de passe Webex. Majuscules et minuscules comptent.
    .remedy = Faites ressaisir le mot de passe Web Access de BroadWorks en respectant les majuscules. Si l’adresse e-mail n’est pas acceptée, faites saisir l’identifiant BroadWorks. Si cela échoue encore, définissez un nouveau mot de passe Web Access dans le profil BroadWorks de l’utilisateur et essayez-le d’abord sur le portail web de BroadWorks.
finding-alternate-id-missing =
    .title = L’adresse e-mail n’est pas un identifiant de connexion dans BroadWorks
    .cause = L’utilisateur se connecte avec son adresse, et BroadWorks ne connaît sous ce nom ni identifiant ni identifiant alternatif (`[Error 4008]`). Le mot de passe n’a même pas été examiné.
    .remedy = Soit ajoutez l’adresse comme identifiant alternatif dans BroadWorks (utilisateur, Profile > Addresses, ou `UserAlternateUserIdAddRequest`), soit faites connecter l’utilisateur avec l’identifiant BroadWorks. Si beaucoup d’utilisateurs sont concernés, ne préremplissez pas l’adresse sur la page de connexion.
finding-user-locked =
    .title = L’utilisateur est verrouillé
    .cause = Trop de mots de passe erronés ont été donnés à la suite ; le portail refuse tout nouvel essai pendant 10 minutes (200018), même avec le bon mot de passe.
    .remedy = Attendez 10 minutes sans essayer, puis connectez-vous avec le bon mot de passe. Cherchez un appareil ou un programme qui continue d’envoyer un ancien mot de passe.
finding-xsp-unreachable =
    .title = Xsi-Actions ne répond pas
    .cause = Le proxy IdP n’obtient aucune réponse HTTP de l’adresse Xsi-Actions du cluster ; personne de ce cluster ne peut donc se connecter. Les mots de passe n’y sont pour rien.
    .remedy = Contrôlez l’URL Xsi-Actions du cluster BroadWorks dans Partner Hub. De l’extérieur, appelez-y `/com.broadsoft.xsi-actions/v2.0/versions`. Sur le XSP, vérifiez que le conteneur web et l’application Xsi-Actions tournent, que le certificat est valide et que le pare-feu laisse entrer les plages d’adresses du cloud.
finding-profile-mismatch =
    .title = Le profil BroadWorks ne correspond à aucun utilisateur de l’organisation
    .cause = Le mot de passe était bon, mais l’identifiant BroadWorks dans la réponse `Profile` de Xsi-Actions n’appartient à aucun utilisateur de l’organisation Webex. L’utilisateur s’est connecté avec le compte d’un autre abonné, ou a été provisionné sous un autre identifiant BroadWorks.
    .remedy = Comparez le `userId` de la réponse avec l’identifiant BroadWorks dans la fiche de l’utilisateur dans Help Desk. S’ils diffèrent, l’utilisateur doit se connecter avec son propre compte ; si l’identifiant BroadWorks a changé, retirez le service Integrated IM&P et réattribuez-le.
finding-assertion-rejected =
    .title = Le service d’identité rejette l’assertion SAML
    .cause = L’assertion présentée par l’application est expirée, a déjà servi, est destinée à une autre audience, ou sa signature n’est pas valide. La connexion s’arrête alors que le mot de passe BroadWorks était bon.
    .remedy = Faites recommencer la connexion depuis le début, sans le bouton Précédent. Si cela se répète, comparez les horloges : service d’identité, proxy IdP et machine de l’utilisateur ne doivent pas différer de plus de quelques minutes. Si une seule organisation est touchée, ouvrez un ticket d’assistance avec l’ID de suivi.

## Droits

finding-connector-entitlement-missing =
    .title = Le droit broadworks-connector manque
    .cause = L’utilisateur connecté ne porte pas `broadworks-connector` ; l’application ne lance donc pas la téléphonie BroadWorks et n’affiche pas d’icône d’appel. Le plus souvent, l’utilisateur a été créé dans Webex par une autre voie que le provisionnement BroadWorks, ou a perdu sa licence.
    .remedy = Dans Help Desk, ouvrez l’utilisateur, User Details, section `entitlements`, et confirmez que `broadworks-connector` n’est pas dans la liste. Vérifiez que l’utilisateur est dans la bonne organisation. Dans BroadWorks, retirez le service Integrated IM&P et réattribuez-le, attendez le provisionnement, puis déconnectez-vous de l’application et reconnectez-vous.
finding-webex-calling-entitlement =
    .title = L’utilisateur porte un droit Webex Calling
    .cause = L’utilisateur a `bc-sp-standard` ou `bc-sp-basic`, les droits de Webex Calling. Ils excluent { -service } : l’application s’enregistrerait auprès du mauvais service.
    .remedy = Dans Control Hub, retirez à l’utilisateur la licence Webex Calling. Vérifiez dans Help Desk, User Details, `entitlements`, qu’il ne reste ni `bc-sp-standard` ni `bc-sp-basic` et que `broadworks-connector` est présent. Réinitialisez ensuite la base de l’application sous Help > Health Checker et reconnectez-vous.
finding-calling-behavior-wrong =
    .title = Le comportement d’appel n’est pas « Calling in Webex »
    .cause = Le comportement d’appel de l’utilisateur ou de l’organisation n’est pas `Calling in Webex` ; l’application lance donc un autre service d’appel ou aucun, quels que soient les droits.
    .remedy = Dans Help Desk, regardez Calling Behavior de l’organisation et de l’utilisateur : les deux doivent indiquer `Calling in Webex`. Corrigez dans Control Hub, d’abord l’organisation, puis l’utilisateur s’il a son propre réglage. Déconnectez-vous de l’application et reconnectez-vous.
finding-multiple-calling-services =
    .title = L’application reste attachée à un autre service d’appel
    .cause = Plusieurs services d’appel ont été essayés avec le même client. Il se souvient de l’ancien et ne démarre pas proprement avec BroadWorks, alors que les réglages de l’utilisateur sont bons.
    .remedy = Dans l’application, choisissez Help > Health Checker > Reset Database. Le client est entièrement effacé et affiche l’écran de connexion ; reconnectez-vous. Exportez auparavant les journaux dont vous avez encore besoin : la réinitialisation les supprime.
finding-identity-token-rejected =
    .title = Le service d’identité rejette le jeton de l’application
    .cause = Le jeton d’accès avec lequel l’application demande le jeton longue durée est expiré ou révoqué ; le proxy IdP n’interroge donc même pas BroadWorks.
    .remedy = Déconnectez-vous de l’application et reconnectez-vous pour obtenir un nouveau jeton. Si cela revient aussitôt, comparez l’horloge de la machine avec l’heure réelle et regardez si les sessions de l’utilisateur ont été fermées dans Control Hub.

## Jeton longue durée

finding-client-certificate-untrusted =
    .title = Le XSP n’accepte pas le certificat client de Webex
    .cause = La connexion TLS mutuelle vers l’AuthService échoue : le XSP ne reconnaît pas l’autorité qui a émis le certificat client de Webex, ou l’authentification par certificat des applications clientes est désactivée. Aucun utilisateur derrière ce XSP n’obtient de jeton longue durée.
    .remedy = Sur chaque XSP, exécutez `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication> get` ; on doit y lire `allowUserApp = false` et `allowClientApp = true`. Téléchargez la chaîne de certificats depuis les réglages BroadWorks de Partner Hub, séparez racine et certificat émetteur, et importez les deux comme ancres de confiance de l’interface HTTPS de l’AuthService. Redémarrez le conteneur web, puis connectez-vous une fois et cherchez la requête dans le journal authenticationService.
finding-auth-service-url-wrong =
    .title = Le cluster pointe vers une mauvaise adresse d’AuthService
    .cause = L’URL AuthService du cluster BroadWorks dans Partner Hub ne mène pas au `/authService/token` de ce XSP : mauvais hôte, mauvais port ou mauvais chemin. Le chemin distingue majuscules et minuscules.
    .remedy = Dans Partner Hub, ouvrez le cluster BroadWorks et comparez son URL AuthService avec le XSP : hôte et port de l’interface avec certificat client, chemin de contexte `/authService`. Corrigez-la, laissez Partner Hub la tester et connectez-vous une fois.
finding-login-info-unknown-user =
    .title = L’AuthService demande un utilisateur que BroadWorks ne connaît pas
    .cause = Webex détient pour cet utilisateur un identifiant BroadWorks que `UserGetLoginInfoRequest` ne trouve pas : l’abonné a été renommé ou supprimé dans BroadWorks après le provisionnement.
    .remedy = Comparez le `http_bw_userid` du journal authenticationService avec l’identifiant dans BroadWorks. Si l’abonné a été renommé, retirez le service Integrated IM&P et réattribuez-le pour que Webex apprenne le nouvel identifiant ; s’il a été supprimé, supprimez aussi l’utilisateur Webex.
finding-auth-service-url-missing =
    .title = Xsi-Actions ne sait pas où faire valider les jetons
    .cause = L’option de conteneur qui contient l’adresse de l’AuthService n’est pas définie sur ce XSP ; Xsi-Actions ne peut donc pas faire valider le jeton de l’application, pourtant émis correctement.
    .remedy = Sur chaque XSP qui sert Xsi-Actions, exécutez `XSP_CLI/Maintenance/ContainerOptions> add tomcat bw.authservice.authServiceUrl http://127.0.0.1:80/authService` et réglez la même URL sous `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService`. Redémarrez le conteneur web. Faites-le sur tous : les utilisateurs arrivent sur n’importe lequel.
finding-rsa-keys-not-copied =
    .title = Le jeton d’un XSP est refusé par un autre
    .cause = Les XSP signent et vérifient les jetons longue durée avec des clés RSA différentes. Un jeton n’est valable que sur le XSP qui l’a émis ; comme les utilisateurs sont répartis sur plusieurs, la connexion réussit par intermittence.
    .remedy = Sur le XSP dont les clés doivent rester, exécutez `KeyManagement> exportKeys` d’AuthenticationService ; il écrit `/var/broadworks/tmp/authService.keys`. Copiez le fichier sur tous les autres XSP qui hébergent l’AuthService, exécutez-y `importKeys` et redémarrez-les tous. Recommencez à chaque renouvellement des clés.
finding-token-revoked =
    .title = Le jeton longue durée est expiré ou révoqué
    .cause = L’AuthService refuse le jeton que présente l’application : sa durée de vie est écoulée, ou les jetons de cet utilisateur ou de tout le système ont été révoqués après son émission.
    .remedy = Déconnectez-vous de l’application et reconnectez-vous ; elle obtient ainsi un nouveau jeton. Si beaucoup d’utilisateurs sont touchés en même temps, cherchez qui a révoqué des jetons (`LongLivedTokenRevokeRequest` dans PSLog). Si cela revient toutes les quelques semaines, regardez `tokenDurationInHours` d’AuthenticationService et les horloges des XSP.

## Appareils et enregistrement

finding-device-types-unassigned =
    .title = L’utilisateur n’a aucun appareil pour l’application
    .cause = Xsi-Actions répond par un `AccessDevices` vide : dans BroadWorks, aucun appareil d’un type destiné à l’{ -app } n’est attribué à l’utilisateur. L’application ne reçoit donc ni adresse ni identifiants pour la téléphonie.
    .remedy = Dans BroadWorks, créez un appareil du type voulu pour chaque plateforme dont l’utilisateur a besoin (`Business Communicator - PC` pour le poste de travail, `Connect - Mobile`, `Connect - Tablet`) et attribuez-le-lui comme appareil principal ou comme shared call appearance, chacun avec son propre line/port. Déconnectez-vous ensuite de l’application et reconnectez-vous.
finding-desktop-device-missing =
    .title = L’appareil de bureau Business Communicator - PC manque
    .cause = `AccessDevices` liste des appareils de l’utilisateur, mais aucun du type `Business Communicator - PC`, celui que cherche l’application de bureau. Son journal d’appel dit que ce profil d’appareil est introuvable.
    .remedy = Dans BroadWorks, ajoutez à l’utilisateur un appareil du type `Business Communicator - PC` : comme appareil principal ou, si un autre l’est déjà, comme shared call appearance avec son propre line/port. Le type doit être écrit exactement ainsi. Régénérez ses fichiers, puis déconnectez-vous de l’application et reconnectez-vous.
finding-device-profile-unreachable =
    .title = Device Management ne livre pas config-wxt.xml
    .cause = L’application connaît ses appareils, mais la requête de `config-wxt.xml` échoue : l’adresse de `deviceTypeUrl` ne mène nulle part, Device Management est arrêté ou refuse les identifiants, ou le fichier n’est pas défini pour le type d’appareil.
    .remedy = Cherchez la requête dans l’access_log du XSP. Aucune ligne : contrôlez le FQDN d’accès, le port et le chemin de contexte du type d’appareil, et le pare-feu. 401 : ressaisissez les identifiants de l’appareil et régénérez les fichiers. 404 : vérifiez que le type d’appareil a un fichier `config-wxt.xml` avec un modèle. Regardez ensuite dmsDebugLog.
finding-device-profile-unparseable =
    .title = L’application ne peut pas lire config-wxt.xml
    .cause = Le profil d’appareil est livré, mais pour l’application ce n’est pas du XML bien formé ; elle signale `errorCode=1507`. Le plus souvent, le type d’appareil a `defaultDeviceEncoding` à `ISO-8859-1` ou vide, et une lettre accentuée dans un nom casse le fichier ; sinon, un modèle modifié ou la valeur d’une balise contient un `&` ou un `<` nu.
    .remedy = Mettez l’encodage du type d’appareil à `UTF-8`, régénérez les fichiers de l’appareil, puis déconnectez-vous de l’application et reconnectez-vous. Si cela échoue encore, récupérez `config-wxt.xml` à la main, passez-le dans un vérificateur XML et corrigez le modèle ou la balise qu’il désigne.
finding-sbc-tag-wrong =
    .title = %SBC_ADDRESS_WXT% n’est pas le SBC
    .cause = L’application envoie REGISTER à l’adresse que `%SBC_ADDRESS_WXT%` place dans `config-wxt.xml`, et aucun SBC devant votre registrar n’y écoute. La requête se perd.
    .remedy = Dans BroadWorks, contrôlez la balise `%SBC_ADDRESS_WXT%` dans le jeu de balises du type d’appareil, puis les valeurs qui la remplacent au niveau système, fournisseur, groupe et appareil ; la plus précise l’emporte. Saisissez l’adresse du SBC pour les clients de l’application, vérifiez le port, régénérez les fichiers, puis déconnectez-vous et reconnectez-vous.
finding-device-tags-misconfigured =
    .title = Une balise d’appareil manque, est fausse ou se contredit
    .cause = Une balise dont le modèle du profil d’appareil a besoin n’est pas définie, est vide, ou est définie à deux niveaux avec des valeurs différentes ; `config-wxt.xml` contient alors un réglage vide ou faux. dmsDebugLog nomme les balises non définies.
    .remedy = Comparez les balises du type d’appareil avec la liste du Configuration Guide de l’{ -app }. Définissez à un seul endroit ce qui manque, retirez les valeurs qui le contredisent, régénérez les fichiers et relisez le `config-wxt.xml` obtenu avant de vous reconnecter.
finding-as-not-located =
    .title = Le Network Server ne connaît aucun Application Server pour l’utilisateur
    .cause = Le SBC a demandé au Network Server où l’utilisateur est servi, et la réponse a été qu’il y est inconnu. Le REGISTER n’a donc jamais atteint le registrar.
    .remedy = Cherchez sur le Network Server le line/port ou le numéro de l’utilisateur (NSXSLog montre ce que le SBC a demandé). S’il n’y est pas, vérifiez que l’Application Server et le Network Server sont synchronisés et que le Network Server sert le domaine du line/port. Déconnectez-vous ensuite de l’application et reconnectez-vous.
finding-sip-credentials-wrong =
    .title = Le registrar refuse les identifiants SIP
    .cause = L’application a répondu au défi du registrar avec un nom d’utilisateur ou un mot de passe qui n’est pas celui de la ligne de l’appareil dans BroadWorks. Soit les balises placent de mauvaises valeurs dans `config-wxt.xml`, soit le mot de passe SIP a été changé après la génération du fichier.
    .remedy = Dans BroadWorks, redéfinissez le nom d’utilisateur et le mot de passe d’authentification SIP (Utilities > Authentication). Vérifiez que le modèle utilise bien `%BWAUTHUSER-1%` et `%BWAUTHPASSWORD-1%`, régénérez les fichiers de l’appareil, puis déconnectez-vous de l’application et reconnectez-vous.
finding-session-displaced =
    .title = Un second client de la même plateforme a pris la session
    .cause = Le même utilisateur s’est connecté sur un autre client du même type de plateforme. Une seule session par type est active et la dernière l’emporte ; la première perd ses services téléphoniques. C’est voulu.
    .remedy = Utilisez un client de bureau et un client mobile par utilisateur, ou fermez celui qui est en trop et reconnectez-vous sur l’autre. Qui a besoin de deux clients du même type a besoin de deux appareils avec des adresses SIP différentes.

## Réglages d’appel

finding-call-settings-tags-missing =
    .title = Le lien vers les réglages d’appel n’est pas configuré
    .cause = La balise d’adresse ou de cible de Call Settings Webview est vide dans `config-wxt.xml`, et l’application masque le lien. Soit le modèle utilisé est trop ancien, soit `%WEB_CALL_SETTINGS_URL_WXT%` ou `%WEB_CALL_SETTINGS_TARGET_WXT%` n’est pas définie.
    .remedy = Installez le modèle actuel du type d’appareil. Mettez dans `%WEB_CALL_SETTINGS_URL_WXT%` l’adresse de l’application web, avec une barre oblique à la fin, et dans `%WEB_CALL_SETTINGS_TARGET_WXT%` la valeur `csw`. Régénérez les fichiers, puis déconnectez-vous de l’application et reconnectez-vous.
finding-call-settings-opens-browser =
    .title = Les réglages d’appel s’ouvrent dans un navigateur externe
    .cause = L’adresse de Call Settings Webview est définie, mais `%WEB_CALL_SETTINGS_TARGET_WXT%` ne vaut pas `csw` ; l’application prend la page pour un site étranger et ne l’intègre pas.
    .remedy = Mettez `%WEB_CALL_SETTINGS_TARGET_WXT%` à `csw` pour le type d’appareil, régénérez les fichiers, puis déconnectez-vous de l’application et reconnectez-vous.
finding-call-settings-not-registered =
    .title = Pas de réglages d’appel, car l’application n’est pas enregistrée
    .cause = L’application n’affiche le lien vers les réglages d’appel qu’une fois enregistrée auprès de BroadWorks, et cette session ne l’est pas.
    .remedy = Réglez d’abord l’enregistrement : sous Phone Services, on doit lire `SSO Session: You are signed in`. Le lien apparaît alors de lui-même.
finding-app-version-too-old =
    .title = L’application est trop ancienne pour les réglages d’appel
    .cause = La version de l’{ -app } relevée dans le journal ne gère pas encore Call Settings Webview ; ni les balises ni l’enregistrement ne sont en cause.
    .remedy = Mettez l’application à jour et reconnectez-vous. Si les mises à jour sont gérées de façon centralisée, libérez une version plus récente pour cet utilisateur.
finding-call-settings-app-broken =
    .title = L’application Call Settings Webview est en échec sur le XSP
    .cause = L’{ -app } a demandé la page, et l’application du XSP a répondu par une erreur ou par rien qui puisse s’afficher. Balises et enregistrement sont bons.
    .remedy = Sur le XSP, vérifiez que l’application est déployée et tourne, qu’elle utilise le même nom d’hôte que Xsi-Actions et que ce nom figure dans la liste d’alias HTTP. Lisez le journal CallSettingsWebview et l’access_log à l’heure du clic. Pour un ticket d’assistance, joignez `config-wxt.xml` et son modèle.

## Domaines et rôles

finding-domain-claimed-by-provider =
    .title = Le fournisseur a revendiqué le domaine du client
    .cause = Le domaine de l’adresse de l’utilisateur est revendiqué par l’organisation du fournisseur de services. Les connexions des utilisateurs du client sont donc dirigées vers le fournisseur au lieu de leur propre organisation.
    .remedy = Dans Control Hub de l’organisation du fournisseur, levez la revendication de ce domaine ; un fournisseur ne devrait revendiquer que les domaines de son propre personnel. Si le client la souhaite, vérifiez puis revendiquez ensuite le domaine dans l’organisation du client. Faites enfin reconnecter l’utilisateur.
finding-domain-claimed-by-other =
    .title = Un autre client a revendiqué le domaine partagé
    .cause = Deux organisations utilisent le même domaine de messagerie, et l’une d’elles l’a revendiqué. Les utilisateurs de l’autre sont dirigés vers l’organisation revendicatrice et ne peuvent pas se connecter.
    .remedy = Entendez-vous avec les deux clients. Levez la revendication dans Control Hub de l’organisation qui la détient (Domains, retirer la revendication) ; un domaine utilisé par deux organisations ne doit être revendiqué par aucune. Faites ensuite reconnecter l’utilisateur.
finding-admin-lacks-sales-role =
    .title = L’administrateur n’a pas de rôle pour les organisations clientes
    .cause = Les droits d’administrateur complet ne couvrent que l’organisation partenaire elle-même. Pour voir et gérer les clients, le compte a besoin en plus de Sales administrator ou de Sales full administrator, et il n’a ni l’un ni l’autre.
    .remedy = Un administrateur complet ouvre le compte dans Control Hub de l’organisation partenaire, rôles et sécurité, et ajoute Sales administrator ou Sales full administrator ; il peut le faire pour son propre compte. Déconnectez-vous de Partner Hub et reconnectez-vous.

## Général

finding-step-failed =
    .title = Une étape a échoué pour une raison inconnue
    .cause = Les journaux montrent que cette étape n’a pas réussi, et aucune des causes connues ne convient.
    .remedy = Lisez les preuves et les entrées voisines dans le même journal, puis le journal du composant de l’autre côté de l’étape. Si la cause vous est claire, décrivez-la comme signature, afin qu’elle ait un nom la prochaine fois.
finding-oci-error =
    .title = BroadWorks a refusé des requêtes OCI-P
    .cause = L’Application Server a répondu à des requêtes par une erreur qu’aucune panne connue n’explique. Souvent, un client de provisionnement a demandé une chose qui n’existe pas ou qui ne lui est pas permise.
    .remedy = Cherchez le numéro avec `lineman explain`, et lisez dans PSLog la requête qui précède la réponse : elle montre qui a demandé quoi. Si elle vient de votre système de provisionnement, corrigez-la là.
finding-input-edited =
    .title = Le journal a été modifié à la main
    .cause = Les longueurs, les fins de ligne ou l’ordre des entrées ne concordent pas avec ce que le produit écrit : quelqu’un ou un outil a modifié ce fichier. Ce qu’il montre peut être incomplet.
    .remedy = Prenez le fichier d’origine sur le serveur, sans l’ouvrir dans un éditeur, et refaites le diagnostic. Utilisez `gzip` pour le transport.
finding-input-truncated =
    .title = L’entrée s’arrête au milieu
    .cause = Le fichier ou l’archive s’interrompt avant sa fin. Ce qui était lisible a été utilisé ; la suite est inconnue.
    .remedy = Recopiez le fichier depuis sa source et comparez les tailles. Si le serveur écrivait encore, attendez la rotation du fichier.
finding-input-capped =
    .title = L’entrée n’a pas été lue jusqu’au bout
    .cause = Une limite qui protège la machine a été atteinte : taille, nombre de fichiers, imbrication des archives, ou expansion d’une archive. Ce qui se trouve au-delà n’a pas été examiné.
    .remedy = Ne donnez que les fichiers de la période en question, décompressez vous-même les archives imbriquées, ou restreignez le diagnostic avec `--since` et `--until`.
finding-input-unrecognised =
    .title = L’entrée n’est aucun des journaux connus
    .cause = Le contenu ne ressemble à aucun journal, configuration ni fiche que { -product } sache lire. Il a été laissé hors du diagnostic.
    .remedy = Vérifiez que c’est le bon fichier et qu’il s’agit de texte brut, de `.gz` ou de `.zip`. Si c’est un journal de la solution, envoyez-en quelques lignes en demandant sa prise en charge.
