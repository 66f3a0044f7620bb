import { arrows } from './arrows.js';
import type { Check } from './check.js';
import { circles } from './circles.js';
import { docstrings } from './docstrings.js';
import { generated } from './generated.js';
import { paths } from './paths.js';
import { specPoints } from './spec-points.js';

/** Every check. A new one is a file beside this one and a line here. */
export const checks: readonly Check[] = [arrows, circles, generated, specPoints, docstrings, paths];
