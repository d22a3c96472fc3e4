# Names that occur in many texts. Change one here and every text follows (DOC-012).
-product = Lineman
-service = Webex for Cisco BroadWorks
-app = Webex app
