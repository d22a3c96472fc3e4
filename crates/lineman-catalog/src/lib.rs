//! Every code, cause and remedy key, shared by the services and the troubleshooter.
