# The lab on this machine.

lab-starting = Starting the lab in { $directory }
lab-starting-component = Starting { $component }
lab-certificates = Making certificates
lab-provisioning = Provisioning { $count ->
    [one] 1 subscriber
   *[other] { $count } subscribers
}
lab-provisioned = { $user } is provisioned
lab-injecting = Injecting the fault { $fault }
lab-signing-in = Signing in { $user }
lab-signed-in = { $user }: SSO Session: You are signed in
lab-step-failed = { $user } stopped at step { $step }: { $name }
lab-ready = The lab is up.
lab-portal-at = Portal at { $url }
lab-sign-in-with = Sign in as { $user }; the password is in { $file }
lab-logs-in = Logs in { $directory }
lab-diagnose-hint = Diagnose with: lineman diagnose { $directory }
lab-port-taken = Port { $port } is taken; { $name } listens on { $other } instead
lab-stop-hint = Press Ctrl-C to stop.
lab-stopping = Stopping
lab-stopped = Stopped.
lab-healthy = Healthy: every step is ok and there is no finding.
lab-fault-found = The logs name the fault: { $fault }
lab-fault-not-found = The logs do not name the fault { $fault }.
lab-unexpected-finding = Not expected: { $finding }
lab-took = Took { $seconds } s
lab-in-use = Another lab is using { $directory }. Stop it, or choose another folder with --data.
lab-unknown-fault = There is no fault { $fault }. `lineman lab faults` lists them.
lab-faults-header = Faults that the lab can inject
lab-faults-columns-id = Fault
lab-faults-columns-step = Step
lab-faults-columns-seen = What you will see
lab-faults-hint = Inject one with: lineman lab --fault ID

# What a trainee should see for each fault.
lab-see-wrong-password = The portal shows 100006 and step 2.1 fails; XsiActionsLog shows 401 and PSLog `[Error 4962]`.
lab-see-connector-entitlement-missing = Sign-in succeeds as far as step 4, then no calling icon appears; the startup log says that `broadworks-connector` is absent.
lab-see-client-certificate-untrusted = Step 5.2 fails for everybody in the enterprise; the XSP logs a refused TLS handshake and the app shows `1502`.
lab-see-desktop-device-missing = `AccessDevices` comes back without `Business Communicator - PC`; the calling log says that the device profile is not found.
lab-see-imp-credentials-mismatch = Assigning the service fails with `[Error 18215]` for every user of the enterprise; PSLog shows that the bridge answered 401.
lab-see-user-exists = Assigning the service fails with `[Error 18215]` for this user only; PSLog shows 409 and a `message` about the email.
lab-see-primary-number-missing = Assigning the service fails with `[Error 18215]`; PSLog shows 400 and no `PrimaryPhoneNumber` in the posted document.
lab-see-upstream-creation-failed = The bridge answers 200, the service is assigned, and the user never appears; only the cloud log shows the failed creation.
