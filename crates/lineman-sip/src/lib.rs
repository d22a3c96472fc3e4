//! Sans-I/O SIP core: parser, builder, digest, transactions.
