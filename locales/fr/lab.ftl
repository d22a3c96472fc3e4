# Le labo sur cette machine.

lab-starting = Démarrage du labo dans { $directory }
lab-starting-component = Démarrage de { $component }
lab-certificates = Création des certificats
lab-provisioning = Provisionnement de { $count ->
    [one] 1 abonné
   *[other] { $count } abonnés
}
lab-provisioned = { $user } est provisionné
lab-injecting = Injection de la panne { $fault }
lab-signing-in = Connexion de { $user }
lab-signed-in = { $user } : connecté (SSO Session: You are signed in)
lab-step-failed = { $user } s’est arrêté à l’étape { $step } : { $name }
lab-ready = Le labo est en marche.
lab-portal-at = Portail à l’adresse { $url }
lab-sign-in-with = Connectez-vous comme { $user } ; le mot de passe est dans { $file }
lab-logs-in = Journaux dans { $directory }
lab-diagnose-hint = Diagnostiquez avec : lineman diagnose { $directory }
lab-port-taken = Le port { $port } est pris ; { $name } écoute sur { $other }
lab-stop-hint = Appuyez sur Ctrl-C pour arrêter.
lab-stopping = Arrêt en cours
lab-stopped = Arrêté.
lab-healthy = Sain : chaque étape est réussie et il n’y a aucun constat.
lab-fault-found = Les journaux nomment la panne : { $fault }
lab-fault-not-found = Les journaux ne nomment pas la panne { $fault }.
lab-unexpected-finding = Inattendu : { $finding }
lab-took = Durée { $seconds } s
lab-in-use = Un autre labo utilise { $directory }. Arrêtez-le, ou choisissez un autre dossier avec --data.
lab-unknown-fault = La panne { $fault } n’existe pas. `lineman lab faults` les énumère.
lab-faults-header = Pannes que le labo peut injecter
lab-faults-columns-id = Panne
lab-faults-columns-step = Étape
lab-faults-columns-seen = Ce que vous verrez
lab-faults-hint = Injectez-en une avec : lineman lab --fault ID

# Ce qu’un stagiaire doit voir pour chaque panne.
lab-see-wrong-password = Le portail affiche 100006 et l’étape 2.1 échoue ; XsiActionsLog montre 401 et PSLog `[Error 4962]`.
lab-see-connector-entitlement-missing = La connexion réussit jusqu’à l’étape 4, puis aucune icône d’appel n’apparaît ; le journal de démarrage dit que `broadworks-connector` est absent.
lab-see-client-certificate-untrusted = L’étape 5.2 échoue pour toute l’entreprise ; le XSP journalise une négociation TLS refusée et l’application affiche `1502`.
lab-see-desktop-device-missing = `AccessDevices` revient sans `Business Communicator - PC` ; le journal d’appel dit que le profil d’appareil est introuvable.
lab-see-imp-credentials-mismatch = L’attribution du service échoue avec `[Error 18215]` pour tous les utilisateurs de l’entreprise ; PSLog montre que le bridge a répondu 401.
lab-see-user-exists = L’attribution du service échoue avec `[Error 18215]` pour ce seul utilisateur ; PSLog montre 409 et un `message` sur l’adresse.
lab-see-primary-number-missing = L’attribution du service échoue avec `[Error 18215]` ; PSLog montre 400 et aucun `PrimaryPhoneNumber` dans le document envoyé.
lab-see-upstream-creation-failed = Le bridge répond 200, le service est attribué, et l’utilisateur n’apparaît jamais ; seul le journal du cloud montre la création échouée.
