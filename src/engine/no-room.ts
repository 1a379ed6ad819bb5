/** The system's words for a full disk and for limits on what one may write, in the message of whatever engine. */
export const NO_ROOM = /No space left on device|File too large|[Qq]uota exceeded/;
