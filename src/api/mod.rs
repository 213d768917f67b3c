//! The HTTP contract: one router behind three doors (TCP, the admin socket, in-process).
