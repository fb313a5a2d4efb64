// The walls: what may import what. Formatting and everything else is Biome's.
import query from '@tanstack/eslint-plugin-query';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import boundaries from 'eslint-plugin-boundaries';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { importBans, socketGlobals } from './scripts/walls/bans.mjs';
import { elements, files, policies, tests } from './scripts/walls/elements.mjs';

const project = ['{apps,packages}/*/tsconfig.json'];
const sources = ['{apps,packages}/*/src/**/*.{ts,tsx}', 'apps/e2e/**/*.ts'];

export default [
  { ignores: ['**/node_modules/**', '**/dist/**', '**/generated/**', 'bench/**', '**/fixtures/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: sources,
    languageOptions: { parser: tseslint.parser },
    plugins: { boundaries, 'import-x': importX, '@typescript-eslint': tseslint.plugin },
    settings: {
      'boundaries/elements': elements,
      'boundaries/files': files,
      'import/resolver': { typescript: { project, noWarnOnMultipleProjects: true } },
      // Cycles are looked for in the files themselves, which need a parser.
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createTypeScriptImportResolver({ project, noWarnOnMultipleProjects: true })],
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  ...importBans(tests),
  ...socketGlobals(tests),
  { files: tests, rules: { 'max-lines': ['error', { max: 600 }] } },
  ...query.configs['flat/recommended'].map((config) => ({ ...config, files: ['apps/web/src/**/*.{ts,tsx}'] })),
];
