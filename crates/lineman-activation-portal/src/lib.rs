//! User Activation Portal: the sign-in form.
