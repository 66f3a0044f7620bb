import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPage, withNote } from './install-note.js';
import { openTree } from './tree.js';

// `npm run install-notes`: writes the note of install-note.ts into the pages, or takes it out.
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const tree = openTree(ROOT);
for (const file of tree.files.filter(isPage)) {
  const text = withNote(tree.read(file));
  if (text !== tree.read(file)) writeFileSync(join(ROOT, file), text);
}
