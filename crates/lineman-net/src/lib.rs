//! Listeners: TCP, TLS, mutual TLS and UDP, with limits and graceful stop.
