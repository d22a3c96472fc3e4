# Codes and statuses: what they mean, and what to look at.

## BroadWorks errors

broadworks-error-4001 =
    .title = Not logged in, or not allowed
    .cause = The OCI-P request came without a valid session, or the session's administrator has no right to the command. For requests without a session the address of the sender is not on the access list.
    .remedy = Log in again and repeat the request. Check the level of the administrator account. For an XSP check that its address is on the access list of the Application Server.
broadworks-error-4008 =
    .title = User not found
    .cause = BroadWorks knows no user with this ID, neither as user ID nor as alternate user ID. At sign-in it means that the email is not an alternate user ID; in step 5.3, that Webex holds an old user ID.
    .remedy = Search the user in BroadWorks. At sign-in add the email as alternate user ID or use the BroadWorks user ID. In step 5.3 remove the Integrated IM&P service and assign it again.
broadworks-error-4103 =
    .title = The enterprise or provider still has groups
    .cause = An enterprise or service provider can be deleted only when it holds no group any more.
    .remedy = Delete its groups first, then the enterprise or provider.
broadworks-error-4150 =
    .title = The group exists already
    .cause = Within this enterprise or provider the group ID is taken.
    .remedy = Use the existing group, or choose another group ID.
broadworks-error-4152 =
    .title = Group not found
    .cause = The enterprise or provider holds no group with this ID. The client mistyped it, looks under the wrong provider, or asks for a group that was deleted.
    .remedy = List the groups of the provider and correct the ID in the client. Answers of this kind in large numbers usually come from a script that tries groups one after the other and are harmless.
broadworks-error-4200 =
    .title = The user ID is taken
    .cause = A user with this ID exists already in the BroadWorks system, perhaps in another group or enterprise.
    .remedy = Search the ID in the whole system. Use the existing user, or choose another user ID.
broadworks-error-4500 =
    .title = The device exists already
    .cause = At this level a device with this name exists already.
    .remedy = Use the existing device, or choose another name.
broadworks-error-4501 =
    .title = Device type not found
    .cause = The device type is not defined in this system, or its name is spelled differently. `Business Communicator - PC` has one blank on either side of the hyphen.
    .remedy = List the device types and correct the name. If the type is missing, import it with its template files (DTAF).
broadworks-error-4505 =
    .title = Device not found
    .cause = No device with this name exists at the level that was asked for: user, group or provider.
    .remedy = Check name and level of the device. If it was deleted while assigned, assign a new one to the user.
broadworks-error-4909 =
    .title = The extension has the wrong length
    .cause = The extension given for a user is not made of digits only, or is shorter or longer than its group allows; the message names the group and its bounds.
    .remedy = Choose an extension within the bounds, or change the extension length of the group or of the enterprise.
broadworks-error-4962 =
    .title = Invalid user ID or password
    .cause = The password does not fit the user ID. At sign-in it is compared with the Web Access password of the user, not with a SIP password; upper and lower case matter.
    .remedy = Repeat with the right Web Access password. If that is not known, set a new one in the user's profile in BroadWorks.
broadworks-error-5202 =
    .title = The account is disabled
    .cause = User ID and password were looked up, but the login of this account is switched off, by an administrator or after too many failures.
    .remedy = Enable the login in BroadWorks, and find out why it was disabled.
broadworks-error-5404 =
    .title = The administrator is restricted
    .cause = The administrator is logged in, but may only read, or may only reset passwords, and the command does more.
    .remedy = Use an administrator without this restriction, or change the type of the account.
broadworks-error-6004 =
    .title = The OCI-P request does not fit the schema
    .cause = The request has an unknown name, lacks a mandatory element, or has elements in the wrong order. Most often the client was made for another release.
    .remedy = Read `detail` in the answer: it names the place. Compare the request with the schema of this release, and use the version of the command that it offers.
broadworks-error-18211 =
    .title = Communication error with Messaging server
    .cause = When the Integrated IM&P service was assigned, the Application Server got no answer from the provisioning bridge: name not resolved, no connection, TLS failure, or time-out. As a rule it hits all users of the enterprise.
    .remedy = Check the Messaging Server URL with `AS_CLI/Interface/Messaging> get` and at the enterprise. From the Application Server resolve its name and connect to it; check DNS, firewall, proxy and trusted certificates. Then assign the service to one test user.
broadworks-error-18215 =
    .title = Provisioning error with Messaging server
    .cause = The provisioning bridge answered the assignment of the Integrated IM&P service, but not with 200. If it hits all users of the enterprise, URL, account or password differ from the template; if it hits a few, something about these users is wrong, such as email or primary number.
    .remedy = Find the POST and its answer in PSLog and go by the status: 400 read the `message`, 401 compare account and password with the template, 403 check the URL, 409 search the email in Help Desk.

## End-user codes

end-user-code-100006 =
    .title = Wrong user ID or password
    .cause = BroadWorks did not accept the combination of user ID and password that was typed at the portal.
    .remedy = Use the right password; with BroadWorks authentication in the template this is the BroadWorks Web Access password. If the email is not configured as alternate user ID, type the BroadWorks user ID. Mind upper and lower case.
end-user-code-200010 =
    .title = The BroadWorks user is not authorized
    .cause = BroadWorks knows the user but does not let it in: the account is disabled or has no right to sign in. The password is not the reason, otherwise it would be 100006.
    .remedy = Try another user ID and password. If that does not help, the administrator resets the password in BroadWorks and checks that the login is enabled.
end-user-code-200016 =
    .title = The session was not found
    .cause = The portal has no session for this form any more: the page was open too long, cookies are blocked, or the form was sent from another browser.
    .remedy = Reload the page and enter user ID and password again. Check that the browser keeps the portal's cookies.
end-user-code-200018 =
    .title = The user is locked out
    .cause = Too many wrong passwords were given in a row; the portal refuses the user for 10 minutes.
    .remedy = Wait 10 minutes, then try again with the right password.
end-user-code-300005 =
    .title = The user is in the queue already
    .cause = A request for this user is being worked on; the precheck refuses a second one.
    .remedy = Provisioning is still going on: wait some minutes and check again.

## Statuses of the provisioning bridge

bridge-status-200 =
    .title = Accepted
    .cause = The bridge received the request and handed it on for creation. That is all it says: organization and user are created afterwards, within minutes, and this can still fail.
    .remedy = Search the email from the POST in Help Desk after some minutes. If the user does not appear, creation failed behind the bridge: open a support case with tracking ID, time, email and organization.
bridge-status-400 =
    .title = The subscriber profile cannot be processed
    .cause = Something in the posted `subscriberProfile` is missing or invalid, or does not go with a setting of the template. The `message` node of the answer says what: no primary phone number, an email that is invalid or cannot be trusted, or an organization that is unknown and may not be created.
    .remedy = Read `message` in PSLog. Correct the user in BroadWorks (primary number, email) or the template (trust in emails, creation of organizations), then remove the Integrated IM&P service and assign it again.
bridge-status-401 =
    .title = The provisioning account does not match
    .cause = User name or password of the messaging server in BroadWorks differs from the provisioning account of the customer template. All users of the enterprise are affected.
    .remedy = Enter account name and password of the template anew, in Partner Hub and under Services > Integrated IM&P of the enterprise or `AS_CLI/Interface/Messaging`.
bridge-status-403 =
    .title = The request is forbidden
    .cause = The Application Server is configured so that the request has no chance. Most often it goes to an IP address instead of the provisioning URL, because patch `ap373197` is missing.
    .remedy = Compare the target of the POST with the provisioning URL of the template; it must hold the host name. Install and activate patch `ap373197` (`ap384177` on R24). Check firewall and proxy.
bridge-status-409 =
    .title = Conflict with an existing user
    .cause = The posted `subscriberProfile` contradicts what Webex already holds. As a rule a user with this email exists, perhaps a free account that the person opened.
    .remedy = Read `message`, then search the email in Help Desk. Have the free account deleted, or use another email, and assign the service again.

## Statuses of the AuthService

auth-service-status-200 =
    .title = Token issued or valid
    .cause = To a GET: a long-lived token was issued for the user. To a POST over the loopback: the token that the app presented is valid.
    .remedy = Nothing to do here. If the app still does not register, go on with the next step of the ladder.
auth-service-status-400 =
    .title = The user header is missing
    .cause = The request for a token came without the header `http_bw_userid`, so the AuthService does not know for whom to issue it. Something between Webex and the XSP removes headers, or the request was made by hand.
    .remedy = Check proxies and load balancers in front of the XSP: they must pass `http_bw_userid` and `trackingid` on, and must not end the mutual TLS connection.
auth-service-status-401 =
    .title = The token is not valid
    .cause = The AuthService refuses a token that Xsi-Actions had it check: expired, revoked, or signed with a key that this XSP does not have.
    .remedy = Read the reason in the authenticationService log. Expired or revoked: sign out of the app and in. Unknown key or signature: copy the RSA keys from one XSP to all the others (`exportKeys`, `importKeys`) and restart.
auth-service-status-404 =
    .title = User or address unknown
    .cause = Either BroadWorks does not know the user in `http_bw_userid`, or the request did not go to `/authService/token` on the interface for it: the path is case-sensitive.
    .remedy = If the authenticationService log shows the request, compare the user ID with BroadWorks. If it does not, correct the AuthService URL of the cluster in Partner Hub.

## Statuses of Xsi-Actions

xsi-status-200 =
    .title = Answered
    .cause = Xsi-Actions accepted the credentials or the token and answered. The answer to `profile/device` may still hold no device that the app can use.
    .remedy = Look into the answer in XsiActionsLog: `Profile` must carry the `userId`, and `AccessDevices` the device type of the platform.
xsi-status-401 =
    .title = Credentials or token not accepted
    .cause = With Basic in step 2.1: wrong user ID or password (`errorCode` 4962), or an ID that BroadWorks does not know (4008). With Bearer in step 6: the AuthService does not accept the long-lived token.
    .remedy = Look at the `authorization` scheme and `errorCode` in XsiActionsLog. Basic: check the Web Access password and the alternate user ID. Bearer: read the reason in the authenticationService log at the same tracking ID.
xsi-status-403 =
    .title = Not this user's resource
    .cause = The token or the credentials belong to another user than the one in the path of the request.
    .remedy = Compare the user in the path with the subject of the token. After a renaming of the user in BroadWorks sign out of the app and in.
xsi-status-503 =
    .title = A server behind Xsi-Actions does not answer
    .cause = Xsi-Actions itself runs, but cannot reach the Application Server, or the AuthService is not reachable or not configured on this XSP.
    .remedy = XsiActionsLog says which one. Application Server: check that it runs and that the XSP may connect to it. AuthService: check the container option `bw.authservice.authServiceUrl` and that the AuthenticationService is running.

## Codes of the app

client-code-1502 =
    .title = The long-lived token could not be fetched
    .cause = The app asked the IdP proxy for the BroadWorks token and did not get it (shown as `1000:1502`). The access token was refused, the XSP does not accept the Webex client certificate, the AuthService address is wrong, or BroadWorks does not know the user.
    .remedy = Take the tracking ID from the app's log and follow it: first the IdP proxy, then the authenticationService log and the access_log of the XSP. No trace on the XSP points to the certificate or to the address in Partner Hub; 404 to the user ID.
client-code-1507 =
    .title = The device profile could not be parsed
    .cause = `config-wxt.xml` was fetched but is not readable XML. As a rule the device type has the encoding `ISO-8859-1` or none, and an accented letter breaks the file.
    .remedy = Set the encoding of the device type to `UTF-8`, rebuild the files of the device, and sign out of the app and in.
