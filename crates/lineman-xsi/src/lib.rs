//! Xsi-Actions resources as XML and BadgerFish JSON.
