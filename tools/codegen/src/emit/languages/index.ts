import type { Emitter } from '../../output.js';
import { go } from './go.js';
import { java } from './java.js';
import { php } from './php.js';
import { python } from './python.js';
import { ruby } from './ruby.js';

/** The emitters of the packages in `languages/`, by the name of their folder. A new one is a file here and a line. */
export const languages: Readonly<Record<string, Emitter>> = { go, java, php, python, ruby };
