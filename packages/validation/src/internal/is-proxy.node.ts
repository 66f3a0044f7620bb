import { types } from 'node:util';

/** Whether a value is a Proxy, found out without running any of its traps. */
export const isProxy: (value: unknown) => boolean = types.isProxy;
