# The sign-in form of the User Activation Portal.

portal-title = Sign in with BroadWorks
portal-intro = Sign in to { -service } with your BroadWorks user ID and your Web Access password.
portal-user-name = User ID or email
portal-password = Password
portal-show-password = Show password
portal-sign-in = Sign in
portal-signing-in = Signing in…
portal-continue = Continue
portal-continue-hint = You are signed in. If the { -app } does not open by itself, choose Continue.
portal-script-hint = Scripts are switched off in this browser: choose Continue to go on.
portal-session-missing = This page was opened without a sign-in in progress. Start again from the { -app }.
portal-language = Language
portal-error-label = Sign-in error { $code }
portal-error-100006 = The user ID or the password is not right. Use your BroadWorks Web Access password, mind upper and lower case, and try your BroadWorks user ID if your email is not accepted.
portal-error-200010 = BroadWorks does not allow this user to sign in. Try another user ID and password, or ask your administrator to reset your password in BroadWorks.
portal-error-200016 = Your session was not found. Reload the page and enter your user ID and password again.
portal-error-200018 = This user is locked after too many attempts. Wait 10 minutes and try again.
portal-error-300005 = Your account is still being set up. Wait a few minutes and try again.
portal-error-generic = Sign-in is not possible at the moment. Try again in a few minutes; if it keeps failing, give your administrator the code { $code }.
portal-error-unavailable = The service cannot be reached at the moment. Try again in a few minutes.
portal-tracking-id = Tracking ID: { $id }
