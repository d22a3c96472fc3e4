//! XSP: Xsi-Actions, AuthenticationService and Device Management behind one container.
