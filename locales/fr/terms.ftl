# Noms qui reviennent dans beaucoup de textes.
-product = Lineman
-service = Webex for Cisco BroadWorks
-app = { $position ->
   *[inside] application Webex
    [start] Application Webex
}
