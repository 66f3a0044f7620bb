import { readJson } from './repository.js';

type Registry = { readonly types: readonly { readonly name: string; readonly description: string }[] };

/** The types of the protocol, in the order of the reference. */
export const { types } = readJson('schemas/json/registry.json') as Registry;
