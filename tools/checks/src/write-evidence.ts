import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE, evidencePage } from './evidence.js';
import { ROOT } from './tool.js';

// `npm run evidence`: the page from the results that the tools have kept.
const read = (path: string) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined);
writeFileSync(join(ROOT, EVIDENCE), evidencePage(read));
