# Namen, die in vielen Texten vorkommen.
-product = Lineman
-service = Webex for Cisco BroadWorks
-app = Webex-App
