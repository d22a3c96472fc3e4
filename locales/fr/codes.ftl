# Codes et statuts : ce qu’ils veulent dire et où regarder.

## Erreurs BroadWorks

broadworks-error-4001 =
    .title = Pas de session, ou pas autorisé
    .cause = La requête OCI-P est arrivée sans session valide, ou l’administrateur de la session n’a pas droit à la commande. Pour les requêtes sans session, l’adresse de l’émetteur n’est pas sur la liste d’accès.
    .remedy = Reconnectez-vous et répétez la requête. Contrôlez le niveau du compte administrateur. Pour un XSP, vérifiez que son adresse est sur la liste d’accès de l’Application Server.
broadworks-error-4008 =
    .title = Utilisateur introuvable
    .cause = BroadWorks ne connaît aucun utilisateur de cet identifiant, ni principal ni alternatif. À la connexion, cela veut dire que l’adresse e-mail n’est pas un identifiant alternatif ; à l’étape 5.3, que Webex détient un ancien identifiant.
    .remedy = Cherchez l’utilisateur dans BroadWorks. À la connexion, ajoutez l’adresse comme identifiant alternatif ou utilisez l’identifiant BroadWorks. À l’étape 5.3, retirez le service Integrated IM&P et réattribuez-le.
broadworks-error-4103 =
    .title = L’entreprise ou le fournisseur a encore des groupes
    .cause = Une entreprise ou un fournisseur de services ne peut être supprimé que lorsqu’il ne contient plus aucun groupe.
    .remedy = Supprimez d’abord ses groupes, puis l’entreprise ou le fournisseur.
broadworks-error-4150 =
    .title = Le groupe existe déjà
    .cause = Dans cette entreprise ou chez ce fournisseur, l’identifiant de groupe est pris.
    .remedy = Utilisez le groupe existant, ou choisissez un autre identifiant de groupe.
broadworks-error-4152 =
    .title = Groupe introuvable
    .cause = L’entreprise ou le fournisseur n’a aucun groupe de cet identifiant. Le client a fait une faute de frappe, cherche chez le mauvais fournisseur, ou demande un groupe supprimé.
    .remedy = Listez les groupes du fournisseur et corrigez l’identifiant dans le client. De telles réponses en grand nombre viennent d’ordinaire d’un script qui essaie les groupes l’un après l’autre, et sont sans gravité.
broadworks-error-4200 =
    .title = L’identifiant d’utilisateur est pris
    .cause = Un utilisateur de cet identifiant existe déjà dans le système BroadWorks, peut-être dans un autre groupe ou une autre entreprise.
    .remedy = Cherchez l’identifiant dans tout le système. Utilisez l’utilisateur existant, ou choisissez un autre identifiant.
broadworks-error-4500 =
    .title = L’appareil existe déjà
    .cause = À ce niveau, un appareil de ce nom existe déjà.
    .remedy = Utilisez l’appareil existant, ou choisissez un autre nom.
broadworks-error-4501 =
    .title = Type d’appareil introuvable
    .cause = Le type d’appareil n’est pas défini dans ce système, ou son nom s’écrit autrement. `Business Communicator - PC` a une espace de chaque côté du trait d’union.
    .remedy = Listez les types d’appareil et corrigez le nom. Si le type manque, importez-le avec ses fichiers modèles (DTAF).
broadworks-error-4505 =
    .title = Appareil introuvable
    .cause = Aucun appareil de ce nom n’existe au niveau interrogé : utilisateur, groupe ou fournisseur.
    .remedy = Contrôlez le nom et le niveau de l’appareil. S’il a été supprimé alors qu’il était attribué, attribuez-en un nouveau à l’utilisateur.
broadworks-error-4909 =
    .title = Le poste n’a pas la bonne longueur
    .cause = Le poste indiqué n’est pas composé uniquement de chiffres, ou il est plus court ou plus long que son groupe ne le permet ; le message nomme le groupe et les limites.
    .remedy = Choisissez un poste dans les limites, ou changez la longueur des postes du groupe ou de l’entreprise.
broadworks-error-4962 =
    .title = Identifiant ou mot de passe invalide
    .cause = Le mot de passe ne correspond pas à l’identifiant. À la connexion, il est comparé au mot de passe Web Access de l’utilisateur, pas à un mot de passe SIP ; majuscules et minuscules comptent.
    .remedy = Répétez avec le bon mot de passe Web Access. S’il n’est pas connu, définissez-en un nouveau dans le profil de l’utilisateur dans BroadWorks.
broadworks-error-5202 =
    .title = Le compte est désactivé
    .cause = L’identifiant et le mot de passe ont été examinés, mais l’accès de ce compte est coupé, par un administrateur ou après trop d’échecs.
    .remedy = Réactivez l’accès dans BroadWorks, et cherchez pourquoi il a été désactivé.
broadworks-error-5404 =
    .title = L’administrateur est restreint
    .cause = L’administrateur est connecté, mais il peut seulement lire, ou seulement réinitialiser des mots de passe, et la commande fait davantage.
    .remedy = Utilisez un administrateur sans cette restriction, ou changez le type du compte.
broadworks-error-6004 =
    .title = La requête OCI-P n’est pas conforme au schéma
    .cause = La requête porte un nom inconnu, il lui manque un élément obligatoire, ou des éléments sont dans le mauvais ordre. Le plus souvent, le client a été fait pour une autre version.
    .remedy = Lisez `detail` dans la réponse : il désigne l’endroit. Comparez la requête avec le schéma de cette version, et utilisez la variante de la commande qu’elle propose.
broadworks-error-18211 =
    .title = Erreur de communication avec le serveur de messagerie
    .cause = À l’attribution du service Integrated IM&P, l’Application Server n’a reçu aucune réponse du bridge de provisionnement : nom non résolu, pas de connexion, échec TLS ou délai dépassé. En général, tous les utilisateurs de l’entreprise sont touchés.
    .remedy = Contrôlez la Messaging Server URL avec `AS_CLI/Interface/Messaging> get` et dans l’entreprise. Depuis l’Application Server, résolvez son nom et connectez-vous ; contrôlez DNS, pare-feu, proxy et certificats reconnus. Attribuez ensuite le service à un utilisateur de test.
broadworks-error-18215 =
    .title = Erreur de provisionnement du serveur de messagerie
    .cause = Le bridge de provisionnement a répondu à l’attribution du service Integrated IM&P, mais pas par 200. Si tous les utilisateurs de l’entreprise sont touchés, l’URL, le compte ou le mot de passe diffère du modèle ; si quelques-uns le sont, quelque chose ne va pas chez eux, comme l’adresse e-mail ou le numéro principal.
    .remedy = Cherchez dans PSLog le POST et sa réponse et suivez le statut : 400 lire le `message`, 401 comparer compte et mot de passe avec le modèle, 403 contrôler l’URL, 409 chercher l’adresse dans Help Desk.

## Codes pour l’utilisateur final

end-user-code-100006 =
    .title = Identifiant ou mot de passe erroné
    .cause = BroadWorks n’a pas accepté la combinaison d’identifiant et de mot de passe saisie sur le portail.
    .remedy = Utilisez le bon mot de passe ; avec l’authentification BroadWorks dans le modèle, c’est le mot de passe Web Access de BroadWorks. Si l’adresse e-mail n’est pas configurée comme identifiant alternatif, saisissez l’identifiant BroadWorks. Respectez majuscules et minuscules.
end-user-code-200010 =
    .title = L’utilisateur BroadWorks n’est pas autorisé
    .cause = BroadWorks connaît l’utilisateur mais ne le laisse pas entrer : le compte est désactivé ou n’a pas le droit de se connecter. Le mot de passe n’est pas en cause, sinon ce serait 100006.
    .remedy = Essayez un autre identifiant et un autre mot de passe. Si cela n’aide pas, l’administrateur réinitialise le mot de passe dans BroadWorks et vérifie que l’accès est actif.
end-user-code-200016 =
    .title = La session est introuvable
    .cause = Le portail n’a plus de session pour ce formulaire : la page est restée ouverte trop longtemps, les cookies sont bloqués, ou le formulaire a été envoyé depuis un autre navigateur.
    .remedy = Rechargez la page et ressaisissez identifiant et mot de passe. Vérifiez que le navigateur garde les cookies du portail.
end-user-code-200018 =
    .title = L’utilisateur est verrouillé
    .cause = Trop de mots de passe erronés ont été donnés à la suite ; le portail refuse l’utilisateur pendant 10 minutes.
    .remedy = Attendez 10 minutes, puis réessayez avec le bon mot de passe.
end-user-code-300005 =
    .title = L’utilisateur est déjà dans la file
    .cause = Une requête pour cet utilisateur est en cours de traitement ; le contrôle préalable en refuse une deuxième.
    .remedy = Le provisionnement est encore en cours : attendez quelques minutes et vérifiez de nouveau.

## Statuts du bridge de provisionnement

bridge-status-200 =
    .title = Accepté
    .cause = Le bridge a reçu la requête et l’a transmise pour création. Cela ne dit rien de plus : organisation et utilisateur sont créés ensuite, en quelques minutes, et cela peut encore échouer.
    .remedy = Après quelques minutes, cherchez dans Help Desk l’adresse du POST. Si l’utilisateur n’apparaît pas, la création a échoué derrière le bridge : ouvrez un ticket d’assistance avec ID de suivi, heure, adresse et organisation.
bridge-status-400 =
    .title = Le profil de l’abonné ne peut pas être traité
    .cause = Dans le `subscriberProfile` envoyé, quelque chose manque, est invalide ou ne va pas avec un réglage du modèle. Le nœud `message` de la réponse dit quoi : pas de numéro principal, une adresse invalide ou non fiable, ou une organisation inconnue dont la création n’est pas permise.
    .remedy = Lisez `message` dans PSLog. Corrigez l’utilisateur dans BroadWorks (numéro principal, adresse) ou le modèle (confiance dans les adresses, création d’organisations), puis retirez le service Integrated IM&P et réattribuez-le.
bridge-status-401 =
    .title = Le compte de provisionnement ne concorde pas
    .cause = Le nom d’utilisateur ou le mot de passe du serveur de messagerie dans BroadWorks diffère du compte de provisionnement du modèle client. Tous les utilisateurs de l’entreprise sont touchés.
    .remedy = Ressaisissez nom de compte et mot de passe du modèle, dans Partner Hub et sous Services > Integrated IM&P de l’entreprise ou `AS_CLI/Interface/Messaging`.
bridge-status-403 =
    .title = La requête est interdite
    .cause = L’Application Server est configuré de telle façon que la requête n’a aucune chance. Le plus souvent, elle part vers une adresse IP au lieu de l’URL de provisionnement, parce que le correctif `ap373197` manque.
    .remedy = Comparez la cible du POST avec l’URL de provisionnement du modèle ; elle doit contenir le nom d’hôte. Installez et activez le correctif `ap373197` (`ap384177` en R24). Contrôlez pare-feu et proxy.
bridge-status-409 =
    .title = Conflit avec un utilisateur existant
    .cause = Le `subscriberProfile` envoyé contredit ce que Webex détient déjà. En général, un utilisateur avec cette adresse existe, peut-être un compte gratuit que la personne a ouvert elle-même.
    .remedy = Lisez `message`, puis cherchez l’adresse dans Help Desk. Faites supprimer le compte gratuit, ou utilisez une autre adresse, et réattribuez le service.

## Statuts de l’AuthService

auth-service-status-200 =
    .title = Jeton émis ou valide
    .cause = À un GET : un jeton longue durée a été émis pour l’utilisateur. À un POST par le loopback : le jeton présenté par l’application est valide.
    .remedy = Rien à faire ici. Si l’application ne s’enregistre toujours pas, passez à l’étape suivante de la séquence.
auth-service-status-400 =
    .title = L’en-tête avec l’utilisateur manque
    .cause = La demande de jeton est arrivée sans l’en-tête `http_bw_userid` ; l’AuthService ne sait pas pour qui l’émettre. Un élément entre Webex et le XSP supprime des en-têtes, ou la requête a été faite à la main.
    .remedy = Contrôlez les proxys et répartiteurs de charge devant le XSP : ils doivent transmettre `http_bw_userid` et `trackingid`, et ne pas terminer la connexion TLS mutuelle.
auth-service-status-401 =
    .title = Le jeton n’est pas valide
    .cause = L’AuthService refuse un jeton que Xsi-Actions lui a fait vérifier : expiré, révoqué, ou signé avec une clé que ce XSP n’a pas.
    .remedy = Lisez la raison dans le journal authenticationService. Expiré ou révoqué : déconnectez-vous de l’application et reconnectez-vous. Clé inconnue ou signature : copiez les clés RSA d’un XSP vers tous les autres (`exportKeys`, `importKeys`) et redémarrez.
auth-service-status-404 =
    .title = Utilisateur ou adresse inconnus
    .cause = Soit BroadWorks ne connaît pas l’utilisateur de `http_bw_userid`, soit la requête n’est pas allée à `/authService/token` sur l’interface prévue : le chemin distingue majuscules et minuscules.
    .remedy = Si le journal authenticationService montre la requête, comparez l’identifiant avec BroadWorks. Sinon, corrigez l’URL AuthService du cluster dans Partner Hub.

## Statuts de Xsi-Actions

xsi-status-200 =
    .title = Répondu
    .cause = Xsi-Actions a accepté les identifiants ou le jeton et a répondu. La réponse à `profile/device` peut malgré tout ne contenir aucun appareil utilisable par l’application.
    .remedy = Regardez la réponse dans XsiActionsLog : `Profile` doit contenir le `userId`, et `AccessDevices` le type d’appareil de la plateforme.
xsi-status-401 =
    .title = Identifiants ou jeton refusés
    .cause = Avec Basic à l’étape 2.1 : identifiant ou mot de passe erroné (`errorCode` 4962), ou un identifiant que BroadWorks ne connaît pas (4008). Avec Bearer à l’étape 6 : l’AuthService n’accepte pas le jeton longue durée.
    .remedy = Regardez dans XsiActionsLog le schéma de `authorization` et l’`errorCode`. Basic : contrôlez le mot de passe Web Access et l’identifiant alternatif. Bearer : lisez la raison dans le journal authenticationService au même ID de suivi.
xsi-status-403 =
    .title = La ressource est celle d’un autre utilisateur
    .cause = Le jeton ou les identifiants appartiennent à un autre utilisateur que celui du chemin de la requête.
    .remedy = Comparez l’utilisateur du chemin avec le sujet du jeton. Si l’utilisateur a été renommé dans BroadWorks, déconnectez-vous de l’application et reconnectez-vous.
xsi-status-503 =
    .title = Un serveur derrière Xsi-Actions ne répond pas
    .cause = Xsi-Actions tourne, mais n’atteint pas l’Application Server, ou l’AuthService est injoignable ou non configuré sur ce XSP.
    .remedy = XsiActionsLog dit lequel. Application Server : vérifiez qu’il tourne et que le XSP peut s’y connecter. AuthService : contrôlez l’option de conteneur `bw.authservice.authServiceUrl` et qu’AuthenticationService tourne.

## Codes de l’application

client-code-1502 =
    .title = Le jeton longue durée n’a pas pu être obtenu
    .cause = L’application a demandé le jeton BroadWorks au proxy IdP et ne l’a pas reçu (affiché `1000:1502`). Le jeton d’accès a été refusé, le XSP n’accepte pas le certificat client de Webex, l’adresse AuthService est fausse, ou BroadWorks ne connaît pas l’utilisateur.
    .remedy = Prenez l’ID de suivi dans le journal de l’application et suivez-le : d’abord le proxy IdP, puis le journal authenticationService et l’access_log du XSP. L’absence de trace sur le XSP désigne le certificat ou l’adresse dans Partner Hub ; 404 désigne l’identifiant.
client-code-1507 =
    .title = Le profil d’appareil n’a pas pu être lu
    .cause = `config-wxt.xml` a été récupéré mais n’est pas du XML lisible. En général, le type d’appareil a l’encodage `ISO-8859-1` ou aucun, et une lettre accentuée casse le fichier.
    .remedy = Mettez l’encodage du type d’appareil à `UTF-8`, régénérez les fichiers de l’appareil, puis déconnectez-vous de l’application et reconnectez-vous.
