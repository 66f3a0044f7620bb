/** The command line or the config file is wrong. */
export class UsageError extends Error {}

/** The service cannot start. */
export class NotStarted extends Error {}
