# Přihlašovací formulář aktivačního portálu.

portal-title = Přihlášení přes BroadWorks
portal-intro = Přihlaste se k { -service } svým ID uživatele BroadWorks a heslem Web Access.
portal-user-name = ID uživatele nebo e-mail
portal-password = Heslo
portal-show-password = Zobrazit heslo
portal-sign-in = Přihlásit se
portal-signing-in = Přihlašování…
portal-continue = Pokračovat
portal-continue-hint = Jste přihlášeni. Neotevře-li se { -app } sama, zvolte Pokračovat.
portal-script-hint = Skripty jsou v tomto prohlížeči vypnuté: zvolte Pokračovat.
portal-session-missing = Tato stránka byla otevřena mimo probíhající přihlášení. Začněte znovu v aplikaci.
portal-language = Jazyk
portal-error-label = Chyba přihlášení { $code }
portal-error-100006 = ID uživatele nebo heslo není správné. Použijte své heslo Web Access z BroadWorks, dejte pozor na velikost písmen, a není-li přijat e-mail, zkuste své ID uživatele BroadWorks.
portal-error-200010 = BroadWorks tomuto uživateli přihlášení nedovoluje. Zkuste jiné ID uživatele a heslo, nebo požádejte správce, aby vám heslo v BroadWorks nastavil znovu.
portal-error-200016 = Vaše relace nebyla nalezena. Načtěte stránku znovu a zadejte ID uživatele a heslo.
portal-error-200018 = Tento uživatel je po příliš mnoha pokusech uzamčen. Počkejte 10 minut a zkuste to znovu.
portal-error-300005 = Váš účet se ještě připravuje. Počkejte několik minut a zkuste to znovu.
portal-error-generic = Přihlášení teď není možné. Zkuste to za několik minut; nepodaří-li se to ani pak, sdělte správci kód { $code }.
portal-error-unavailable = Služba je teď nedostupná. Zkuste to za několik minut.
portal-tracking-id = Sledovací ID: { $id }
