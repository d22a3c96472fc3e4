//! Walks folders, files, gzip and zip archives with caps, and reads records in bounded memory.
