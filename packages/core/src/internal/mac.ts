import * as platform from '#mac';
import type { MacKey } from '#mac';

export type { MacKey };

// The MAC of this platform, as the asynchronous API sees it: Node answers at once, Web Crypto with a promise.
export const importMacKey: (secret: string) => MacKey | Promise<MacKey> = platform.importMacKey;
export const createMac: (text: string, key: MacKey) => string | Promise<string> = platform.createMac;
export const verifyMac: (text: string, mac: string, key: MacKey) => boolean | Promise<boolean> = platform.verifyMac;
