import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPage, withNote } from './install-note.js';
import { showsFiles, withFiles } from './shown-files.js';
import { openTree } from './tree.js';
import { ROOT } from './tool.js';

// `npm run pages`: writes into the Markdown pages what comes from elsewhere, the note on npm and the files they show.
const tree = openTree(ROOT);
for (const file of tree.files.filter((name) => name.endsWith('.md'))) {
  const before = tree.read(file);
  const noted = isPage(file) ? withNote(before) : before;
  const text = showsFiles(file) ? withFiles(noted, tree) : noted;
  if (text !== before) writeFileSync(join(ROOT, file), text);
}
