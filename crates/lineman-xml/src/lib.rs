//! Bounded XML reading and writing over quick-xml: no DTD, limited depth and size.
