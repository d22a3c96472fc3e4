# Le formulaire de connexion du portail d’activation.

portal-title = Se connecter avec BroadWorks
portal-intro = Connectez-vous à { -service } avec votre identifiant BroadWorks et votre mot de passe Web Access.
portal-user-name = Identifiant ou adresse e-mail
portal-password = Mot de passe
portal-show-password = Afficher le mot de passe
portal-sign-in = Se connecter
portal-signing-in = Connexion en cours…
portal-continue = Continuer
portal-continue-hint = Vous êtes connecté. Si l’{ -app } ne s’ouvre pas d’elle-même, choisissez Continuer.
portal-script-hint = Les scripts sont désactivés dans ce navigateur : choisissez Continuer pour poursuivre.
portal-session-missing = Cette page a été ouverte sans connexion en cours. Recommencez depuis l’{ -app }.
portal-language = Langue
portal-error-label = Erreur de connexion { $code }
portal-error-100006 = L’identifiant ou le mot de passe est erroné. Utilisez votre mot de passe Web Access de BroadWorks, respectez majuscules et minuscules, et essayez votre identifiant BroadWorks si votre adresse n’est pas acceptée.
portal-error-200010 = BroadWorks n’autorise pas cet utilisateur à se connecter. Essayez un autre identifiant et un autre mot de passe, ou demandez à votre administrateur de réinitialiser votre mot de passe dans BroadWorks.
portal-error-200016 = Votre session est introuvable. Rechargez la page et ressaisissez votre identifiant et votre mot de passe.
portal-error-200018 = Cet utilisateur est verrouillé après trop d’essais. Attendez 10 minutes et réessayez.
portal-error-300005 = Votre compte est encore en préparation. Attendez quelques minutes et réessayez.
portal-error-generic = La connexion est impossible pour le moment. Réessayez dans quelques minutes ; si l’échec persiste, donnez à votre administrateur le code { $code }.
portal-error-unavailable = Le service est injoignable pour le moment. Réessayez dans quelques minutes.
portal-tracking-id = ID de suivi : { $id }
