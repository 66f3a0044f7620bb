import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WrongUsage } from '@ably-auth/checks/tool';

/** A package.json. */
export type Manifest = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly version: string;
  readonly repository?: { readonly url?: string };
};

/** The folders of everything that is published to npm. */
export function publishedFolders(root: string): string[] {
  return [...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'vectors'];
}

/** The package.json of a folder of the repository. */
export function readManifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

/**
 * The address of the repository, as the package.json of the root has it: the only place where it is set.
 * Undefined until it is: provenance needs the real one, and so a release is refused.
 */
export function repositoryAddress(root: string): string | undefined {
  const { hostname, href } = new URL(addressIn(readManifest(root, '.')));
  return hostname.endsWith('.invalid') ? undefined : href;
}

/** What each package.json says of its repository, and how it is published. */
export function expectedMetadata(address: string, folder: string): Record<string, unknown> {
  return {
    homepage: `${address}/tree/main/${folder}#readme`,
    bugs: `${address}/issues`,
    repository: { type: 'git', url: `git+${address}.git`, directory: folder },
    publishConfig: { access: 'public', provenance: true },
  };
}

/** Writes the address into every package.json. @throws {WrongUsage} if it is not an https address */
export function setRepository(root: string, address: string): string[] {
  if (!/^https:\/\/[^/]+\/\S+[^/]$/.test(address) || address.endsWith('.git')) {
    throw new WrongUsage(`repository: expected an address such as https://example.com/owner/name, got ${address}`);
  }
  update(root, '.', { repository: { type: 'git', url: `git+${address}.git` } });
  const folders = publishedFolders(root);
  for (const folder of folders) update(root, folder, expectedMetadata(address, folder));
  return folders;
}

/** The address of the root without what npm adds to it. */
export function addressIn({ repository }: Manifest): string {
  return (repository?.url ?? 'https://unset.invalid').replace(/^git\+/, '').replace(/\.git$/, '');
}

function update(root: string, folder: string, values: Readonly<Record<string, unknown>>): void {
  const others = Object.entries(readManifest(root, folder)).filter(([name]) => !Object.hasOwn(values, name));
  // After the license, where npm init puts them.
  const at = others.findIndex(([name]) => name === 'license') + 1;
  const ordered = [...others.slice(0, at), ...Object.entries(values), ...others.slice(at)];
  writeFileSync(join(root, folder, 'package.json'), `${JSON.stringify(Object.fromEntries(ordered), undefined, 2)}\n`);
}
