# Názvy, které se vyskytují v mnoha textech.
-product = Lineman
-service = Webex for Cisco BroadWorks
-app = { $case ->
   *[nominative] aplikace Webex
    [accusative] aplikaci Webex
    [start] Aplikace Webex
}
