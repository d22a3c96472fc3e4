# Findings: what is wrong, what disagrees with what, and what to do in which order.

## Provisioning

finding-imp-url-mismatch =
    .title = Messaging server URL differs from the provisioning URL of the template
    .cause = The Application Server posts to another address than the one that the customer template gives out. The URL under Integrated IM&P and the provisioning URL of the template must be the same, character by character. Every subscriber of the enterprise is affected.
    .remedy = Copy the provisioning URL from the template in Partner Hub. In BroadWorks open the enterprise, Services > Integrated IM&P, and enter it as Messaging Server URL; if the enterprise uses the system default, set `provisioningUrl` under `AS_CLI/Interface/Messaging`. Check with `AS_CLI/Interface/Messaging> get`, then remove the service from one test user and assign it again.
finding-imp-credentials-mismatch =
    .title = The bridge refuses the provisioning account (401)
    .cause = User name or password of the messaging server in BroadWorks differs from the provisioning account of the customer template. The bridge cannot tell whose request it is and answers 401, so provisioning fails for every user of the enterprise.
    .remedy = In Partner Hub open the customer template and enter the password of the provisioning account anew, twice. In BroadWorks enter the same account name and password under Services > Integrated IM&P of the enterprise, or for the system default as `provisioningUserId` and `provisioningPassword` under `AS_CLI/Interface/Messaging`. Assign the service to one test user before the others.
finding-bridge-addressed-by-ip =
    .title = The Application Server addresses the bridge by IP address (403)
    .cause = The POST goes to an IP address instead of the host name of the provisioning URL, and the bridge answers 403. Either an address was entered as Messaging Server URL, or the Application Server lacks patch `ap373197` (`ap384177` on R24) and resolves the name before it posts.
    .remedy = First see that the Messaging Server URL holds the host name of the template's provisioning URL. Then install patch `ap373197` (R22, R23) or `ap384177` (R24) and switch it on with `AS_CLI/Maintenance/ContainerOptions> add provisioning bw.imp.useProvisioningUrl true`, restart, and try one user. Without DNS on the Application Server map the name in `/etc/hosts`; keep the name in the URL.
finding-bridge-forbidden =
    .title = The bridge forbids the request (403)
    .cause = The bridge or something in front of it, such as a proxy or a firewall, answers 403 although the request is addressed by name. The request has no chance as it is: usually the URL belongs to another region, or the way out rewrites the host.
    .remedy = Compare the target of the POST in PSLog with the provisioning URL of the template, including the region in the host name. Check proxy and firewall between Application Server and bridge against the network requirements of { -service }. Check that all patches for flow-through provisioning are installed.
finding-bridge-rejected =
    .title = The bridge rejects the subscriber profile
    .cause = The bridge answered neither 200 nor one of the refusals that have a name of their own. Only 200 OK counts as accepted; the Application Server reports everything else as `[Error 18215]`.
    .remedy = Read the status and the `message` node of the answer in PSLog, next to the POST. Look at each node of the posted `subscriberProfile` for a value that does not belong there, compare it with the settings of the template, correct the user in BroadWorks, and assign the service again. For a status of 500 and above try again later, then open a support case with the tracking ID.
finding-email-not-trusted =
    .title = The template trusts emails, but this one is malformed (400)
    .cause = The customer template asserts that the emails from BroadWorks can be trusted, and the email in the user's BroadWorks profile is not a valid address. Most often it is mistyped.
    .remedy = Correct the email in the user's profile in BroadWorks, then remove the Integrated IM&P service and assign it again. If emails in this BroadWorks system are not reliable in general, use a template that does not trust them, so that users confirm their own.
finding-email-invalid =
    .title = Email missing or invalid (400)
    .cause = The posted `subscriberProfile` has no `email` node, or the node does not hold a valid address. The email becomes the user ID in Webex, so nothing can be created without it.
    .remedy = Enter a valid email that nobody else in Webex uses in the user's profile in BroadWorks, then remove the Integrated IM&P service and assign it again.
finding-org-creation-disabled =
    .title = The organization is unknown and may not be created (400)
    .cause = No customer organization matches the domain of the email or the name from `group` or `serviceProvider`, and the template does not allow new organizations to be created.
    .remedy = First check the domain part of the email in the posted document: a typing error makes a known customer unknown. If the customer is really new, allow the creation of organizations in the customer template in Partner Hub, or create the organization beforehand. Then assign the service again.
finding-primary-number-missing =
    .title = No primary phone number (400)
    .cause = The posted `subscriberProfile` has no `PrimaryPhoneNumber`. Every subscriber of { -service } needs a primary number, and this user has none assigned in BroadWorks; an extension alone is not enough.
    .remedy = In BroadWorks assign a number to the group if none is free, then open the user, Profile > Addresses, and choose it as phone number. Remove the Integrated IM&P service and assign it again; PSLog must then show `PrimaryPhoneNumber` in the POST.
finding-user-exists =
    .title = A Webex user with this email exists already (409)
    .cause = The `email` of the posted `subscriberProfile` belongs to a user who is already in Webex, so the two records conflict. The other user may be in an organization that you cannot see.
    .remedy = Take the email from the POST in PSLog and search it in Help Desk. If the other account belongs to the same person, have it deleted by its owner or by the administrator of its organization; otherwise enter another email in the user's BroadWorks profile. Then remove the Integrated IM&P service and assign it again. Not finding the email in Help Desk proves nothing: the account may be outside your view.
finding-user-in-consumer-org =
    .title = The email belongs to a free Webex account (409)
    .cause = The person signed up for a free Webex account with this email before the service was assigned. The account lives in the consumer organization and holds the email.
    .remedy = Ask the user to sign in to the free account and delete it (https://help.webex.com/5m4i4y), or provision the user with another email. Then remove the Integrated IM&P service and assign it again.
finding-upstream-creation-failed =
    .title = Accepted with 200 OK, but the user was never created
    .cause = The bridge accepted the request and queued it; the services behind the bridge then failed to create the organization or the user. 200 OK says only that the request was received, and creation can take minutes. Nothing on the BroadWorks side is at fault or can repair it.
    .remedy = Wait some minutes and search the email from the POST in Help Desk. If the user is still not there, open a support case: this failure has to be escalated. Give the tracking ID, the time, the email, the BroadWorks user ID, the organization, and the POST with its answer from PSLog. Do not assign the service again and again meanwhile.
finding-bridge-unreachable =
    .title = The bridge cannot be reached
    .cause = The Application Server got no HTTP answer from the messaging server: name not resolved, no connection, TLS failure, or time-out. It reports `[Error 18211]`, and no user of the enterprise can be provisioned.
    .remedy = On the Application Server resolve the host name of the Messaging Server URL and connect to it (`curl -v` on the URL). Check DNS or `/etc/hosts`, the firewall and the proxy settings, and that the certificate authority of the bridge is trusted. Then assign the service to one test user.
finding-provisioning-in-progress =
    .title = The user is still being provisioned
    .cause = A request for this user is in the queue already (300005). A second request changes nothing while the first is under way.
    .remedy = Wait some minutes and look for the user in Control Hub. If the user is not there after half an hour, treat it as a failed creation and open a support case with the tracking ID.
finding-patch-missing =
    .title = The Application Server lacks a required patch
    .cause = Flow-through provisioning needs patches that this release of the Application Server does not have installed, or that are installed but not activated. Requests then go to an IP address or do not go out.
    .remedy = Compare the installed patches with the list for your release in the Solution Guide: `ap373197` for R22 and R23, `ap384177` for R24. Install what is missing, add the container option `bw.imp.useProvisioningUrl true` under `AS_CLI/Maintenance/ContainerOptions`, restart, and try one user.

## Sign-in

finding-portal-client-incompatible =
    .title = The activation portal does not load in the app's browser
    .cause = The { -app } opens the activation portal in the browser component of the operating system. This client could not load the page although the portal serves others, so the component, its settings or something on this machine stands in the way.
    .remedy = Open the same address in an ordinary browser on that machine. If it loads there, update the operating system and its browser component, check proxy and script settings, and update the app. Help > Health Checker in the app shows more. If it loads nowhere, look at the portal instead.
finding-portal-unavailable =
    .title = The activation portal is not available
    .cause = The activation portal does not answer, or answers with a server error, for every client that asks. The cause is on the service side.
    .remedy = Open the portal's address from another network. If it fails there too, look at the service status page and open a support case with the time and a tracking ID.
finding-wrong-password =
    .title = Wrong user ID or password
    .cause = The password that was typed is not the Web Access password of this user in BroadWorks; BroadWorks answers `[Error 4962]` and the portal shows 100006. It is not the SIP password of the device and not a Webex password. Upper and lower case matter.
    .remedy = Have the user type the BroadWorks Web Access password again and watch the case. If the email is not accepted, have the user type the BroadWorks user ID. If it still fails, set a new Web Access password in the user's BroadWorks profile and try to sign in to the BroadWorks web portal with it first.
finding-alternate-id-missing =
    .title = The email is no sign-in ID in BroadWorks
    .cause = The user signs in with the email, and BroadWorks knows neither a user ID nor an alternate user ID of that name (`[Error 4008]`). The password was not even looked at.
    .remedy = Either add the email as alternate user ID in BroadWorks (user, Profile > Addresses or `UserAlternateUserIdAddRequest`), or have the user sign in with the BroadWorks user ID. If this holds for many users, do not prefill the email on the sign-in page.
finding-user-locked =
    .title = The user is locked out
    .cause = Too many wrong passwords were given in a row, and the portal refuses further attempts for 10 minutes (200018), even with the right password.
    .remedy = Wait 10 minutes without trying, then sign in with the right password. Look for a device or program that keeps sending an old password.
finding-xsp-unreachable =
    .title = Xsi-Actions does not answer
    .cause = The IdP proxy gets no HTTP answer from the Xsi-Actions address of the cluster, so nobody of this cluster can sign in. Passwords are not the problem.
    .remedy = Check the Xsi-Actions URL of the BroadWorks cluster in Partner Hub. From outside call `/com.broadsoft.xsi-actions/v2.0/versions` on it. On the XSP see that the web container and the Xsi-Actions application are running, that the certificate is valid, and that the firewall lets the address ranges of the cloud in.
finding-profile-mismatch =
    .title = The BroadWorks profile matches no user of the organization
    .cause = The password was right, but the BroadWorks user ID in the `Profile` answer of Xsi-Actions belongs to no user of the Webex organization. The user signed in with another subscriber's account, or was provisioned under another BroadWorks user ID.
    .remedy = Compare the `userId` in the answer with the BroadWorks user ID in the user's details in Help Desk. If they differ, have the user sign in with the own account; if the BroadWorks user ID was changed, remove the Integrated IM&P service and assign it again.
finding-assertion-rejected =
    .title = The identity service rejects the SAML assertion
    .cause = The assertion that the app handed in is expired, was used before, is meant for another audience, or its signature does not verify. Sign-in stops although the BroadWorks password was right.
    .remedy = Have the user start the sign-in again from the beginning, without the back button. If it repeats, compare the clocks: the identity service, the IdP proxy and the user's machine must be within minutes of each other. If only one organization is affected, open a support case with the tracking ID.

## Entitlements

finding-connector-entitlement-missing =
    .title = The entitlement broadworks-connector is missing
    .cause = The signed-in user does not carry `broadworks-connector`, so the app does not start BroadWorks calling and shows no calling icon. Usually the user was created in Webex by another way than BroadWorks provisioning, or lost the license.
    .remedy = In Help Desk open the user, User Details, section `entitlements`, and confirm that `broadworks-connector` is not in the list. Check that the user is in the right organization. In BroadWorks remove the Integrated IM&P service and assign it again, wait for the user to be provisioned, then sign out of the app and sign in.
finding-webex-calling-entitlement =
    .title = The user carries a Webex Calling entitlement
    .cause = The user has `bc-sp-standard` or `bc-sp-basic`, the entitlements of Webex Calling. They exclude { -service }: the app would register to the wrong service.
    .remedy = In Control Hub remove the Webex Calling license from the user. Check in Help Desk under User Details, `entitlements`, that neither `bc-sp-standard` nor `bc-sp-basic` is left and `broadworks-connector` is there. Then reset the app's database under Help > Health Checker and sign in again.
finding-calling-behavior-wrong =
    .title = Calling behavior is not “Calling in Webex”
    .cause = The calling behavior of the user or of the organization is set to something else than `Calling in Webex`, so the app starts another calling service or none, whatever the entitlements say.
    .remedy = In Help Desk look at Calling Behavior of the organization and of the user: both must say `Calling in Webex`. Correct it in Control Hub, first for the organization, then for the user if it has a setting of its own. Sign out of the app and sign in.
finding-multiple-calling-services =
    .title = The app still holds another calling service
    .cause = Several calling services were tried with the same client. It remembers the earlier back end and does not come up with BroadWorks cleanly although the user's settings are right.
    .remedy = In the app choose Help > Health Checker > Reset Database. The client is wiped and shows the sign-in screen; sign in again. Export logs first if you still need them: the reset removes them.
finding-identity-token-rejected =
    .title = The identity service rejects the app's token
    .cause = The access token with which the app asks for the long-lived token is expired or was revoked, so the IdP proxy does not ask BroadWorks at all.
    .remedy = Sign out of the app and sign in again to get a new token. If it happens again at once, compare the clock of the machine with the real time and look whether the user's sessions were ended in Control Hub.

## Long-lived token

finding-client-certificate-untrusted =
    .title = The XSP does not accept the client certificate of Webex
    .cause = The mutual TLS connection to the AuthService fails: the XSP does not trust the authority that issued the Webex client certificate, or certificate authentication for client applications is switched off. No user behind this XSP gets a long-lived token.
    .remedy = On every XSP run `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication> get`; it must say `allowUserApp = false` and `allowClientApp = true`. Download the certificate chain from the BroadWorks settings in Partner Hub, split it into root and issuing certificate, and import both as trust anchors of the HTTPS interface of the AuthService. Restart the web container, then sign in once and look for the request in the authenticationService log.
finding-auth-service-url-wrong =
    .title = The cluster points to a wrong AuthService address
    .cause = The AuthService URL of the BroadWorks cluster in Partner Hub leads to no `/authService/token` of this XSP: wrong host, wrong port or wrong path. The path is case-sensitive.
    .remedy = In Partner Hub open the BroadWorks cluster and compare its AuthService URL with the XSP: host and port of the interface with client certificates, context path `/authService`. Correct it, let Partner Hub test it, and sign in once.
finding-login-info-unknown-user =
    .title = The AuthService asks for a user that BroadWorks does not know
    .cause = Webex holds a BroadWorks user ID for this user that `UserGetLoginInfoRequest` does not find: the subscriber was renamed or deleted in BroadWorks after provisioning.
    .remedy = Compare the `http_bw_userid` in the authenticationService log with the user ID in BroadWorks. If the subscriber was renamed, remove the Integrated IM&P service and assign it again, so that Webex learns the new ID; if it was deleted, delete the Webex user as well.
finding-auth-service-url-missing =
    .title = Xsi-Actions does not know where to validate tokens
    .cause = The container option with the address of the AuthService is not set on this XSP, so Xsi-Actions cannot have the token of the app validated, although it was issued properly.
    .remedy = On every XSP that serves Xsi-Actions run `XSP_CLI/Maintenance/ContainerOptions> add tomcat bw.authservice.authServiceUrl http://127.0.0.1:80/authService` and set the same URL under `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService`. Restart the web container. Do this on all of them: users land on any.
finding-rsa-keys-not-copied =
    .title = A token of one XSP is refused by another
    .cause = The XSPs sign and check long-lived tokens with different RSA keys. A token is valid only on the XSP that issued it; as users are spread over several, sign-in works now and then.
    .remedy = On the XSP whose keys are to stay run `KeyManagement> exportKeys` of the AuthenticationService; it writes `/var/broadworks/tmp/authService.keys`. Copy the file to every other XSP that hosts the AuthService, run `importKeys` there, and restart all of them. Repeat this whenever keys are renewed.
finding-token-revoked =
    .title = The long-lived token is expired or revoked
    .cause = The AuthService refuses the token that the app presents: its lifetime is over, or tokens of this user or of the whole system were revoked after it was issued.
    .remedy = Sign out of the app and sign in again; this fetches a new token. If many users are hit at the same time, ask who revoked tokens (`LongLivedTokenRevokeRequest` in PSLog). If it returns every few weeks, look at `tokenDurationInHours` of the AuthenticationService and at the clocks of the XSPs.

## Devices and registration

finding-device-types-unassigned =
    .title = The user has no device for the app
    .cause = Xsi-Actions answers with an empty `AccessDevices`: in BroadWorks no device of a type for the { -app } is assigned to the user, so the app gets neither address nor credentials for calling.
    .remedy = In BroadWorks create an access device of the type for each platform that the user needs (`Business Communicator - PC` for desktop, `Connect - Mobile`, `Connect - Tablet`) and assign it to the user as primary device or as shared call appearance, each with its own line/port. Then sign out of the app and sign in.
finding-desktop-device-missing =
    .title = The desktop device Business Communicator - PC is missing
    .cause = `AccessDevices` lists devices of the user, but none of type `Business Communicator - PC`, which is the one that the desktop app looks for. Its calling log says that this device profile is not found.
    .remedy = In BroadWorks add a device of type `Business Communicator - PC` to the user: as primary device, or as shared call appearance if another device is primary, with a line/port of its own. The type must be spelled exactly so. Rebuild its files, then sign out of the app and sign in.
finding-device-profile-unreachable =
    .title = Device Management does not serve config-wxt.xml
    .cause = The app has its devices, but the request for `config-wxt.xml` fails: the address in `deviceTypeUrl` leads nowhere, Device Management is down or refuses the credentials, or the file is not defined for the device type.
    .remedy = Find the request in the access_log of the XSP. No line: check the access FQDN, port and context path of the device type, and the firewall. 401: enter the device credentials anew and rebuild the files. 404: see that the device type has a file `config-wxt.xml` with a template. Then look into dmsDebugLog.
finding-device-profile-unparseable =
    .title = The app cannot parse config-wxt.xml
    .cause = The device profile is delivered, but is not well-formed XML for the app, which reports `errorCode=1507`. Most often the device type has `defaultDeviceEncoding` `ISO-8859-1` or none, and an accented letter in a name breaks the file; else a custom template or a tag value holds a bare `&` or `<`.
    .remedy = Set the encoding of the device type to `UTF-8`, rebuild the files of the device, and sign out of the app and in. If it still fails, fetch `config-wxt.xml` by hand, run an XML checker over it, and correct the template or the tag that it points to.
finding-sbc-tag-wrong =
    .title = %SBC_ADDRESS_WXT% is not the SBC
    .cause = The app sends REGISTER to the address that `%SBC_ADDRESS_WXT%` puts into `config-wxt.xml`, and no SBC in front of your registrar listens there. The request goes nowhere.
    .remedy = In BroadWorks check the tag `%SBC_ADDRESS_WXT%` in the tag set of the device type, then overrides at system, provider, group and device; the most specific wins. Enter the address of the SBC for app clients, check the port, rebuild the files, and sign out of the app and in.
finding-device-tags-misconfigured =
    .title = A device tag is missing, wrong or in conflict
    .cause = A tag that the template of the device profile needs is not defined, is empty, or is defined at two levels with different values, so that `config-wxt.xml` holds an empty or a wrong setting. dmsDebugLog names undefined tags.
    .remedy = Compare the tags of the device type with the list of the Configuration Guide for the { -app }. Define what is missing in one place only, remove overrides that contradict it, rebuild the files, and look at the finished `config-wxt.xml` before you sign in again.
finding-as-not-located =
    .title = The Network Server knows no Application Server for the user
    .cause = The SBC asked the Network Server where the user is served, and the answer was that the user is not known there. The REGISTER therefore never reached the registrar.
    .remedy = On the Network Server look the user's line/port or number up (NSXSLog shows what the SBC asked for). If it is missing, check that Application Server and Network Server are synchronized and that the domain of the line/port is one that the Network Server serves. Then sign out of the app and in.
finding-sip-credentials-wrong =
    .title = The registrar refuses the SIP credentials
    .cause = The app answered the challenge of the registrar with a user name or password that is not that of the device's line in BroadWorks. Either the tags put wrong values into `config-wxt.xml`, or the SIP password was changed after the file was built.
    .remedy = In BroadWorks set the SIP authentication user name and password of the user anew (Utilities > Authentication). Check that `%BWAUTHUSER-1%` and `%BWAUTHPASSWORD-1%` are what the template uses, rebuild the files of the device, and sign out of the app and in.
finding-session-displaced =
    .title = A second client of the same platform took over the session
    .cause = The same user signed in on another client of the same platform type. Only one session for each type is active, and the later one wins; the first loses its phone services. This is by design.
    .remedy = Use one desktop and one mobile client for each user, or close the client that is not needed and sign in again on the other. Someone who needs two clients of the same type needs two devices with different SIP addresses.

## Call settings

finding-call-settings-tags-missing =
    .title = The link to the call settings is not configured
    .cause = The address or target tag of the Call Settings Webview is empty in `config-wxt.xml`, so the app hides the link. Either the template in use is too old to have it, or `%WEB_CALL_SETTINGS_URL_WXT%` or `%WEB_CALL_SETTINGS_TARGET_WXT%` is not set.
    .remedy = Install the current template of the device type. Set `%WEB_CALL_SETTINGS_URL_WXT%` to the address of the application, with a slash at the end, and `%WEB_CALL_SETTINGS_TARGET_WXT%` to `csw`. Rebuild the files and sign out of the app and in.
finding-call-settings-opens-browser =
    .title = Call settings open in an external browser
    .cause = The address of the Call Settings Webview is set, but `%WEB_CALL_SETTINGS_TARGET_WXT%` does not say `csw`, so the app treats the page as a foreign web site and does not embed it.
    .remedy = Set `%WEB_CALL_SETTINGS_TARGET_WXT%` to `csw` for the device type, rebuild the files, and sign out of the app and in.
finding-call-settings-not-registered =
    .title = No call settings because the app is not registered
    .cause = The app shows the link to the call settings only once it is registered to BroadWorks, and this session is not.
    .remedy = Solve the registration first: under Phone Services it must say `SSO Session: You are signed in`. The link then appears by itself.
finding-app-version-too-old =
    .title = The app is too old for the call settings
    .cause = The version of the { -app } in the log does not support the Call Settings Webview yet; tags and registration are not the problem.
    .remedy = Update the app and sign in again. If updates are managed centrally, release a newer version for this user.
finding-call-settings-app-broken =
    .title = The Call Settings Webview application fails on the XSP
    .cause = The app asked for the page, and the application on the XSP answered with an error or with nothing that can be shown. Tags and registration are right.
    .remedy = On the XSP check that the application is deployed and running, that it uses the same host name as Xsi-Actions, and that this name is in the HTTP alias list. Read the CallSettingsWebview log and the access_log at the time of the click. For a support case add `config-wxt.xml` and its template.

## Domains and roles

finding-domain-claimed-by-provider =
    .title = The provider has claimed the customer's domain
    .cause = The domain of the user's email is claimed by the organization of the service provider. Sign-in requests of the customer's users are therefore routed to the provider instead of to their own organization.
    .remedy = In Control Hub of the provider's organization release the claim of this domain; a provider should claim only the domains of its own staff. If the customer wants the claim, verify and claim the domain in the customer's organization afterwards. Then have the user sign in again.
finding-domain-claimed-by-other =
    .title = Another customer has claimed the shared domain
    .cause = Two organizations use the same email domain, and one of them has claimed it. Users of the other are routed to the organization with the claim and cannot sign in.
    .remedy = Agree with both customers. Release the claim in Control Hub of the organization that holds it (Domains > remove the claim); a domain used by two organizations must not be claimed by either. Then have the user sign in again.
finding-admin-lacks-sales-role =
    .title = The administrator has no role for customer organizations
    .cause = Full administrator rights cover only the partner organization itself. To see and manage customers the account needs in addition Sales administrator or Sales full administrator, and it has neither.
    .remedy = Have a full administrator open the account in Control Hub of the partner organization, Roles and security, and add Sales administrator or Sales full administrator; a full administrator can do so for the own account. Sign out of Partner Hub and in.

## General

finding-step-failed =
    .title = A step failed for a reason that is not known
    .cause = The logs show that this step did not succeed, and none of the known causes fits.
    .remedy = Read the evidence and the records around it in the same log, then the log of the component on the other side of the step. If the cause is clear to you, describe it as a signature, so that it has a name next time.
finding-oci-error =
    .title = BroadWorks refused OCI-P requests
    .cause = The Application Server answered requests with an error that no known fault explains. Often a provisioning client asked for something that does not exist or is not allowed.
    .remedy = Look the number up with `lineman explain`, and read the request in PSLog before the answer: it shows who asked for what. If it comes from your provisioning system, correct it there.
finding-input-edited =
    .title = The log was edited by hand
    .cause = Lengths, line breaks or the order of records do not agree with what the product writes, so someone or some tool changed this file. What it shows may be incomplete.
    .remedy = Take the original file from the server, without opening it in an editor, and run the diagnosis again. Use `gzip` for the transport.
finding-input-truncated =
    .title = The input ends in the middle
    .cause = The file or the archive breaks off before its end. What was readable was used; what follows is not known.
    .remedy = Copy the file again from its source and compare the sizes. If the server was still writing, wait for the file to be rotated.
finding-input-capped =
    .title = The input was not read to the end
    .cause = A limit that protects the machine was reached: size, number of files, depth of archives, or how far an archive expands. What lies beyond was not looked at.
    .remedy = Give only the files of the time in question, unpack nested archives yourself, or narrow the diagnosis with `--since` and `--until`.
finding-input-unrecognised =
    .title = The input is none of the known logs
    .cause = The content looks like no log, configuration or record that { -product } can read. It was left out of the diagnosis.
    .remedy = Check that it is the right file and that it is plain text, `.gz` or `.zip`. If it is a log of the solution, send a few lines of it with a request to support it.
