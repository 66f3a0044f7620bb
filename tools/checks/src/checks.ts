import type { Check } from './check.js';
import { generated } from './generated.js';
import { installNote } from './install-note.js';
import { language } from './language.js';
import { shownFiles } from './shown-files.js';
import { specPoints } from './spec-points.js';

/** Every check. A new one is a file beside this one and an entry here. */
export const checks: readonly Check[] = [generated, specPoints, language, installNote, shownFiles];
