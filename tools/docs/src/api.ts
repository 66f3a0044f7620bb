import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, OptionDefaults, type ProjectReflection } from 'typedoc';
import { frontMatter, type Page } from './page.js';
import { isInRepository, namesIn, readJson, ROOT } from './repository.js';

type Manifest = {
  readonly name: string;
  readonly description?: string;
  readonly exports?: Readonly<Record<string, string>>;
};

/** What a package exports under one name. */
type Entry = { readonly specifier: string; readonly source: string; readonly folder: string };

/** A command line is used by its commands, not by its exports; `internal` is for the packages of this repository. */
const WITHOUT_API = new Set(['cli']);

/** The API of every package, from its docstrings. */
export async function apiPages(): Promise<Page[]> {
  const entries = entryPoints();
  const out = mkdtempSync(join(tmpdir(), 'ably-auth-api-'));
  try {
    await runTypedoc(entries, out);
    // A module that exports nothing has no page.
    const documented = entries.filter(({ specifier }) => existsSync(join(out, `${pathOf(specifier)}.md`)));
    return documented.map(({ specifier, folder }): Page => {
      const file = `${pathOf(specifier)}.md`;
      const text = readFileSync(join(out, file), 'utf8').replace(
        /^# .*$/m,
        () => `# ${specifier}\n\n${introduction(folder)}`,
      );
      return {
        path: `api/${file}`,
        title: specifier,
        text:
          frontMatter({
            title: `${specifier}: API`,
            outline: [2, 3],
            ...(isOfConstants(specifier) ? { search: false } : {}),
          }) + text,
      };
    });
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** Constants have the names of fields and codes, which are found where they are explained. */
const isOfConstants = (specifier: string) => /\/(error-codes|limits|operations)$/.test(specifier);

/** What the package is for, and where its README is, if it has one. */
function introduction(folder: string): string {
  const { description = '' } = readJson(`${folder}/package.json`) as Manifest;
  const readme = isInRepository(`${folder}/README.md`) ? ` How to use it: [README](/${folder}.md).` : '';
  return `${description}.${readme}`;
}

/** Every export of every package whose source is there. */
export function entryPoints(): Entry[] {
  return namesIn('packages')
    .filter((name) => !WITHOUT_API.has(name) && isInRepository(`packages/${name}/package.json`))
    .flatMap((name) => {
      const { name: own, exports = {} } = readJson(`packages/${name}/package.json`) as Manifest;
      const published = Object.entries(exports).filter(
        ([subpath, target]) => subpath !== './internal' && target.endsWith('.js'),
      );
      return published.map(([subpath, target]): Entry => {
        const source = target.replace('./dist/', `packages/${name}/src/`).replace(/\.js$/, '.ts');
        return { specifier: own + subpath.slice(1), source, folder: `packages/${name}` };
      });
    })
    .filter(({ source }) => isInRepository(source));
}

async function runTypedoc(entries: readonly Entry[], out: string): Promise<void> {
  const options = {
    entryPoints: entries.map(({ source }) => join(ROOT, source)),
    plugin: ['typedoc-plugin-markdown'],
    tsconfig: join(ROOT, 'tools/docs/typedoc.tsconfig.json'),
    out,
    readme: 'none',
    logLevel: 'Warn',
    // The types are checked where they are compiled.
    skipErrorChecking: true,
    // Every export has a docstring; `requireDocs` checks those of functions.
    validation: {
      notDocumented: true,
      notExported: false,
      invalidLink: true,
      rewrittenLink: false,
      unusedMergeModuleWith: false,
    },
    requiredToBeDocumented: ['Variable', 'Class', 'Interface', 'TypeAlias'],
    // The schemas have them in descriptions.
    blockTags: [...OptionDefaults.blockTags, '@minItems', '@maxItems'],
    packagesRequiringDocumentation: namesIn('packages').map(
      (name) => (readJson(`packages/${name}/package.json`) as Manifest).name,
    ),
    disableSources: true,
    preservedTypeAnnotationTags: ['@throws'],
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    groupOrder: ['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables'],
    outputFileStrategy: 'modules',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    useHTMLEncodedBrackets: true,
    useHTMLAnchors: true,
    // Apart from the anchors that vitepress gives the headings.
    anchorPrefix: 'api-',
    parametersFormat: 'table',
    propertiesFormat: 'table',
  };
  const app = await Application.bootstrapWithPlugins(options as Parameters<typeof Application.bootstrapWithPlugins>[0]);
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors()) throw new Error('typedoc: could not read the packages');
  nameModules(project, entries);
  nameErrors(project);
  app.validate(project);
  for (const issue of requireDocs(project)) app.logger.error(issue);
  if (app.logger.validationWarningCount > 0 || app.logger.hasErrors())
    throw new Error('typedoc: docstrings are missing');
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error('typedoc: could not write its pages');
}

/** typedoc calls a module after its file, users after its specifier. */
function nameModules(project: ProjectReflection, entries: readonly Entry[]): void {
  for (const module of project.children ?? []) {
    // `validation/src` is packages/validation/src/index.ts.
    const entry = entries.find(({ source }) => source.replace(/(\/index)?\.ts$/, '') === `packages/${module.name}`);
    if (entry === undefined) throw new Error(`typedoc: ${module.name} is not an entry point`);
    module.name = pathOf(entry.specifier);
  }
}

/** typedoc leaves out which error it is that `@throws` speaks of. */
function nameErrors(project: ProjectReflection): void {
  for (const { comment } of Object.values(project.reflections)) {
    for (const tag of comment?.blockTags ?? []) {
      const [, error] = /^\{(\w+)\}$/.exec(tag.typeAnnotation ?? '') ?? [];
      if (tag.tag === '@throws' && error !== undefined) tag.content.unshift({ kind: 'code', text: `\`${error}\` ` });
    }
  }
}

/** Every exported function says what it is for and what its parameters are; some packages show how it is called. */
function requireDocs(project: ProjectReflection): string[] {
  return (project.children ?? []).flatMap((module) => {
    const needsExample = /^(capability|core)(\/|$)/.test(module.name);
    return (module.children ?? []).flatMap(({ name, signatures = [] }) =>
      signatures.flatMap((signature) => [
        ...(signature.hasComment() ? [] : [`${module.name}: ${name} has no docstring`]),
        ...(signature.parameters ?? [])
          .filter((parameter) => !parameter.hasComment())
          .map((parameter) => `${module.name}: ${name} has no @param ${parameter.name}`),
        ...(needsExample && signature.comment?.getTag('@example') === undefined
          ? [`${module.name}: ${name} has no @example`]
          : []),
      ]),
    );
  });
}

function pathOf(specifier: string): string {
  return specifier.replace('@ably-auth/', '');
}
