import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packAll } from './pack.js';
import { ROOT } from './tool.js';

// `npm run pack:all`: the packages as they would be published, for a project beside this repository.
const into = join(ROOT, 'dist-packages');
rmSync(into, { recursive: true, force: true });
mkdirSync(into);
const packages = packAll(ROOT, into);
console.log(
  `${packages.length} packages. They need each other, so install them together:\n\n  npm install ${into}/*.tgz`,
);
