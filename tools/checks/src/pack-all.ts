import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAll } from './pack.js';

// `npm run pack:all`: the packages as they would be published, for a project beside this repository.
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const into = join(ROOT, 'dist-packages');
rmSync(into, { recursive: true, force: true });
mkdirSync(into);
const packages = packAll(ROOT, into);
console.log(
  `${packages.length} packages. They need each other, so install them together:\n\n  npm install ${into}/*.tgz`,
);
