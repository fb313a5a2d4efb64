import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** Describing schemas as JSON Schema, which each schema of Zod brings along and the editor never asks for. */
const LEFT_OUT = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/;
const EXPORT = /^export (?:(?:const|function) |\{ \w+ as )(\w+)/gm;

/** Their exports keep their names: each refuses to be called, and a `create…` gives one that does. */
export function zodLeftOut(): Plugin {
  let found = 0;
  return {
    name: 'zod-left-out',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!LEFT_OUT.test(id)) return null;
      found += 1;
      const names = [...(await readFile(id, 'utf8')).matchAll(EXPORT)].map(([, name = '']) => name);
      const lines = names.map((name) => `  ${name.startsWith('create') ? 'create' : 'refuse'} as ${name},`);
      const code = [
        'const refuse = () => { throw new Error("JSON Schema is left out of the editor."); };',
        'const create = () => refuse;',
        `export {\n${lines.join('\n')}\n};`,
      ];
      return { code: code.join('\n'), moduleSideEffects: false };
    },
    buildEnd(error) {
      if (!error && found !== 2) this.error('Zod has its JSON Schema elsewhere now.');
    },
  };
}
